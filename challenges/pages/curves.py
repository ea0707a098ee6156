"""The scores of a team one after the other, as a small drawing: a dot each, and the line of the best so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from challenges.evaluations.logbook import Logged
from challenges.leaderboards.rules import primary_column, sort_value

WIDTH, HEIGHT, MARGIN = 320.0, 72.0, 7.0
# What is far worse than the rest would press all others into one line: it is drawn at the foot.
LAST_DRAWN = 0.9
FEWEST = 2


@dataclass(frozen=True)
class Dot:
    """A submission in the drawing."""

    x: float
    y: float
    is_best: bool
    is_here: bool


@dataclass(frozen=True)
class Curve:
    """Better is up; `steps` is the path of the best so far."""

    dots: tuple[Dot, ...]
    steps: str
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def count(self) -> int:
        return len(self.dots)


def curve(lines: Sequence[Logged], *, columns: Sequence[Mapping[str, Any]], here: UUID | None = None) -> Curve | None:
    """Of the scored ones that count, in the order in which they came; None of fewer than two."""
    if not columns:
        return None
    ranking = primary_column(columns)
    counting = (line for line in lines if ranking["key"] in line.scores and not line.is_disqualified)
    scored = sorted(counting, key=lambda line: line.received_at)
    if len(scored) < FEWEST:
        return None
    values = [sort_value(line.scores[ranking["key"]], better=ranking["better"]) for line in scored]
    heights = _heights(values)
    best = values.index(min(values))
    stride = (WIDTH - 2 * MARGIN) / (len(scored) - 1)
    dots = tuple(
        Dot(MARGIN + place * stride, heights[place], place == best, line.id == here)
        for place, line in enumerate(scored)
    )
    return Curve(dots, _steps(dots))


def _heights(values: Sequence[float]) -> list[float]:
    """Where each stands; smaller values are better and stand higher."""
    top, foot = min(values), sorted(values)[int(LAST_DRAWN * (len(values) - 1))]
    span = (foot - top) or 1.0
    room = HEIGHT - 2 * MARGIN
    return [MARGIN + room * min(1.0, (value - top) / span) for value in values]


def _steps(dots: Sequence[Dot]) -> str:
    best = dots[0].y
    path = [f"M{dots[0].x:.1f} {best:.1f}"]
    for dot in dots[1:]:
        path.append(f"H{dot.x:.1f}")
        if dot.y < best:
            best = dot.y
            path.append(f"V{best:.1f}")
    return "".join(path)
