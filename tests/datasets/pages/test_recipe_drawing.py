"""Bars of an SVG."""

import pytest

from datasets.pages.recipe_drawing import HEIGHT, WIDTH, columns, rows
from datasets.recipes.pictures import Bar, Picture, Side


def side(*shares: float) -> Side:
    return Side(tuple(Bar(str(place), share) for place, share in enumerate(shares)), 0.0, len(shares))


def test_upright_bars_stand_on_the_axis_and_the_tallest_fills_the_drawing():
    found = columns(Picture("x", "numbers", side(0.2, 0.4), side(0.0, 0.8)))
    assert [bar.y + bar.height for bar in found] == pytest.approx([HEIGHT] * 2)
    assert [bar.inner_y + bar.inner_height for bar in found] == pytest.approx([HEIGHT] * 2)
    assert [bar.height for bar in found] == pytest.approx([HEIGHT / 4, HEIGHT / 2])
    assert found[1].inner_height == pytest.approx(HEIGHT)
    assert found[-1].x + found[-1].width <= WIDTH
    assert all(bar.x <= bar.inner_x and bar.inner_x + bar.inner_width <= bar.x + bar.width for bar in found)


def test_lying_bars_are_measured_by_the_longest():
    assert [(row.label, row.width) for row in rows(side(0.1, 0.4).bars, tallest=0.4)] == [
        ("0", pytest.approx(25.0)),
        ("1", pytest.approx(100.0)),
    ]
