"""The small drawing of a team's scores."""

from datetime import timedelta
from uuid import UUID

from challenges.evaluations.logbook import Logged
from challenges.pages.curves import HEIGHT, MARGIN, WIDTH, curve
from tests.factories import NOW

COLUMNS = [{"key": "mae", "better": "lower", "primary": True, "decimals": 2}]


def lines(*values: float | None) -> list[Logged]:
    """Newest first, as a logbook has them."""
    made = [
        Logged(
            *(UUID(int=place), NOW + timedelta(minutes=place), "p.csv", "", ()),
            *("scored", {} if value is None else {"mae": value}, False),
        )
        for place, value in enumerate(values)
    ]
    return made[::-1]


def test_scores_stand_in_order_better_up_and_the_line_is_the_best_so_far():
    drawn = curve(lines(3.0, 4.0, 1.0), columns=COLUMNS, here=UUID(int=1))
    assert [round(dot.x) for dot in drawn.dots] == [round(MARGIN), round(WIDTH / 2), round(WIDTH - MARGIN)]
    assert drawn.dots[2].y == MARGIN
    assert drawn.dots[0].y <= drawn.dots[1].y
    assert [dot.is_best for dot in drawn.dots] == [False, False, True]
    assert [dot.is_here for dot in drawn.dots] == [False, True, False]
    assert drawn.steps == f"M7.0 {drawn.dots[0].y:.1f}H160.0H313.0V7.0"


def test_one_far_worse_does_not_press_the_others_together():
    drawn = curve(lines(*[2.0 - place / 10 for place in range(10)], 1e9), columns=COLUMNS)
    heights = [dot.y for dot in drawn.dots]
    assert heights[-1] == HEIGHT - MARGIN
    assert heights[0] - heights[9] > HEIGHT / 2


def test_equal_scores_are_one_line():
    assert {dot.y for dot in curve(lines(1.0, 1.0, 1.0), columns=COLUMNS).dots} == {MARGIN}


def test_fewer_than_two_scores_are_no_drawing():
    assert [curve(lines(*values), columns=COLUMNS) for values in ((), (1.0,), (None, 1.0))] == [None, None, None]
    assert curve(lines(1.0, 2.0), columns=[]) is None
