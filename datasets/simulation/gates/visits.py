"""Visits of trucks to the container terminals: what was asked for and booked, and what became of it at each stage.

An exact queue, first come, first served, at each stage; each day begins with nobody at the gate. Slots begin at the
full hours of the port's clocks; all times in the tables are UTC, to the second.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port
from datasets.simulation.workdays import is_ramadan

from .bookings import Bookings, book
from .lanes import CHANNELS, DIRECTIONS, SIZES, SLOTS, STAGES, WORKS, YARDS, Gate, Servers, gates_of, sized
from .luck import SKIPPED, Luck, draw_luck
from .queues import HOUR, begin
from .trucks import Fleet, fleet

CYCLE = 240  # hours from one day to the next in the queues: those of a day are over long before
YARD = "yard"
DAY, MINUTE = 24 * HOUR, 60
CLOCKS_ARE_UTC = np.datetime64("2026-09-20").astype(int)  # from this day; before, an hour ahead, but for Ramadan
NO_TIME = np.iinfo(np.int64).min

Seconds = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Visits:
    """Those of one gate: seconds since 1970 in UTC, `NO_TIME` for what was not."""

    gate: Gate
    fleet: Fleet
    bookings: Bookings
    midnight: Seconds
    arrived: Seconds
    begun: dict[str, Seconds]
    ended: dict[str, Seconds]


def truck_visits(port: Port, *, start: pd.Timestamp, days: int, visits: int | None = None, seed: int) -> pd.DataFrame:
    """One row per booked visit, in order of the booked slot: `visits` in all, at gates made for them, or as many as the
    port's boxes need.

    Stages that a truck does not pass have no times, and a truck that does not come has none at all. Raises ValueError
    where the port has no container terminal.
    """
    gates = gates_of(port)
    if not gates:
        raise ValueError(f"{port.locode} has no container terminal")
    asked: list[tuple[Gate, int | None]] = [(gate, None) for gate in gates]
    if visits is not None:
        numbers = zip(gates, _shared(visits, gates), strict=True)
        asked = [(sized(gate.terminal, 7 * number / days), number) for gate, number in numbers]
    tables = []
    for place, (gate, number) in enumerate(asked):
        rng = stream(seed, port.locode, "trucks", gate.terminal)
        trucks = fleet(rng, trucks_a_week=gate.trucks_a_week, place=place, of=len(gates))
        tables.append(_table(_visits(gate, trucks, days=_days(start, days), visits=number, rng=rng)))
    return _numbered(pd.concat(tables), port)


def appointments(port: Port, *, start: pd.Timestamp, days: int, seed: int) -> pd.DataFrame:
    """Visits at the smallest container terminal while its gate is rebuilt, with the lanes of `WORKS`: also the day and
    the hours on the port's clocks, the haulier's name with the day, and the whole minutes of waiting and in all."""
    gate = replace(min(gates_of(port), key=lambda one: one.trucks_a_week), servers=WORKS)
    rng = stream(seed, port.locode, "trucks", gate.terminal)
    trucks = fleet(rng, trucks_a_week=gate.trucks_a_week)
    visits = _visits(gate, trucks, days=_days(start, days), visits=None, rng=rng)
    table, bookings = _table(visits), visits.bookings
    table["day"] = bookings.days.astype("datetime64[D]").astype("datetime64[s]")
    for name in ("preferred", "booked", "earliest", "latest"):
        table[f"{name}_hour"] = getattr(bookings, name)
    table["haulier_day"] = table["haulier"] + " " + table["day"].dt.strftime("%Y-%m-%d")
    table["came"] = (visits.arrived != NO_TIME).astype(np.int64)
    table["turn_minutes"] = _minutes(visits.ended["exit"] - visits.arrived, visits)
    served = sum(np.where(ended == NO_TIME, 0, ended - visits.begun[name]) for name, ended in visits.ended.items())
    table["wait_minutes"] = _minutes(visits.ended["exit"] - visits.arrived - served, visits)
    return _numbered(table, port)


def _shared(visits: int, gates: list[Gate]) -> list[int]:
    """How many at each gate."""
    trucks = np.cumsum([gate.trucks_a_week for gate in gates])
    ends = [round(share * visits) for share in (trucks / trucks[-1]).tolist()]
    return [after - before for before, after in pairwise([0, *ends])]


def _days(start: pd.Timestamp, days: int) -> Seconds:
    return np.datetime64(start, "D").astype(np.int64) + np.arange(days)


def _visits(gate: Gate, trucks: Fleet, *, days: Seconds, visits: int | None, rng: np.random.Generator) -> Visits:
    bookings = book(gate, days, trucks=trucks.shares, visits=visits, rng=rng)
    luck = draw_luck(bookings.directions, bookings.channels, rng=rng)
    arrived, begun, ended = _passed(bookings, luck, servers=gate.servers)
    midnight = bookings.days * DAY - np.where(_is_ahead(bookings.days), HOUR, 0)
    shift = midnight - _world(bookings) * HOUR

    def placed(seconds: Seconds) -> Seconds:
        return np.where(seconds == NO_TIME, NO_TIME, seconds + shift)

    times = ({name: placed(seconds) for name, seconds in stages.items()} for stages in (begun, ended))
    return Visits(gate, trucks, bookings, midnight, placed(arrived), *times)


def _passed(
    bookings: Bookings, luck: Luck, *, servers: Servers
) -> tuple[Seconds, dict[str, Seconds], dict[str, Seconds]]:
    """When each truck arrived, and began and ended each stage: seconds from the first day's midnight, the days being
    `CYCLE` hours apart."""
    arrived = np.where(luck.comes, (_world(bookings) + bookings.booked) * HOUR + luck.after, NO_TIME)
    ready = arrived.copy()
    begun: dict[str, Seconds] = {}
    ended: dict[str, Seconds] = {}
    for stage, seconds in luck.seconds.items():
        passing = np.flatnonzero(luck.comes & (seconds != SKIPPED))
        order = passing[np.argsort(ready[passing], kind="stable")]
        begun[stage] = np.full_like(ready, NO_TIME)
        begun[stage][order] = begin(ready[order].tolist(), seconds[order].tolist(), servers=_cycle(servers[stage]))
        ended[stage] = np.where(begun[stage] == NO_TIME, NO_TIME, begun[stage] + seconds)
        ready = np.maximum(ready, ended[stage])
    return arrived, begun, ended


def _world(bookings: Bookings) -> Seconds:
    """Hours to the midnight of each visit's day, where days are `CYCLE` hours apart."""
    return (bookings.days - bookings.days[:1]) * CYCLE


def _cycle(servers: tuple[int, ...]) -> list[int]:
    """Nobody before the first slot; from the last on, as in it, until all are served."""
    return [0] * SLOTS.start + list(servers) + [servers[-1]] * (CYCLE - SLOTS.stop)


def _is_ahead(days: Seconds) -> npt.NDArray[np.bool_]:
    return np.asarray((days < CLOCKS_ARE_UTC) & ~is_ramadan(days))


def _table(visits: Visits) -> pd.DataFrame:
    bookings, trucks = visits.bookings, visits.fleet
    hours = {name: getattr(bookings, name) for name in ("preferred", "booked", "earliest", "latest")}
    stages = {f"{stage}_{word}": seconds for stage, pair in _shown(visits).items() for word, seconds in pair.items()}
    return pd.DataFrame(
        {
            "plate": trucks.plates[bookings.trucks],
            "haulier": trucks.hauliers[bookings.trucks],
            "terminal": visits.gate.terminal,
            "direction": np.array(list(DIRECTIONS))[bookings.directions],
            "size": np.array(list(SIZES))[bookings.sizes],
            "channel": np.array(list(CHANNELS))[bookings.channels],
            **{f"{name}_slot": _times(visits.midnight + hour * HOUR) for name, hour in hours.items()},
            "arrived_at": _times(visits.arrived),
            **{name: _times(seconds) for name, seconds in stages.items()},
            "exited_at": _times(visits.ended["exit"]),
            "no_show": visits.arrived == NO_TIME,
        }
    )


def _shown(visits: Visits) -> dict[str, dict[str, Seconds]]:
    """Begin and end of each stage; the yards, of which each truck passes one, as one."""
    shown: dict[str, dict[str, Seconds]] = {}
    for stage in STAGES:
        name = YARD if stage in YARDS else stage
        pair = {"from": visits.begun[stage], "to": visits.ended[stage]}
        shown[name] = {word: np.maximum(seconds, shown.get(name, pair)[word]) for word, seconds in pair.items()}
    return shown


def _numbered(table: pd.DataFrame, port: Port) -> pd.DataFrame:
    found = table.sort_values("booked_slot", kind="stable", ignore_index=True)
    found.insert(0, "visit", [f"{port.locode}-V{number:07d}" for number in range(1, len(found) + 1)])
    return found


def _times(seconds: Seconds) -> npt.NDArray[np.datetime64]:
    return seconds.astype("datetime64[s]")


def _minutes(seconds: Seconds, visits: Visits) -> npt.NDArray[np.float64]:
    return np.where(visits.arrived == NO_TIME, np.nan, np.rint(seconds / MINUTE))
