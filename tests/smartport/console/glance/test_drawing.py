"""Shapes: what is counted is drawn, no more and no less."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartport.console.glance.drawing import BINS, HEIGHT, LEVELS, WIDTH, bars, days_between, heat, nice_top, spread

DAY = date(2026, 11, 20)
WEEK = days_between(DAY, DAY + timedelta(days=6))


@pytest.mark.parametrize(
    ("most", "top"), [(0, 1), (1, 1), (7, 8), (9, 10), (10, 10), (11, 20), (95, 100), (116, 200), (301, 400)]
)
def test_top_is_a_round_number_that_holds_it(most, top):
    assert nice_top(most) == top


def test_days_are_at_least_one():
    assert days_between(DAY, DAY - timedelta(days=3)) == [DAY]


def test_kinds_are_piled_up():
    drawn = bars(WEEK, {"scored": {DAY: 6}, "failed": {DAY: 2, WEEK[3]: 1}})
    scored, failed, single = drawn.pieces
    assert (drawn.top, drawn.total, drawn.peak) == (8, 9, (DAY, 8))
    assert scored.y + scored.height == HEIGHT
    assert failed.y + failed.height == pytest.approx(scored.y)
    assert (single.kind, single.x > failed.x) == ("failed", True)


@given(st.lists(st.integers(0, 500), min_size=7, max_size=7))
def test_bars_stay_inside(counts):
    drawn = bars(WEEK, {"plain": dict(zip(WEEK, counts, strict=True))})
    assert len(drawn.pieces) == sum(count > 0 for count in counts)
    assert all(piece.x >= 0 and piece.x + piece.width <= WIDTH for piece in drawn.pieces)
    assert all(piece.y >= 0 and piece.height > 0 for piece in drawn.pieces)


def test_hours_are_shades_of_the_busiest():
    drawn = heat(WEEK, {(WEEK[1], 18): 10, (WEEK[2], 9): 1, (date(2027, 1, 1), 0): 99})
    assert (drawn.most, drawn.busiest) == (10, (date(2026, 11, 21), 18))
    assert [cell.level for cell in drawn.rows[1][1] if cell.count] == [LEVELS]
    assert [cell.level for cell in drawn.rows[2][1] if cell.count] == [1]
    assert sum(cell.count for _, cells in drawn.rows for cell in cells) == 11


def test_nothing_is_no_shade():
    drawn = heat(WEEK, {})
    assert (drawn.most, drawn.busiest, len(drawn.rows)) == (0, None, 7)


def test_wild_score_lies_in_the_outermost_bin():
    drawn = spread([*range(100), 1e9], baselines={"Naive": 50.0})
    assert drawn is not None
    assert drawn.high < 100
    ((name, at),) = drawn.marks
    assert (name, round(at)) == ("Naive", round(WIDTH * (50 - drawn.low) / (drawn.high - drawn.low)))


@given(st.lists(st.floats(-1e9, 1e9), max_size=60))
def test_every_score_is_in_a_bin(scores):
    drawn = spread(scores, baselines={})
    assert (drawn is None) == (not scores)
    if drawn:
        assert drawn.count == len(scores)
        assert 1 <= len(drawn.pieces) <= BINS
        assert max(piece.height for piece in drawn.pieces) == HEIGHT


def test_one_score_alone_is_drawn():
    drawn = spread([3.0], baselines={})
    assert drawn is not None
    assert (drawn.low, drawn.high) == (2.5, 3.5)
