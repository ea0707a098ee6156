"""The shapes of a risk report's pictures, in units of their own; pages and papers draw the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

COLUMN_WIDTH, COLUMN_HEIGHT = 32.0, 64.0
BAR, BAR_GAP = 12.0, 4.0
TRACK = 100.0
LEAST = 1.0
"""What is not nothing is drawn at least as long."""

DOTS_A_LINE = 10
DOT = 10.0
"""The side of a dot's square."""


@dataclass(frozen=True)
class Bar:
    """A bar of a column chart; y from the top."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class CrowdColumn:
    """Before and after side by side, for rows in crowds of `low` to `high`; `is_too_few`: below the promise."""

    low: int
    high: int | None
    before_share: float
    after_share: float
    before: Bar
    after: Bar
    is_too_few: bool


@dataclass(frozen=True)
class Gauge:
    """Lengths on a track of `TRACK` units: before, after, and where the limit is."""

    before: float
    after: float
    limit: float | None


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    is_found: bool


def crowd_columns(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], *, limit: int
) -> list[CrowdColumn]:
    """One column per range; the highest bar fills the height."""
    highest = max((part["share"] for part in (*before, *after)), default=0.0) or 1.0
    left = (COLUMN_WIDTH - 2 * BAR - BAR_GAP) / 2
    return [
        CrowdColumn(
            low=one["from"],
            high=one["to"],
            before_share=one["share"],
            after_share=other["share"],
            before=_bar(left, one["share"] / highest),
            after=_bar(left + BAR + BAR_GAP, other["share"] / highest),
            is_too_few=one["to"] is not None and one["to"] < limit,
        )
        for one, other in zip(before, after, strict=True)
    ]


def gauge(before: float, after: float, *, limit: float | None = None) -> Gauge:
    return Gauge(length(before), length(after), None if limit is None else length(limit))


def length(share: float) -> float:
    """On a track; what is not nothing is seen."""
    return 0.0 if share <= 0 else min(TRACK, max(LEAST, TRACK * share))


def dots(share: float, *, of: int = 100) -> list[Dot]:
    """So many dots, the first ones found; one at least is, if anything was, and one is not, if not all were."""
    found = round(share * of)
    if share > 0:
        found = max(1, found)
    if share < 1:
        found = min(of - 1, found)
    return [
        Dot(DOT * (place % DOTS_A_LINE + 0.5), DOT * (place // DOTS_A_LINE + 0.5), place < found) for place in range(of)
    ]


def _bar(x: float, share: float) -> Bar:
    height = 0.0 if share <= 0 else max(LEAST, COLUMN_HEIGHT * share)
    return Bar(x, COLUMN_HEIGHT - height, BAR, height)
