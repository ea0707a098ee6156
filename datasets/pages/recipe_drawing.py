"""Draws what a trial found as bars of an SVG: places and sizes, no words."""

from collections.abc import Sequence
from dataclasses import dataclass

from datasets.recipes.pictures import Bar, Picture

WIDTH, HEIGHT = 240.0, 84.0
GAP = 0.12
"""Of a place, between two bars; the bars of after are twice as slim."""


@dataclass(frozen=True)
class Column:
    """An upright bar before and after, in units of the drawing."""

    x: float
    width: float
    y: float
    height: float
    inner_x: float
    inner_width: float
    inner_y: float
    inner_height: float


@dataclass(frozen=True)
class Row:
    """A lying bar: `width` of 100 for the greatest share; without a label it stands for all others."""

    label: str
    share: float
    width: float


def columns(picture: Picture) -> list[Column]:
    """The bars of numbers, left to right."""
    number = len(picture.before.bars)
    place = WIDTH / max(number, 1)
    return [
        _column(place * at, place, before.share / picture.tallest, after.share / picture.tallest)
        for at, (before, after) in enumerate(zip(picture.before.bars, picture.after.bars, strict=False))
    ]


def rows(bars: Sequence[Bar], *, tallest: float) -> list[Row]:
    """The bars of categories, top to bottom."""
    return [Row(bar.label, bar.share, 100 * bar.share / tallest) for bar in bars]


def _column(x: float, place: float, before: float, after: float) -> Column:
    width = place * (1 - 2 * GAP)
    return Column(
        x=x + place * GAP,
        width=width,
        y=HEIGHT * (1 - before),
        height=HEIGHT * before,
        inner_x=x + place * GAP + width / 4,
        inner_width=width / 2,
        inner_y=HEIGHT * (1 - after),
        inner_height=HEIGHT * after,
    )
