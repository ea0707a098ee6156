"""How a team came to its score, as a line of a few millimetres: time to the right, better is up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor, log2

from challenges.leaderboards.rules import Step, sort_value

WIDTH, HEIGHT, MARGIN = 96.0, 24.0, 4.0
FINENESS = 64


@dataclass(frozen=True)
class Spark:
    """`path` are the steps, `x` and `y` the last of them."""

    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Span:
    """The time that is drawn."""

    start: datetime
    end: datetime

    @classmethod
    def until(cls, now: datetime, *, start: datetime, close: datetime) -> "Span":
        """From the start to a moment a little after now, but not beyond the close.

        The end goes forward by strides of a 64th to a 128th of the whole, less than an eye tells apart, so that what
        was drawn can be kept for as long as nothing else changes.
        """
        passed = max((now - start).total_seconds(), 0.0)
        stride = 2.0 ** floor(log2(max(passed, FINENESS) / FINENESS))
        shown = timedelta(seconds=stride * ceil(passed / stride))
        return cls(start, max(start, min(start + shown, close)))

    def share(self, seconds: float) -> float:
        """Where a moment lies in it, 0 to 1; what is outside lies at the edge."""
        whole = (self.end - self.start).total_seconds()
        return min(max((seconds - self.start.timestamp()) / whole, 0.0), 1.0) if whole > 0 else 1.0


def spark(history: Sequence[Step], *, better: str, span: Span) -> Spark | None:
    """Between the first and the last score of this team; None without a step."""
    if not history:
        return None
    worth = [sort_value(score, better=better) for _, score in history]
    low, high = min(worth), max(worth)
    room = HEIGHT - 2 * MARGIN
    heights = [MARGIN + room * ((value - low) / (high - low) if high > low else 0.5) for value in worth]
    places = [MARGIN + (WIDTH - 2 * MARGIN) * span.share(seconds) for seconds, _ in history]
    return Spark(stepped(places, heights, until=WIDTH - MARGIN), places[-1], heights[-1])


def stepped(places: Sequence[float], heights: Sequence[float], *, until: float) -> str:
    """The path of a score that holds until a better one comes, and on to the end."""
    path = [f"M{places[0]:.1f} {heights[0]:.1f}"]
    for x, y in zip(places[1:], heights[1:], strict=True):
        path.append(f"H{x:.1f}V{y:.1f}")
    return "".join([*path, f"H{until:.1f}"])
