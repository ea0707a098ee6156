"""Rounds end when somebody ends them; hours move with a letter."""

from datetime import timedelta

import pytest

from challenges.journal.models import JournalEntry
from challenges.jury.closing import change_hours, close_final, close_screening
from challenges.jury.keeping_rules import RoundOver
from challenges.panels.models import Panel
from challenges.panels.rules import HourNotToCome, HoursOutOfOrder
from challenges.post.models import Letter
from tests.factories import NOW
from tests.factories.jury import assign, at_stage, make_full_panel

DAY = timedelta(days=1)


@pytest.fixture
def panel(challenge):
    return at_stage(make_full_panel(challenge), "screening")


def test_screening_then_final_each_once(panel, dora):
    assign(panel.jurors.first(), panel.candidates.first())
    with pytest.raises(RoundOver):
        close_final(panel, by=dora, now=NOW)
    assert close_screening(panel, by=dora, now=NOW).stage == "selection"
    assert JournalEntry.objects.get(deed="panel.screening_closed").details["missing"] == 1
    with pytest.raises(RoundOver):
        close_screening(panel, by=dora, now=NOW)
    at_stage(panel, "final")
    assert close_final(panel, by=dora, now=NOW).stage == "deliberation"


def test_hour_of_the_round_is_told_to_jurors(panel, dora):
    hours = {"screening": NOW + 6 * DAY, "final": panel.final_closes_at}
    assert change_hours(panel, **hours, by=dora, now=NOW)
    assert Letter.objects.count() == 5
    assert not change_hours(panel, **hours, by=dora, now=NOW)
    hours["final"] = NOW + 20 * DAY
    assert change_hours(panel, **hours, by=dora, now=NOW)
    assert Letter.objects.count() == 5
    found = Panel.objects.get()
    assert (found.screening_closes_at, found.final_closes_at) == (NOW + 6 * DAY, NOW + 20 * DAY)


def test_hours_that_do_not_fit_are_refused(panel, dora):
    with pytest.raises(HourNotToCome):
        change_hours(panel, screening=NOW, final=panel.final_closes_at, by=dora, now=NOW)
    with pytest.raises(HoursOutOfOrder):
        change_hours(panel, screening=NOW + 10 * DAY, final=NOW + 9 * DAY, by=dora, now=NOW)
