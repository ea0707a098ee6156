"""Hours, and classes of waiting."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from challenges.tallies.rules import CLASSES, WAITS, added, class_of, hour_of, waits_of, within


def test_hour_is_that_of_utc():
    casablanca = datetime(2026, 11, 20, 12, 59, 59, 5, tzinfo=UTC)
    assert hour_of(casablanca) == datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_classes_end_where_they_say():
    assert [class_of(timedelta(seconds=seconds)) for seconds in (0, 10, 10.5, 30, 1800, 1801)] == [0, 0, 1, 1, 5, 6]


def test_share_is_told_by_the_end_of_its_class():
    counts = waits_of([timedelta(seconds=5)] * 9 + [timedelta(seconds=25)])
    assert (within(counts, 0.5), within(counts, 0.9), within(counts, 0.95)) == (10, 10, 30)


def test_who_waited_longer_than_the_last_bound_has_no_end():
    assert within(waits_of([timedelta(hours=2)]), 0.5) is None
    assert within(waits_of([]), 0.5) is None


@given(st.lists(st.integers(0, 4000), max_size=50), st.lists(st.integers(0, 4000), max_size=50))
def test_nothing_is_lost_in_adding(some, others):
    waits = [waits_of(timedelta(seconds=each) for each in group) for group in (some, others)]
    assert added(waits) == waits_of(timedelta(seconds=each) for each in some + others)
    assert len(added([])) == CLASSES == len(WAITS) + 1
