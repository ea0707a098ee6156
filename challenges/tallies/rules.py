"""Hours, and how long people waited, in a few classes."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

HOUR = timedelta(hours=1)
# The classes of waiting, by their longest wait in seconds; the last one has no end.
WAITS = (10, 30, 60, 180, 600, 1800)
CLASSES = len(WAITS) + 1


def hour_of(moment: datetime) -> datetime:
    """The hour of UTC in which it lies."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def class_of(wait: timedelta) -> int:
    """0 for at most WAITS[0] seconds … len(WAITS) for more than the last."""
    return bisect_left(WAITS, wait.total_seconds())


def waits_of(waits: Iterable[timedelta]) -> list[int]:
    """How many fall into each class."""
    counts = [0] * CLASSES
    for wait in waits:
        counts[class_of(wait)] += 1
    return counts


def added(counts: Iterable[Sequence[int]]) -> list[int]:
    """Class by class."""
    return [sum(column) for column in zip([0] * CLASSES, *counts, strict=True)]


def within(counts: Sequence[int], share: float) -> int | None:
    """In how many seconds this share of them, from 0 to 1, had begun: the end of the class in which that one lies; None
    where that is the last class, or nobody waited."""
    whole, seen = sum(counts), 0
    for bound, count in zip(WAITS, counts, strict=False):
        seen += count
        if whole and seen >= share * whole:
            return bound
    return None
