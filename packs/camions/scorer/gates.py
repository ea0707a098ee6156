"""The gates of the terminal: who is served when, first come, first served; exact, in whole seconds."""

from collections.abc import Iterator, Sequence
from heapq import heapreplace

import numpy as np
import numpy.typing as npt

HOUR = 3600
SKIPPED = -1  # seconds at a stage that the truck does not pass
NEVER = 2**62

Seconds = npt.NDArray[np.int64]


def simulate(arrivals: Seconds, services: Seconds, servers: Sequence[Sequence[int]]) -> Seconds:
    """The seconds that each truck waits, at all stages together.

    `services` has a line for each stage, in the order in which trucks pass them; `servers` says for each stage how
    many serve in each hour of a cycle, counted from second 0. Trucks that come to a stage in the same second are
    served in the order in which they are given.
    """
    ready, waits = arrivals.copy(), np.zeros_like(arrivals)
    for seconds, by_hour in zip(services, servers, strict=True):
        passing = np.flatnonzero(seconds != SKIPPED)
        order = passing[np.argsort(ready[passing], kind="stable")]
        begun = np.array(begin(ready[order].tolist(), seconds[order].tolist(), by_hour), dtype=np.int64)
        waits[order] += begun - ready[order]
        ready[order] = begun + seconds[order]
    return waits


def begin(arrivals: Sequence[int], services: Sequence[int], servers: Sequence[int]) -> list[int]:
    """When each is served; arrivals ascend. Where servers leave, trucks that are being served are served to the end,
    and the next begins as soon as fewer are being served than there are servers."""
    changes = _changes(servers)
    _, number = next(changes)
    until, coming = next(changes)
    free, closed = [0] * number, [0] * (max(servers) - number)  # when each server will be free
    begun = []
    for arrival, seconds in zip(arrivals, services, strict=True):
        start = until if not free else arrival if arrival > free[0] else free[0]
        while start >= until:
            ends = sorted(max(end, until) for end in free + closed)
            closed, free = ends[: len(ends) - coming], ends[len(ends) - coming :]
            until, coming = next(changes)
            start = max(arrival, free[0]) if free else until
        heapreplace(free, start + seconds)
        begun.append(start)
    return begun


def _changes(servers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """From which second how many serve: the first, then wherever the number changes."""
    yield 0, servers[0]
    hours = [hour for hour in range(len(servers)) if servers[hour] != servers[hour - 1]]
    hour = 0
    while hours:
        yield from (((hour + one) * HOUR, servers[one]) for one in hours if hour + one)
        hour += len(servers)
    yield NEVER, servers[0]
