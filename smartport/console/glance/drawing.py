"""Bars over days, hours as shades, and how scores lie: plain shapes in units of their drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

WIDTH, HEIGHT = 720.0, 110.0
GAP = 0.18  # of a bar's width
LEAST = 1.5  # the height of the smallest bar that is not empty
LEVELS = 5  # shades above nothing
BINS = 24
HOURS = 24
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Piece:
    """A part of a bar; `kind` is a class of the page."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Bars:
    """One bar a day, of one or several kinds, the first at the bottom. `top` is the number at the upper edge."""

    pieces: tuple[Piece, ...]
    days: tuple[date, ...]
    totals: tuple[int, ...]
    top: int

    @property
    def total(self) -> int:
        return sum(self.totals)

    @property
    def middle(self) -> date:
        return self.days[len(self.days) // 2]

    @property
    def peak(self) -> tuple[date, int]:
        """The day with most; the first of several."""
        most = max(self.totals)
        return self.days[self.totals.index(most)], most


def bars(days: Sequence[date], counts: Mapping[str, Mapping[date, int]]) -> Bars:
    """By kind, then by day; days without anything stay empty. At least one day."""
    totals = tuple(sum(of_kind.get(day, 0) for of_kind in counts.values()) for day in days)
    top = nice_top(max(totals))
    step = WIDTH / len(days)
    pieces: list[Piece] = []
    for at, day in enumerate(days):
        y = HEIGHT
        for kind, of_kind in counts.items():
            if count := of_kind.get(day, 0):
                height = max(LEAST, HEIGHT * count / top)
                y -= height
                pieces.append(Piece(kind, step * (at + GAP / 2), y, step * (1 - GAP), height))
    return Bars(tuple(pieces), tuple(days), totals, top)


def nice_top(most: int) -> int:
    """The next round number that holds it: 1, 2, 3, 4, 5, 6, 8, 10, 20, 30 …"""
    if most <= 1:
        return 1
    unit: int = 10 ** floor(log10(most))
    return next(unit * factor for factor in (1, 2, 3, 4, 5, 6, 8, 10) if unit * factor >= most)


def days_between(first: date, last: date) -> list[date]:
    """Both included; at least the first."""
    return [first + at * A_DAY for at in range(max(0, (last - first).days) + 1)]


@dataclass(frozen=True)
class Cell:
    """One hour: its column (the hour of the day), its count, and a shade from 0 (nothing) to LEVELS (the most)."""

    hour: int
    count: int
    level: int


@dataclass(frozen=True)
class Heat:
    """Days from top to bottom, hours from left to right."""

    rows: tuple[tuple[date, tuple[Cell, ...]], ...]
    most: int
    busiest: tuple[date, int] | None


def heat(days: Sequence[date], counts: Mapping[tuple[date, int], int]) -> Heat:
    """By day and hour of the day."""
    wanted = {day: [counts.get((day, hour), 0) for hour in range(HOURS)] for day in days}
    most = max((max(row) for row in wanted.values()), default=0)
    rows = tuple(
        (day, tuple(Cell(hour, count, _level(count, most)) for hour, count in enumerate(row)))
        for day, row in wanted.items()
    )
    busiest = next(((day, row.index(most)) for day, row in wanted.items() if most and most in row), None)
    return Heat(rows, most, busiest)


def _level(count: int, most: int) -> int:
    return ceil(LEVELS * count / most) if count else 0


@dataclass(frozen=True)
class Spread:
    """How the best public scores of teams lie: bins between `low` and `high`, with those beyond in the outermost; marks
    are baselines, by their place."""

    pieces: tuple[Piece, ...]
    low: float
    high: float
    most: int
    count: int
    marks: tuple[tuple[str, float], ...]


def spread(scores: Sequence[float], *, baselines: Mapping[str, float]) -> Spread | None:
    """Between the 2nd and the 98th of a hundred, so that one wild score does not flatten the rest; None without any."""
    if not scores:
        return None
    ordered = sorted(scores)
    inside = [*(ordered[floor(share * (len(ordered) - 1))] for share in (0.02, 0.98)), *baselines.values()]
    low, high = min(inside), max(inside)
    if low == high:
        low, high = low - 0.5, high + 0.5
    counts = [0] * BINS
    for score in ordered:
        counts[_bin(score, low, high)] += 1
    most = max(counts)
    step = WIDTH / BINS
    pieces = tuple(
        Piece("team", step * (at + GAP / 4), HEIGHT - tall, step * (1 - GAP / 2), tall)
        for at, count in enumerate(counts)
        if (tall := max(LEAST, HEIGHT * count / most) if count else 0.0)
    )
    marks = tuple((name, WIDTH * (score - low) / (high - low)) for name, score in baselines.items())
    return Spread(pieces, low, high, most, len(scores), marks)


def _bin(score: float, low: float, high: float) -> int:
    return min(BINS - 1, max(0, floor(BINS * (score - low) / (high - low))))
