"""How the values of a column lie, drawn small: bars of a histogram, or the commonest values one below the other."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, gettext, pgettext_lazy

from challenges.wording import LOCALES
from datasets.recipes.recipe import OTHER, SUPPRESSED
from datasets.releases.profile import ColumnProfile, Histogram, Profile

WIDTH, HEIGHT = 200.0, 44.0
GAP = 0.12
LOWEST = 1.0
"""A bin that is not empty is never drawn lower, in units of the drawing."""

FEW = 5
SMALLEST = 0.1
NOTHING: Mapping[str, float] = {}
WHOLE = {"fr": "#,##0 %", "en_GB": "#,##0%"}
PRECISE = {"fr": "#,##0.0 %", "en_GB": "#,##0.0%"}
KINDS = {
    "text": pgettext_lazy("type of a column", "text"),
    "category": pgettext_lazy("type of a column", "category"),
    "integer": pgettext_lazy("type of a column", "whole number"),
    "number": pgettext_lazy("type of a column", "number"),
}
SIGNIFICANT = 3
GROUPED_FROM = 10_000


@dataclass(frozen=True)
class Bar:
    """One bin, in units of the drawing."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Drawing:
    """A histogram with the numbers at its ends, and the same in words for who does not see it."""

    bars: tuple[Bar, ...]
    least: str
    most: str
    said: str


@dataclass(frozen=True)
class Share:
    """One of the commonest values: how many rows of all have it, in percent. `gloss` says what a sign stands for."""

    value: str
    percent: float
    gloss: str

    @property
    def said(self) -> str:
        return say_percent(self.percent)


@dataclass(frozen=True)
class Shape:
    """A column as the page shows it. `empty` is the share of empty cells, and `withheld` of those that were emptied or
    covered so that nobody is singled out; both in percent."""

    column: ColumnProfile
    drawing: Drawing | None
    top: tuple[Share, ...]
    others: float
    empty: float
    withheld: float

    @property
    def kind(self) -> str:
        return str(KINDS.get(self.column.type, self.column.type))

    @property
    def empty_said(self) -> str:
        return say_percent(self.empty)

    @property
    def withheld_said(self) -> str:
        return say_percent(self.withheld)

    @property
    def others_said(self) -> str:
        """Empty where the commonest values are all."""
        return say_percent(self.others) if self.others else ""

    @property
    def median(self) -> str:
        """The middle of the quantiles; empty without any."""
        quantiles = self.column.quantiles
        return say_value(quantiles[len(quantiles) // 2]) if len(quantiles) % 2 else ""

    @property
    def mean(self) -> str:
        return "" if self.column.mean is None else say_value(self.column.mean)


def shapes_of(profile: Profile, *, withheld: Mapping[str, float] = NOTHING) -> list[Shape]:
    """Every column in the order of the tables; `withheld` is by name, in percent. A target is told of the training part
    alone."""
    return [
        _shape(column, rows=profile.rows_of(column), withheld=withheld.get(column.name, 0.0))
        for column in profile.columns
    ]


def _shape(column: ColumnProfile, *, rows: int, withheld: float) -> Shape:
    top = column.top[:FEW]
    others = column.others + sum(count for _, count in column.top[FEW:])
    return Shape(
        column=column,
        drawing=_drawing(column.histogram, least=column.least, most=column.most) if column.histogram else None,
        top=tuple(Share(value, _percent(count, rows), _gloss(value)) for value, count in top),
        others=_percent(others, rows),
        empty=_percent(column.nulls, rows),
        withheld=withheld,
    )


def say_value(value: float) -> str:
    """A value with three significant digits at least, as the reader's language writes it; years are not grouped."""
    decimals = 0
    if value and not float(value).is_integer():
        decimals = min(6, max(0, SIGNIFICANT - 1 - math.floor(math.log10(abs(value)))))
    whole = "#,##0" if abs(value) >= GROUPED_FROM else "0"
    pattern = f"{whole}.{'#' * decimals}" if decimals else whole
    return format_decimal(value, format=pattern, locale=LOCALES[(get_language() or "fr")[:2]])


def say_cell(number: float, *, decimals: int) -> str:
    """A number of a table: not grouped, since it may be a year or a code."""
    pattern = "0." + "0" * decimals if decimals else "0"
    return format_decimal(number, format=pattern, locale=LOCALES[(get_language() or "fr")[:2]])


def say_count(number: int) -> str:
    return format_decimal(number, format="#,##0", locale=LOCALES[(get_language() or "fr")[:2]])


def say_percent(percent: float) -> str:
    """With a decimal below ten; what is there is never said to be nothing."""
    locale = LOCALES[(get_language() or "fr")[:2]]
    if 0 < percent < SMALLEST:
        return gettext("under %(limit)s") % {"limit": say_percent(SMALLEST)}
    pattern = PRECISE if 0 < percent < 10 else WHOLE
    return format_percent(percent / 100, format=pattern.get(locale, pattern["en_GB"]), locale=locale)


def _drawing(histogram: Histogram, *, least: float | None, most: float | None) -> Drawing | None:
    """Bins by their widths, so that an area is a number of rows; at the ends the least and the largest value, which lie
    inside the outermost bins."""
    edges, counts = histogram.edges, histogram.counts
    span = edges[-1] - edges[0]
    if not any(counts):
        return None
    widths = [b - a for a, b in pairwise(edges)] if span > 0 else [1.0] * len(counts)
    span = span if span > 0 else float(len(counts))
    heights = [count / width if width > 0 else 0.0 for count, width in zip(counts, widths, strict=True)]
    tallest = max(heights)
    bars, x = [], 0.0
    for width, height in zip(widths, heights, strict=True):
        drawn = WIDTH * width / span
        tall = max(LOWEST, HEIGHT * height / tallest) if height else 0.0
        bars.append(Bar(x + drawn * GAP / 2, HEIGHT - tall, drawn * (1 - GAP), tall))
        x += drawn
    peak = heights.index(tallest)
    said = gettext("Histogram from %(least)s to %(most)s. Values are densest between %(low)s and %(high)s.")
    ends = {
        "least": say_value(edges[0] if least is None else least),
        "most": say_value(edges[-1] if most is None else most),
    }
    return Drawing(
        bars=tuple(bar for bar in bars if bar.height),
        said=said % {**ends, "low": say_value(edges[peak]), "high": say_value(edges[peak + 1])},
        **ends,
    )


def _percent(count: int, rows: int) -> float:
    return 100 * count / rows if rows else 0.0


def _gloss(value: str) -> str:
    if value == SUPPRESSED:
        return gettext("withheld, so that nobody is singled out")
    return gettext("rare values together") if value == OTHER else ""
