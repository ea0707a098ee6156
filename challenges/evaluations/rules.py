"""Who is evaluated next, when we try again, and which numbers a result consists of."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Generic, TypeVar

MAX_BREAKDOWNS = 3
MAX_TRIES = 10
SURPLUS = 1  # orders a machine may have waiting beside its slots, so that it never idles for a round trip
SILENCE = timedelta(seconds=30)
BACKOFF = timedelta(seconds=5)
LONGEST_BACKOFF = timedelta(minutes=5)
# The machine's trouble rather than the evaluation's: does not count as a breakdown, only as a try.
TROUBLE_OF_THE_MACHINE = frozenset({"engine_gone", "worker_lost", "interrupted"})

Team = TypeVar("Team", bound=Hashable)


class ReportUnfit(Exception):
    """A report does not hold the numbers its bundle declares; our fault, never the entry's."""


@dataclass(frozen=True)
class Waiting(Generic[Team]):
    """An evaluation in the queue."""

    id: Hashable
    team: Team
    queued_at: datetime


@dataclass(frozen=True)
class PartScore:
    """One number of a result; `part` is public or private."""

    part: str
    key: str
    value: float


def in_order(queue: Sequence[Waiting[Team]], *, running: Mapping[Team, int]) -> list[Waiting[Team]]:
    """The queue as it will be served: the team with the fewest running first, then the oldest first.

    An entry's turn is the number of its team's entries that run or stand before it. Equal turns: oldest, then id.
    """
    ahead = Counter(dict(running))
    turns = []
    for waiting in sorted(queue, key=lambda entry: (entry.queued_at, str(entry.id))):
        turns.append((ahead[waiting.team], waiting))
        ahead[waiting.team] += 1
    return [waiting for _, waiting in sorted(turns, key=lambda turn: turn[0])]


def free_places(slots: Sequence[int], *, running: int) -> int:
    """How many more may be sent to live machines with these slots; a machine without slots takes nothing."""
    return max(0, sum(slot + SURPLUS for slot in slots if slot) - running)


def is_silent(seen_at: datetime, *, now: datetime) -> bool:
    """Whether a machine has not spoken for so long that it does not count as working."""
    return seen_at < now - SILENCE


def retry_at(now: datetime, *, tries: int) -> datetime:
    """When an evaluation that broke down is sent again: later each time."""
    factor: int = 2 ** max(0, tries - 1)
    return now + min(BACKOFF * factor, LONGEST_BACKOFF)


def is_counted(code: str) -> bool:
    """Whether a breakdown of this code counts towards giving up."""
    return code not in TROUBLE_OF_THE_MACHINE


def is_hopeless(*, breakdowns: int, tries: int) -> bool:
    """Whether we give up: the evaluation is BROKEN for good."""
    return breakdowns >= MAX_BREAKDOWNS or tries >= MAX_TRIES


def expected_wait(position: int, *, slots: int, typical: timedelta | None) -> timedelta | None:
    """How long until the entry at this position has its turn; None while it cannot be known."""
    if not slots or typical is None:
        return None
    return typical * ceil(position / slots)


def scores_of(scores: Mapping[str, float], *, keys: Collection[str]) -> list[PartScore]:
    """The numbers of a report, for both parts of the hidden test.

    A bare key counts for both parts; undeclared ones are dropped. Raises ReportUnfit when a declared one is missing.
    """
    found = []
    for part in ("public", "private"):
        for key in keys:
            value = scores.get(f"{part}_{key}", scores.get(key))
            if value is None:
                raise ReportUnfit(f"the report has no {part} {key}")
            found.append(PartScore(part, key, value))
    return found
