"""Tallies added up by the database: over the hours of each phase, and over the phases of each hour."""

from datetime import timedelta

import pytest

from challenges.tallies.models import HourTally
from challenges.tallies.queries import SUMMED, summed
from challenges.tallies.rules import CLASSES, hour_of
from tests.factories import NOW, make_challenge, make_phase

pytestmark = [pytest.mark.django_db, pytest.mark.database]
EARLY, LATE = hour_of(NOW) - timedelta(hours=1), hour_of(NOW)


@pytest.fixture
def phases(phase):
    """Of two challenges: two hours of the first, one of the second, and one of a third that nobody asks for."""
    others = [make_phase(make_challenge(phase.challenge.edition, slug=slug)) for slug in ("quais", "portes")]
    for at, (one, hour) in enumerate([(phase, EARLY), (phase, LATE), (others[0], LATE), (others[1], LATE)], start=1):
        counts = {name: at * (place + 1) for place, name in enumerate(SUMMED)}
        HourTally.objects.create(phase=one, hour=hour, waits=[at] * CLASSES, counted_at=NOW, **counts)
    return [phase.pk, others[0].pk]


def test_all_hours_of_a_phase(phases, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = {sums.phase: sums for sums in summed(phases) if sums.phase is not None}
    assert {phase: (sums.counts["received"], sums.counts["waiting"]) for phase, sums in found.items()} == {
        phases[0]: (3, 18),
        phases[1]: (3, 18),
    }
    assert {phase: (sums.hour, sums.waits) for phase, sums in found.items()} == {
        phases[0]: (None, [3] * CLASSES),
        phases[1]: (None, [3] * CLASSES),
    }


def test_all_phases_of_an_hour(phases):
    found = {sums.hour: sums for sums in summed(phases) if sums.hour is not None}
    assert {hour: sums.counts["scored"] for hour, sums in found.items()} == {EARLY: 2, LATE: 10}
    assert [(sums.phase, sums.waits) for sums in found.values()] == [(None, [])] * 2


def test_hour_without_a_list_of_waits_waited_for_nothing(phase):
    HourTally.objects.create(phase=phase, hour=LATE, received=1, counted_at=NOW)
    (whole,) = (sums for sums in summed([phase.pk]) if sums.phase is not None)
    assert whole.waits == [0] * CLASSES


def test_nothing_is_asked_for_nothing():
    assert list(summed([])) == []
