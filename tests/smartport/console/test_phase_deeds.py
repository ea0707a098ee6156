"""The hours of a phase are moved by deeds that say what they do."""

import re
from datetime import timedelta

import pytest

from challenges.editions.models import Announcement, Edition, Phase
from challenges.journal.models import JournalEntry
from challenges.leaderboards.models import Leaderboard
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_phase, make_submission

PHASE = "/console/editions/demo/challenges/rade/phases/main/"
LATER = "2027-01-20T18:00"  # by the clock of Casablanca
REASON = {"reason_fr": "Panne du réseau.", "reason_ar": "عطل"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]


def text_of(answer) -> str:
    return answer.content.decode()


def test_phase_is_closed_once(organizer, submission):
    page = text_of(organizer.get(f"{PHASE}close/"))
    assert "Handed in so far: 1 submission, 1 team." in page
    assert "2 minutes after the end" in page
    assert organizer.post(f"{PHASE}close/").status_code == 302
    again = organizer.post(f"{PHASE}close/")
    assert (again.status_code, "This phase is over since" in text_of(again)) == (409, True)
    assert Phase.objects.get().closes_at == NOW


def test_second_of_a_double_click_goes_where_the_first_went(organizer, submission):
    once = re.search(r'name="once" value="([^"]+)"', text_of(organizer.get(f"{PHASE}close/")))[1]
    sent = [organizer.post(f"{PHASE}close/", {"once": once}) for _ in range(2)]
    assert [(answer.status_code, answer.headers["Location"]) for answer in sent] == [
        (302, "/console/editions/demo/challenges/rade/")
    ] * 2
    assert JournalEntry.objects.filter(deed="phase.closed").count() == 1
    for other in ({}, {"once": ""}, {"once": "x" * 9_000}):
        assert organizer.post(f"{PHASE}close/", other).status_code == 409


def test_closed_for_ever_is_refused_by_name(organizer, leaderboard):
    Leaderboard.objects.update(closed_at=NOW)
    for deed, sent in (("close", {}), ("freeze", {"when": "now"}), ("unfreeze", {}), ("shift", {"when": "now"})):
        answer = organizer.post(f"{PHASE}{deed}/", sent)
        assert (answer.status_code, "is closed for ever since" in text_of(answer)) == (409, True)


def test_board_is_frozen_now_or_at_an_hour_and_moves_again(organizer, leaderboard, alices_team, alice):
    assert organizer.post(f"{PHASE}freeze/", {}).status_code == 422
    assert organizer.post(f"{PHASE}freeze/", {"when": "later", "at": ""}).status_code == 422
    assert organizer.post(f"{PHASE}freeze/", {"when": "later", "at": "2026-11-21T12:00"}).status_code == 302
    assert Phase.objects.get().freezes_at == NOW + timedelta(days=1)
    assert organizer.post(f"{PHASE}freeze/", {"when": "now"}).status_code == 302
    assert Leaderboard.objects.get().frozen_at == NOW
    make_submission(alices_team, leaderboard.phase, by=alice, now=NOW + timedelta(minutes=1))
    assert "what was hidden: 1 submission received since" in text_of(organizer.get(f"{PHASE}unfreeze/"))
    assert organizer.post(f"{PHASE}unfreeze/").status_code == 302
    assert Leaderboard.objects.get().frozen_at is None


def test_opening_moves_before_it_has_been(organizer, challenge):
    make_phase(challenge, opens_at=NOW + timedelta(days=2))
    assert organizer.post(f"{PHASE}shift/", {"when": "later", "at": "2026-11-21T12:00"}).status_code == 302
    assert Phase.objects.get().opens_at == NOW + timedelta(days=1)
    organizer.post(f"{PHASE}shift/", {"when": "now"})
    assert organizer.post(f"{PHASE}shift/", {"when": "now"}).status_code == 409


def read(organizer, **sent) -> dict[str, str]:
    """What teams will read was looked at."""
    answer = organizer.post(f"{PHASE}extend/", {"until": LATER, **REASON, **sent, "look": "look"})
    assert answer.status_code == 200, answer.content.decode()
    return {"until": LATER, **REASON, **sent, "read": answer.context["read"]}


def test_extension_shows_what_teams_will_read_before_it_is_done(organizer, phase, alices_team):
    page = text_of(organizer.get(f"{PHASE}extend/"))
    assert "goes by e-mail to 2 people" in page
    looked = organizer.post(f"{PHASE}extend/", {"until": LATER, **REASON, "look": "look"})
    shown = text_of(looked)
    assert ("Panne du réseau." in shown, "عطل" in shown, 'dir="rtl"' in shown) == (True, True, True)
    assert "20 janvier 2027" in shown
    assert Announcement.objects.count() == 0


def test_extension_is_done_once_and_announced(organizer, phase):
    sent = read(organizer)
    assert organizer.post(f"{PHASE}extend/", sent).status_code == 302
    again = organizer.post(f"{PHASE}extend/", sent)
    assert (again.status_code, "The new end must come after the present one" in text_of(again)) == (422, True)
    assert Announcement.objects.get().published_at == NOW
    assert Phase.objects.get().closes_at.isoformat() == "2027-01-20T18:00:00+00:00"


def test_second_click_on_an_extension_goes_where_the_first_went(organizer, phase):
    sent = {**read(organizer), "once": "a-page"}
    answers = [organizer.post(f"{PHASE}extend/", sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Announcement.objects.count() == 1


def test_nothing_is_announced_that_nobody_looked_at(organizer, phase):
    sent = {**read(organizer), "reason_fr": "Autre raison."}
    answer = organizer.post(f"{PHASE}extend/", sent)
    assert (answer.status_code, "Autre raison." in text_of(answer)) == (200, True)
    assert (Announcement.objects.count(), Phase.objects.get().closes_at) == (0, CLOSES_AT)


def test_edition_moves_along_only_where_that_is_ticked(organizer, phase):
    ends = phase.challenge.edition.closes_at
    organizer.post(f"{PHASE}extend/", read(organizer, moves_end="on"))
    assert Edition.objects.get().closes_at == ends + timedelta(days=5)


@pytest.mark.parametrize("sent", [{}, {"until": "2027-01-15T17:00", **REASON}, {"until": LATER, "reason_en": "Outage"}])
def test_extension_without_an_hour_or_a_reason_is_refused(organizer, phase, sent):
    assert organizer.post(f"{PHASE}extend/", sent).status_code == 422
    assert Announcement.objects.count() == 0


def test_extension_of_what_is_final_is_refused_before_it_is_read(organizer, leaderboard):
    Leaderboard.objects.update(closed_at=NOW)
    answer = organizer.post(f"{PHASE}extend/", {"until": LATER, **REASON, "look": "look"})
    page = text_of(answer)
    assert (answer.status_code, "is closed for ever since" in page, "Panne du réseau." in page) == (409, True, True)


def test_other_phase_is_not_there(organizer, challenge):
    make_phase(challenge, slug="final", opens_at=OPENS_AT)
    assert organizer.get(f"{PHASE}close/").status_code == 404
