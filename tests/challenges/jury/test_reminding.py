"""Who owes ballots is reminded, and nobody too often."""

from datetime import timedelta

import pytest

from challenges.jury.keeping_rules import NobodyOwes, RoundOver
from challenges.jury.reminding import remind_due, remind_jurors
from challenges.post.models import Letter
from tests.factories import NOW
from tests.factories.jury import assign, at_stage, make_ballot, make_full_panel

GRADES = {"relevance": 3, "rigour": 3, "feasibility": 3, "clarity": 3}
HOUR = timedelta(hours=1)


@pytest.fixture
def panel(challenge):
    """Its screening closes in five days; one of two jurors has cast."""
    made = at_stage(make_full_panel(challenge), "screening")
    first, second = made.jurors.all()[:2]
    make_ballot(first, made.candidates.first(), GRADES)
    assign(second, made.candidates.first())
    assign(second, made.candidates.last())
    return made


def test_at_once_and_only_who_owes(panel, dora):
    assert remind_jurors(panel, by=dora, now=NOW) == 1
    remind_jurors(panel, by=dora, now=NOW)
    letter = Letter.objects.get()
    assert letter.to == panel.jurors.all()[1].user
    assert "2 pro" in letter.body


def test_nobody_owes_or_no_round(panel, dora):
    panel.jurors.all()[1].assignments.all().delete()
    with pytest.raises(NobodyOwes):
        remind_jurors(panel, by=dora, now=NOW)
    at_stage(panel, "selection")
    with pytest.raises(RoundOver):
        remind_jurors(panel, by=dora, now=NOW)


def test_clock_reminds_two_days_and_some_hours_before(panel):
    hour = panel.screening_closes_at
    told = [remind_due(now=at) for at in (NOW, hour - 49 * HOUR, hour - 48 * HOUR, hour - 30 * HOUR, hour - 6 * HOUR)]
    assert told == [0, 0, 1, 0, 1]
    assert [remind_due(now=at) for at in (hour - HOUR, hour, hour + HOUR)] == [0, 0, 0]
    assert Letter.objects.count() == 2


def test_clock_reminds_anew_of_an_hour_that_moved(panel):
    hour = panel.screening_closes_at
    assert remind_due(now=hour - HOUR) == 1
    panel.screening_closes_at = hour + 24 * HOUR
    panel.save()
    assert remind_due(now=hour) == 1


def test_clock_asks_one_query_where_nothing_is_near(panel, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert remind_due(now=NOW) == 0
