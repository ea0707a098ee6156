"""The queue itself, in simpy: roads, berth, pilots, swell and tide; waiting is what comes out."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import simpy

from datasets.simulation.ports import Berth, Port

from .arrivals import Arrival
from .sea import SeaState

PASSAGE_HOURS = 0.75  # from the roads to the quay, with a pilot
TURNOVER_HOURS = 1.5  # from one ship's leaving to the next one's berthing

Steps = Generator[simpy.Event, Any, None]


@dataclass(frozen=True)
class Stay:
    """What became of a call: berth, and hours of berthing and leaving."""

    arrival: Arrival
    berth: Berth
    berthed: float
    left: float


def run_port(port: Port, *, calls: list[Arrival], sea: SeaState) -> list[Stay]:
    """Every call served to its end, in order of leaving."""
    harbour = _Harbour(port, sea)
    harbour.clock.process(harbour.admit(calls))
    harbour.clock.run()
    return harbour.stays


class _Harbour:
    """First come, first served at each terminal; a ship that fits no free berth does not hold up one that does."""

    def __init__(self, port: Port, sea: SeaState) -> None:
        self.clock = simpy.Environment()
        self.port, self.sea = port, sea
        self.pilots = simpy.Resource(self.clock, capacity=port.pilots)
        self.stays: list[Stay] = []
        self.free: dict[str, simpy.FilterStore] = {}
        self.longest: dict[str, int] = {}
        for terminal in port.terminals:
            self.free[terminal.code] = store = simpy.FilterStore(self.clock)
            store.items.extend(sorted(terminal.berths, key=lambda berth: berth.length))
            self.longest[terminal.code] = store.items[-1].length

    def admit(self, calls: list[Arrival]) -> Steps:
        for call in calls:
            yield self.clock.timeout(call.arrives - self.clock.now)
            self.clock.process(self.visit(call))

    def visit(self, call: Arrival) -> Steps:
        yield self.clock.timeout(call.formalities_hours)
        free = self.free[call.trade.terminal]
        needed = min(call.vessel.length, self.longest[call.trade.terminal])
        berth = yield free.get(lambda berth: berth.length >= needed)
        yield from self._pass(deep=call.draught > self.port.deep_draught)
        berthed = self.clock.now
        yield self.clock.timeout(call.berth_hours)
        yield from self._pass(deep=False)
        self.stays.append(Stay(call, berth, berthed, self.clock.now))
        yield self.clock.timeout(TURNOVER_HOURS)
        yield free.put(berth)

    def _pass(self, *, deep: bool) -> Steps:
        """In or out: when the sea allows it, and a pilot is there while it does."""
        while True:
            yield self.clock.timeout(self.sea.hours_until_open(self.clock.now, deep=deep))
            with self.pilots.request() as pilot:
                yield pilot
                if self.sea.hours_until_open(self.clock.now, deep=deep) == 0:
                    yield self.clock.timeout(PASSAGE_HOURS)
                    return
