"""The captain says what the team is called and whom it looks for."""

from datetime import timedelta

import pytest

from challenges.journal.models import JournalEntry
from challenges.teams.changing import Change, change_team
from challenges.teams.rules import (
    NotTheCaptain,
    TeamNameFixed,
    TeamNameTaken,
    TeamNameUnusable,
    TeamsClosed,
    TextTooLong,
)
from tests.factories import CLOSES_AT, NOW

pytestmark = pytest.mark.database


def test_captain_changes_all_of_it_and_the_journal_says_what(alices_team, alice):
    change_team(alices_team, Change("Vents", "We sail.", True), by=alice, now=NOW)
    alices_team.refresh_from_db()
    assert (alices_team.name, alices_team.about, alices_team.is_recruiting) == ("Vents", "We sail.", True)
    entry = JournalEntry.objects.get(deed="team.changed")
    assert entry.details == {"changed": ["about", "is_recruiting", "name"], "name": "Vents"}


def test_what_is_left_out_or_the_same_changes_nothing(alices_team, alice):
    change_team(alices_team, Change(name="Les Alizés"), by=alice, now=NOW)
    assert not JournalEntry.objects.filter(deed="team.changed").exists()


def test_mate_changes_nothing(alices_team, bob):
    with pytest.raises(NotTheCaptain):
        change_team(alices_team, Change(about="Mine"), by=bob, now=NOW)


@pytest.mark.parametrize(
    ("name", "refusal"), [("CONTRE-COURANT", TeamNameTaken), ("x", TeamNameUnusable), ("a\u202eb", TeamNameUnusable)]
)
def test_name_follows_the_rules_of_names(alices_team, mallorys_team, alice, name, refusal):
    with pytest.raises(refusal):
        change_team(alices_team, Change(name=name), by=alice, now=NOW)


def test_own_name_may_be_written_otherwise(alices_team, alice):
    assert change_team(alices_team, Change(name="LES ALIZES"), by=alice, now=NOW).name == "LES ALIZES"


def test_name_is_fixed_by_the_first_submission(submission, alices_team, alice):
    with pytest.raises(TeamNameFixed):
        change_team(alices_team, Change(name="Vents"), by=alice, now=NOW)
    assert change_team(alices_team, Change(about="Still us"), by=alice, now=NOW).about == "Still us"


def test_after_the_deadline_only_the_text_changes(alices_team, alice):
    edition = alices_team.edition
    edition.teams_close_at = NOW
    edition.save()
    change_team(alices_team, Change(name="Vents", is_recruiting=True), by=alice, now=NOW)
    late = NOW + timedelta(microseconds=1)
    for change in (Change(name="Trop tard"), Change(is_recruiting=False)):
        with pytest.raises(TeamsClosed) as refusal:
            change_team(alices_team, change, by=alice, now=late)
        assert refusal.value.details == {"closed_at": NOW}
    assert change_team(alices_team, Change(about="Done"), by=alice, now=CLOSES_AT).about == "Done"


def test_long_text_is_refused(alices_team, alice):
    with pytest.raises(TextTooLong):
        change_team(alices_team, Change(about="x" * 601), by=alice, now=NOW)
