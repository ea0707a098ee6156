"""The yard day by day: gates that close, boxes that are moved, a yard that fills."""

import numpy as np
import pytest

from datasets.simulation.yard.filling import DRAWS, LONGEST_DAYS, Waiting, run_yard, slow_weeks
from datasets.simulation.yard.loads import DAY

MONDAY = int(np.datetime64("2024-02-05").astype("datetime64[D]").astype(np.int64))
NOON = 12 * 60


def run(*, discharged, days_stayed, draws, days=120, extra=0, is_checked=True):
    waiting = Waiting(
        discharged=np.asarray(discharged),
        terminal=np.zeros(len(discharged), dtype=np.int64),
        pace=np.log(np.broadcast_to(np.asarray(days_stayed, dtype=float), len(discharged))),
        is_checked=np.full(len(discharged), is_checked),
        draws=np.broadcast_to(draws, (len(discharged), DRAWS)),
    )
    others = np.zeros((days, 1), dtype=np.int64)
    others[0, 0] = extra
    return run_yard(waiting, others=others, first=MONDAY, slow=np.zeros(days))


def left_on(yard):
    return (yard.left // DAY - MONDAY).tolist()


STAY = [0.99, 0.5, 0.4, 0.5, 0.5, 0.5, 0.5, 0.99]  # not hurried, closed days not worked, not moved


@pytest.mark.parametrize(("days_stayed", "day"), [(2.0, 2), (5.0, 8), (6.0, 8), (7.0, 7)])
def test_box_that_finds_the_gate_closed_leaves_on_an_open_day(days_stayed, day):
    yard = run(discharged=[MONDAY * DAY + NOON], days_stayed=[days_stayed], draws=[0.5, 0.5, 0.99, *STAY[3:]])
    assert left_on(yard) == [day]


def test_box_leaves_three_hours_after_it_is_landed_or_later():
    early = [*STAY[:3], 0.02, *STAY[4:]]
    at = MONDAY * DAY + 23 * 60
    yard = run(discharged=[at], days_stayed=[0.01], draws=early)
    assert yard.left[0] - at >= 180
    assert left_on(yard) == [1]


def test_box_that_is_moved_was_not_seen_to_leave():
    moved = [*STAY[:5], 0.0, 0.5, 0.0]
    yard = run(discharged=[MONDAY * DAY + NOON], days_stayed=[9.0], draws=moved)
    assert yard.last_seen[0] < yard.left[0]
    assert (yard.last_seen[0] // DAY - MONDAY) == 1


def test_nobody_is_followed_for_longer_than_the_longest_days():
    yard = run(discharged=[MONDAY * DAY + NOON], days_stayed=[80.0], draws=STAY)
    assert yard.last_seen[0] == MONDAY * DAY + NOON + LONGEST_DAYS * DAY


def test_who_would_leave_soon_after_the_free_days_may_hurry():
    at = [MONDAY * DAY + NOON]
    hurried, usual = ([draw, *STAY[1:]] for draw in (0.1, 0.9))
    assert left_on(run(discharged=at, days_stayed=[9.0], draws=hurried)) == [7]
    assert left_on(run(discharged=at, days_stayed=[9.0], draws=usual)) == [9]


def test_boxes_stay_longer_where_customs_is_busy():
    """The same boxes every day for 90 days, then twice as many."""
    daily = [(MONDAY + day) * DAY + NOON for day in range(90) for _ in range(10)]
    busy = [(MONDAY + day) * DAY + NOON for day in range(90, 110) for _ in range(20)]
    rng = np.random.default_rng(3)
    draws = rng.random((len(daily) + len(busy), DRAWS)) * [1, 1, 1, 1, 1, 1, 1, 0] + [0, 0, 0, 0, 0, 0, 0, 0.99]
    yard = run(discharged=daily + busy, days_stayed=4.0, draws=draws)
    assert yard.workload[109] > 1.5
    assert yard.fill[109, 0] > 1.5
    stays = (yard.left - np.array(daily + busy)) / DAY
    assert stays[-200:].mean() > 1.2 * stays[600:900].mean()


def test_slow_weeks_change_slowly():
    found = slow_weeks(2_000, rng=np.random.default_rng(1))
    assert np.abs(np.diff(found)).max() < 0.1
    assert 0.07 < found.std() < 0.2
