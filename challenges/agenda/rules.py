"""What an organizer is told of the hours of an item: nothing of it is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

SHORTEST = timedelta(minutes=1)  # what an instant takes, where two things are compared


@dataclass(frozen=True)
class Span:
    """When something is."""

    starts_at: datetime
    ends_at: datetime | None = None

    @property
    def last(self) -> datetime:
        """Its end; of an instant a moment later."""
        return self.ends_at or self.starts_at + SHORTEST


def overlaps(one: Span, other: Span) -> bool:
    """Whether both go on at some instant; one that begins when the other ends does not."""
    return one.starts_at < other.last and other.starts_at < one.last


def is_outside(span: Span, *, opens_at: datetime, closes_at: datetime) -> bool:
    """Whether some of it lies before or after the edition."""
    return span.starts_at < opens_at or (span.ends_at or span.starts_at) > closes_at


def state_of(span: Span, *, now: datetime) -> str:
    """past, now or coming. An instant is over as soon as it is there."""
    if now < span.starts_at:
        return "coming"
    return "now" if span.ends_at is not None and now < span.ends_at else "past"


def overlapping(span: Span, others: Iterable[tuple[str, Span]]) -> list[str]:
    """The names of those that go on at the same time."""
    return [name for name, other in others if overlaps(span, other)]
