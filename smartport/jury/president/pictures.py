"""What the results look like: places in percent of a track, and lines between ranks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from challenges.jury.columns import Column

LEAST_SCALE = 10.0  # points that the severities' picture reaches to at least, so that small ones look small
REACH = 44.0  # percent of a track from its middle to the dot of the most severe
SHOWN = 12  # lines in the picture of ranks
WIDTH, STEP, TOP, EDGE, PAD = 720.0, 26.0, 34.0, 72.0, 10.0


@dataclass(frozen=True)
class Dot:
    """At `x` percent of its track; `name` says whose, `value` how much."""

    name: str
    x: float
    value: float


@dataclass(frozen=True)
class Span:
    """A bar from `x`, `width` percent long, and where the middle mark stands in it."""

    x: float
    width: float
    mark: float


@dataclass(frozen=True)
class Line:
    """A project's way through the methods; `kind` is a class of the page."""

    code: str
    points: str
    kind: str
    start: float
    end: float


@dataclass(frozen=True)
class Bump:
    """Ranks under all methods, the best at the top, the one that counts where one begins to read; `names` stand above
    their columns, codes at `first` and `last`. `more` are not drawn."""

    lines: tuple[Line, ...]
    names: tuple[tuple[str, float], ...]
    height: float
    more: int
    is_rtl: bool

    @property
    def first(self) -> tuple[float, str]:
        """Where the codes at the start stand, and to which side they are written."""
        return (WIDTH - EDGE + PAD, "start") if self.is_rtl else (EDGE - PAD, "end")

    @property
    def last(self) -> tuple[float, str]:
        """The same of those at the end."""
        return (EDGE - PAD, "end") if self.is_rtl else (WIDTH - EDGE + PAD, "start")


def severities(values: Mapping[str, float]) -> list[Dot]:
    """The most severe first; the middle of the track is the mean of all jurors."""
    scale = max(LEAST_SCALE, *(abs(value) for value in values.values())) if values else LEAST_SCALE
    ordered = sorted(values.items(), key=lambda pair: pair[1])
    return [Dot(name, 50 + REACH * value / scale, value) for name, value in ordered]


def rank_span(interval: tuple[int, int], *, rank: int, count: int) -> Span:
    """On a track of `count` places, the first at the start."""
    low, high = interval
    return Span(100 * (low - 1) / count, 100 * (high - low + 1) / count, 100 * (rank - 0.5) / count)


def score_dots(scores: Mapping[str, float]) -> list[Dot]:
    """On a track from 0 to 100, with room for a dot at both ends."""
    return [Dot(name, 2 + 0.96 * min(100.0, max(0.0, value)), value) for name, value in scores.items()]


def bump(
    columns: Sequence[Column], order: Sequence[str], *, titles: Mapping[str, str], is_rtl: bool = False
) -> Bump | None:
    """The first SHOWN of the order; whoever shares a rank stands below each other. None with less than two methods or
    projects."""
    defined = [column for column in columns if column.ranks]
    shown = list(order[:SHOWN])
    if len(defined) < 2 or len(shown) < 2:
        return None
    step = (WIDTH - 2 * EDGE) / (len(defined) - 1)
    xs = [EDGE + at * step for at in range(len(defined))]
    xs = xs[::-1] if is_rtl else xs
    places = [_places(column, order) for column in defined]
    lines = tuple(_line(code, at, xs, places, last=len(shown) + 1) for at, code in enumerate(shown))
    names = tuple((titles[column.method], x) for column, x in zip(defined, xs, strict=True))
    deepest = max(min(place[code], len(shown) + 1) for place in places for code in shown)
    return Bump(lines, names, TOP + STEP * deepest, len(order) - len(shown), is_rtl)


def _places(column: Column, order: Sequence[str]) -> dict[str, int]:
    """1, 2, 3 …: equal ranks in the final order."""
    at = {code: place for place, code in enumerate(order)}
    ranked = sorted((code for code in order if code in column.ranks), key=lambda code: (column.ranks[code], at[code]))
    return {code: place for place, code in enumerate(ranked, start=1)}


def _line(code: str, at: int, xs: Sequence[float], places: Sequence[Mapping[str, int]], *, last: int) -> Line:
    """What lies below those that are drawn runs along the bottom."""
    ys = [TOP + STEP * (min(place[code], last) - 1) + STEP / 2 for place in places]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
    return Line(code, points, f"bump-{at + 1}" if at < 3 else "bump-rest", ys[0], ys[-1])
