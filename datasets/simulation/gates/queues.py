"""First come, first served by several servers: when each begins, exactly, by one heap and no event clock."""

from collections.abc import Iterator, Sequence
from heapq import heapreplace
from itertools import count

HOUR = 3600
NEVER = 2**62


def begin(arrivals: Sequence[int], services: Sequence[int], *, servers: Sequence[int]) -> list[int]:
    """The second at which each is served, in order of arrival; `arrivals` ascend from 0 and last `services` seconds.

    `servers` says how many serve in each hour of a cycle that comes again and again. Who is being served when their
    number falls is served to the end, and nobody begins before fewer are being served than may be.
    """
    changes = _changes(servers)
    _, number = next(changes)
    until, coming = next(changes, (NEVER, 0))
    free, spare = [0] * number, [0] * (max(servers) - number)
    begun: list[int] = []
    for arrival, service in zip(arrivals, services, strict=True):
        start = until if not free else arrival if arrival > free[0] else free[0]
        while start >= until:
            free, spare = _resized(free + spare, number=coming, at=until)
            until, coming = next(changes)
            start = until if not free else arrival if arrival > free[0] else free[0]
        heapreplace(free, start + service)
        begun.append(start)
    return begun


def _resized(ends: list[int], *, number: int, at: int) -> tuple[list[int], list[int]]:
    """Of the moments at which servers are free the `number` latest, a heap, and the rest: fewer are being served than
    may be as soon as one of the latest is free. Nobody begins before the change, whoever waited for it."""
    ordered = sorted(max(end, at) for end in ends)
    closed = len(ordered) - number
    return ordered[closed:], ordered[:closed]


def _changes(servers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first number of servers, then each other one, with the second from which it holds."""
    if max(servers) < 1:
        raise ValueError("nobody would ever be served")
    yield 0, servers[0]
    hours = [hour for hour in range(len(servers)) if servers[hour] != servers[hour - 1]]
    for cycle in count() if hours else ():
        for hour in hours:
            if cycle or hour:
                yield (cycle * len(servers) + hour) * HOUR, servers[hour]
