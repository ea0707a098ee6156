"""When each box comes into the yard, is cleared by customs, and goes out of it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port

from .filling import DRAWS, Waiting, Yard, run_yard, slow_weeks
from .loads import DAY, EXPORT, IMPORT, TRANSSHIPMENT, Floats, Ints, Loads, loads, minutes
from .pace import paces

TIMES = (
    "discharged_at",
    "declared_at",
    "released_at",
    "gate_out_at",
    "gate_in_at",
    "loaded_at",
    "last_seen_at",
)
NEVER = np.iinfo(np.int64).max
EMPTY_DAYS, EMPTY_SPREAD = 8.0, 0.7  # ours
EXPORT_FIRST, EXPORT_LAST = 7.0, 1.0  # ours: days before berthing at which boxes for export come in
OFFICE_OPENS, OFFICE_HOURS = 8 * 60, 8 * 60  # UTC minutes


@dataclass(frozen=True, eq=False)
class Movements:
    """Times by box in minutes since 1970, NEVER where it did not happen (until the extract). `waiting` and `yard` hold
    the imported full boxes in order of discharge, which are the rows `imported` of all boxes."""

    cargo: Loads
    terminals: tuple[str, ...]
    imported: Ints
    waiting: Waiting
    yard: Yard
    times: dict[str, Ints]
    until: int


def movements(port: Port, calls: pd.DataFrame, *, seed: int, until: pd.Timestamp | None = None) -> Movements:
    cargo = loads(port, calls, seed=seed)
    terminals = tuple(sorted(calls.loc[calls["teu"] > 0, "terminal"].unique()))
    place = pd.Index(terminals).get_indexer(calls["terminal"])[cargo.of("call")]
    times = _other_times(port, calls, cargo, seed=seed)
    is_waiting = (cargo.of("direction") == IMPORT) & ~cargo.of("is_empty")
    imported = np.flatnonzero(is_waiting)
    imported = imported[np.argsort(cargo.worked[imported], kind="stable")]
    first, days = _days(calls)
    others = _change(times, place, first=first, days=days, terminals=len(terminals))
    rng = stream(seed, port.locode, "stays")
    waiting = Waiting(
        discharged=cargo.worked[imported],
        terminal=place[imported],
        pace=paces(cargo, imported, rng=rng),
        is_checked=cargo.of("channel")[imported] > 0,
        draws=rng.random((len(imported), DRAWS)),
    )
    slow = slow_weeks(days, rng=stream(seed, port.locode, "slow weeks"))
    yard = run_yard(waiting, others=others, first=first, slow=slow)
    end = int(minutes(pd.Series([_end(calls) if until is None else until]))[0])
    times = _import_times(times, cargo, imported, yard=yard, rng=stream(seed, port.locode, "papers"))
    return Movements(cargo, terminals, imported, waiting, yard, _cut(times, end=end), end)


def _days(calls: pd.DataFrame) -> tuple[int, int]:
    first = int(minutes(calls["atb"]).min()) // DAY
    return first, int(minutes(calls["atd"]).max()) // DAY - first + 1


def _end(calls: pd.DataFrame) -> pd.Timestamp:
    return pd.Timestamp(calls["eta"].max().year + 1, 1, 1)


def _other_times(port: Port, calls: pd.DataFrame, cargo: Loads, *, seed: int) -> dict[str, Ints]:
    """Of the boxes that are not imported full; NEVER for those."""
    rng = stream(seed, port.locode, "movements")
    direction, number = cargo.of("direction"), len(cargo.bill)
    lead = (EXPORT_LAST + (EXPORT_FIRST - EXPORT_LAST) * rng.random(number)) * DAY
    berthed = minutes(calls["atb"])[cargo.of("call")]
    gate_in = np.where(direction == EXPORT, berthed - lead.astype(np.int64), NEVER)
    stay = EMPTY_DAYS * np.exp(EMPTY_SPREAD * rng.standard_normal(number)) * DAY
    empty_out = cargo.worked + np.minimum(stay, 45 * DAY).astype(np.int64) + 180
    is_out = (direction == IMPORT) & cargo.of("is_empty")
    loaded = np.where(direction == EXPORT, cargo.worked, NEVER)
    moving = np.flatnonzero(direction == TRANSSHIPMENT)
    loaded[moving] = _onward(calls, cargo, moving, rng=rng)
    return {
        "discharged_at": np.where(direction == EXPORT, NEVER, cargo.worked),
        "gate_out_at": np.where(is_out, empty_out, NEVER),
        "gate_in_at": gate_in,
        "loaded_at": loaded,
        "last_seen_at": np.where(is_out, empty_out, loaded),
    }


def _onward(calls: pd.DataFrame, cargo: Loads, rows: Ints, *, rng: np.random.Generator) -> Ints:
    """Minutes of loading on one of the next calls at the same terminal; NEVER where there is none."""
    found = np.full(len(rows), NEVER)
    terminal, has_boxes = calls["terminal"].to_numpy(), calls["teu"].to_numpy() > 0
    of_row, steps, place = terminal[cargo.of("call")[rows]], rng.integers(2, 14, len(rows)), rng.random(len(rows))
    for name in np.unique(terminal[has_boxes]):
        here = np.flatnonzero((terminal == name) & has_boxes)
        berthed = np.sort(minutes(calls["atb"])[here])
        mine = np.flatnonzero(of_row == name)
        next_call = np.searchsorted(berthed, cargo.worked[rows[mine]]) + steps[mine]
        known = next_call < len(berthed)
        found[mine[known]] = berthed[next_call[known]] + (60 + 600 * place[mine[known]]).astype(np.int64)
    return found


def _change(times: dict[str, Ints], terminal: Ints, *, first: int, days: int, terminals: int) -> Ints:
    """What these boxes add to the yard: a row per day, a column per terminal."""
    change = np.zeros(days * terminals, dtype=np.int64)
    came = np.minimum(times["gate_in_at"], times["discharged_at"])
    for at, sign in ((came, 1), (times["last_seen_at"], -1)):
        kept = (times["last_seen_at"] < NEVER) & (at < NEVER)
        day = np.maximum(at[kept] // DAY - first, 0)
        inside = day < days
        counts = np.bincount(day[inside] * terminals + terminal[kept][inside], minlength=days * terminals)
        change += sign * counts
    return change.reshape(days, terminals)


def _import_times(
    times: dict[str, Ints], cargo: Loads, rows: Ints, *, yard: Yard, rng: np.random.Generator
) -> dict[str, Ints]:
    """Declared before the discharge, or after a part of the stay; released by customs in office hours before the box
    leaves."""
    at, left, seen = cargo.worked[rows], yard.left, yard.last_seen
    cleared = at + ((left - at) * (0.4 + 0.5 * _of_bill(cargo, rows, rng=rng))).astype(np.int64)
    released = np.clip(_office(cleared), at + 30, left - 60)
    lead = ((0.2 + 2.8 * _of_bill(cargo, rows, rng=rng)) * DAY).astype(np.int64)
    later = at + ((released - at) * (0.1 + 0.6 * _of_bill(cargo, rows, rng=rng))).astype(np.int64)
    declared = _first_of_bill(cargo, rows, np.where(cargo.of("is_early")[rows], at - lead, later))
    found = {
        "declared_at": declared,
        "released_at": np.where(released <= seen, released, NEVER),
        "gate_out_at": np.where(left <= seen, left, NEVER),
        "last_seen_at": seen,
    }
    return times | {
        name: _with(times.get(name), rows, values, number=len(cargo.bill)) for name, values in found.items()
    }


def _with(times: Ints | None, rows: Ints, values: Ints, *, number: int) -> Ints:
    found = np.full(number, NEVER) if times is None else times.copy()
    found[rows] = values
    return found


def _of_bill(cargo: Loads, rows: Ints, *, rng: np.random.Generator) -> Floats:
    """A uniform number that the boxes of a bill share."""
    return rng.random(len(cargo.bills.boxes))[cargo.bill[rows]]


def _first_of_bill(cargo: Loads, rows: Ints, times: Ints) -> Ints:
    """The earliest of the times of the bill's boxes."""
    first = np.full(len(cargo.bills.boxes), NEVER)
    np.minimum.at(first, cargo.bill[rows], times)
    return first[cargo.bill[rows]]


def _office(at: Ints) -> Ints:
    """The same day within office hours: the minute of the day squeezed into them."""
    day, minute = np.divmod(at, DAY)
    return np.asarray(day * DAY + OFFICE_OPENS + minute * OFFICE_HOURS // DAY)


def _cut(times: dict[str, Ints], *, end: int) -> dict[str, Ints]:
    """What happened until the extract."""
    cut = {name: np.where(times[name] < end, times[name], NEVER) for name in TIMES}
    return cut | {"last_seen_at": np.minimum(times["last_seen_at"], end)}
