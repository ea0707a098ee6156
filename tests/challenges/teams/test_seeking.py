"""Who looks for a team stands on the board while they have none."""

from datetime import timedelta

import pytest

from challenges.journal.models import JournalEntry
from challenges.teams.asking_rules import SeekerSaysNothing
from challenges.teams.models import Seeker
from challenges.teams.rules import AlreadyInATeam, TeamsClosed, TextTooLong
from challenges.teams.seeking import seek_team, stop_seeking
from tests.factories import NOW

pytestmark = pytest.mark.database


def test_new_words_keep_the_first_hour(edition, nadia):
    seek_team(edition, user=nadia, about="Tides", now=NOW)
    seek_team(edition, user=nadia, about="Tides and trees", now=NOW + timedelta(hours=1))
    assert list(Seeker.objects.values_list("user", "about", "since")) == [(nadia.pk, "Tides and trees", NOW)]
    assert JournalEntry.objects.filter(deed="team.sought").count() == 1


@pytest.mark.parametrize(
    ("about", "refusal"), [("", SeekerSaysNothing), (" \u200b\n", SeekerSaysNothing), ("x" * 601, TextTooLong)]
)
def test_words_are_needed_and_bounded(edition, nadia, about, refusal):
    with pytest.raises(refusal):
        seek_team(edition, user=nadia, about=about, now=NOW)


def test_who_has_a_team_does_not_seek(alices_team, alice):
    with pytest.raises(AlreadyInATeam):
        seek_team(alices_team.edition, user=alice, about="Another", now=NOW)


def test_nobody_seeks_after_the_deadline(edition, nadia):
    edition.teams_close_at = NOW
    with pytest.raises(TeamsClosed):
        seek_team(edition, user=nadia, about="Tides", now=NOW + timedelta(seconds=1))


def test_stopping_twice_changes_nothing(edition, nadia):
    seek_team(edition, user=nadia, about="Tides", now=NOW)
    assert [stop_seeking(edition, user=nadia, now=NOW) for _ in range(2)] == [True, False]
