"""More time is given, and announced to all in the same breath."""

from datetime import timedelta

import pytest

from challenges.editions.models import Announcement, Challenge, Edition, Phase
from challenges.journal.models import JournalEntry
from challenges.leaderboards.models import Leaderboard
from challenges.lifecycle.extending import Extension, extend_phase
from challenges.lifecycle.hours import close_phase
from challenges.lifecycle.rules import BoardFinal, EndNotLater, ReasonUnusable
from challenges.post.models import Letter
from challenges.teams.telling import write_announcements
from tests.factories import CLOSES_AT, NOW

pytestmark = pytest.mark.django_db
LATER = CLOSES_AT + timedelta(days=2)
REASON = {"fr": "Panne du réseau.", "ar": "عطل في الشبكة."}


def asked(**fields) -> Extension:
    return Extension(**{"until": LATER, "reason": REASON, **fields})


def test_end_moves_and_everybody_is_told(phase, alices_team, dora):
    told = extend_phase(phase, asked(), by=dora, now=NOW)
    assert Phase.objects.get().closes_at == LATER
    assert (told.published_at, told.by, told.challenge) == (NOW, dora, phase.challenge)
    assert "17 janvier 2027" in told.title["fr"]
    assert told.body["ar"].endswith("عطل في الشبكة.")
    assert told.body["en"].endswith("Panne du réseau.")
    assert "15 January 2027" in told.body["en"]
    write_announcements(now=NOW)
    assert Letter.objects.filter(about=f"announcement:{told.pk}").count() == 2
    deeds = ["phase.extended", "announcement.added", "announcement.published"]
    assert list(JournalEntry.objects.filter(deed__in=deeds).order_by("number").values_list("deed", flat=True)) == deeds


def test_edition_moves_only_where_it_is_asked_for(phase, dora):
    ends = phase.challenge.edition.closes_at
    Edition.objects.update(teams_close_at=CLOSES_AT)
    extend_phase(phase, asked(), by=dora, now=NOW)
    assert Edition.objects.get().closes_at == ends
    later = asked(until=LATER + timedelta(days=1), moves_end=True, moves_teams=True)
    extend_phase(phase, later, by=dora, now=NOW)
    edition = Edition.objects.get()
    moved = timedelta(days=1)
    assert (edition.closes_at, edition.teams_close_at) == (ends + moved, CLOSES_AT + moved)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [({"until": CLOSES_AT}, EndNotLater), ({"reason": {"en": "Outage"}}, ReasonUnusable)],
)
def test_refused_extension_tells_nobody(phase, dora, fields, refusal):
    with pytest.raises(refusal):
        extend_phase(phase, asked(**fields), by=dora, now=NOW)
    assert (Phase.objects.get().closes_at, Announcement.objects.count()) == (CLOSES_AT, 0)


def test_closed_phase_is_given_more_time_until_its_board_is_closed(leaderboard, dora):
    phase = leaderboard.phase
    close_phase(phase, by=dora, now=NOW)
    extend_phase(phase, asked(), by=dora, now=NOW + timedelta(minutes=1))
    Leaderboard.objects.update(closed_at=LATER)
    with pytest.raises(BoardFinal):
        extend_phase(phase, asked(until=LATER + timedelta(days=1)), by=dora, now=NOW)


def test_challenge_that_nobody_sees_is_extended_without_a_word(phase, dora):
    Challenge.objects.update(is_published=False)
    assert extend_phase(phase, asked(), by=dora, now=NOW) is None
    assert Announcement.objects.count() == 0
