"""The shapes of pictures."""

import pytest

from datasets.risk.figures import COLUMN_HEIGHT, LEAST, TRACK, crowd_columns, dots, gauge, length


def crowds(*shares):
    starts = [(1, 1), (2, 4), (5, None)]
    return [{"from": low, "to": high, "share": share} for (low, high), share in zip(starts, shares, strict=True)]


def test_highest_bar_fills_the_height_and_all_stand_on_the_ground():
    columns = crowd_columns(crowds(0.8, 0.2, 0), crowds(0, 0.4, 0.6), limit=5)

    assert columns[0].before.height == COLUMN_HEIGHT
    assert columns[2].after.height == pytest.approx(COLUMN_HEIGHT * 0.75)
    assert all(bar.y + bar.height == COLUMN_HEIGHT for column in columns for bar in (column.before, column.after))
    assert [column.is_too_few for column in columns] == [True, True, False]


def test_nothing_is_not_drawn_and_little_is():
    column = crowd_columns(crowds(1.0, 0.0001, 0), crowds(0, 0, 1.0), limit=5)[1]

    assert (column.before.height, column.after.height) == (LEAST, 0)
    assert (length(0.0), length(1e-9), length(0.5), length(7)) == (0, LEAST, 50, TRACK)


def test_gauge_has_a_limit_only_where_there_is_one():
    assert gauge(1.0, 0.2, limit=0.2) == gauge(1.0, 0.2, limit=0.2).__class__(100, 20, 20)
    assert gauge(1.0, 0.2).limit is None


@pytest.mark.parametrize(("share", "found"), [(0, 0), (0.001, 1), (0.24, 24), (0.999, 99), (1, 100)])
def test_dots_show_none_only_for_none_and_all_only_for_all(share, found):
    drawn = dots(share)

    assert len({(dot.x, dot.y) for dot in drawn}) == 100
    assert sum(dot.is_found for dot in drawn) == found
    assert all(0 < dot.x < 100 and 0 < dot.y < 100 for dot in drawn)


def test_empty_release_has_empty_columns():
    assert crowd_columns(crowds(0, 0, 0), crowds(0, 0, 0), limit=5)[0].before.height == 0
