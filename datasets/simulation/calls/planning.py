"""Berth-planning exercises cut from the port calls: ships that want few berths, and the plan in order of arrival.

An exercise begins on a Monday. It takes the next calls of four terminals, leaves five of their nine berths open, and
lets the ships come a quarter quicker than they did: it is made for planning under load, and no week of the port was so.
All berths are empty when it begins. Times lie on a grid of half hours; a plan on that grid is as good as any.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port

SLOTS_AN_HOUR = 2
TURNOVER_HOURS = 1.5  # from one ship's leaving to the next one's entering
HORIZON_HOURS = 480  # closures of the port are told so far; later it counts as open

SIZES = (18, 21, 24, 27, 30)  # ships of an exercise
WAVES = ("A", "B", "C")  # in a year each has one exercise of every size: shares of waves are exact shares of all
WEEKS_BETWEEN = 3  # thirty calls take about twelve days

QUICKER = 0.75  # ours: hours between arrivals, of those simulated
LONGEST_STAY = 120.0  # ours
DAY_RATE, RATE_SPREAD, RATE_LENGTH = 10_000.0, 0.4, 160.0  # USD a day at this length (public); the rest is ours
SHORTEST, SHALLOWEST, DEEPEST = 125, 7, 12  # metres; what is less is told as this much, the deepest two as one

BEFORE = pd.Timedelta(days=2)  # the sea of an extract begins on the last day of the year before
HOUR = pd.Timedelta(hours=1)
Spell = tuple[int, int]


@dataclass(frozen=True)
class PlannedBerth:
    """A berth that stays open: its name at the terminal, its length and the deepest draught it takes, in metres. The
    draughts are ours."""

    code: str
    length: int
    draught: int


PLANNED_BERTHS: dict[str, tuple[PlannedBerth, ...]] = {
    "MACAS": (  # in order of what they take; teams know them as 1 to 5
        PlannedBerth("DIV-3", 180, 8),
        PlannedBerth("DIV-1", 200, 9),
        PlannedBerth("VRA-2", 200, 10),
        PlannedBerth("VRA-1", 230, 10),
        PlannedBerth("CER-1", 230, 12),
    )
}
TERMINALS = ("CER", "VRA", "PHO", "DIV")


def instances(port: Port, calls: pd.DataFrame, sea: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """Fifteen exercises a year, one row for each of their ships, in order of beginning and arrival.

    `calls` and `sea` are those of an extract; `call` and `imo` come along. Times and sizes are as they are to be
    published: `length_m` and `draught_m` are rounded up, so that a ship fits where the published one does. The plan in
    order of arrival is `fcfs_berth` (1 to 5), `fcfs_enters_h` and `waited_h`; it leaves no exercise without a wait, and
    no plan would. Raises ValueError for a port without such berths or with too little traffic.
    """
    if port.locode not in PLANNED_BERTHS:
        raise ValueError(f"nobody has chosen the berths of {port.locode} for planning")
    berths = PLANNED_BERTHS[port.locode]
    here = calls[calls["terminal"].isin(TERMINALS)].sort_values(["ata", "imo"], ignore_index=True)
    years = range((sea["time"].min() + BEFORE).year, sea["time"].max().year + 1)
    rows = [one for year in years for one in _of_year(port, here, sea, year=year, berths=berths, seed=seed)]
    return pd.concat(rows, ignore_index=True)


def _of_year(
    port: Port, calls: pd.DataFrame, sea: pd.DataFrame, *, year: int, berths: tuple[PlannedBerth, ...], seed: int
) -> list[pd.DataFrame]:
    """One exercise of each wave and size, each on a Monday of its own; where few would have to wait, there is none."""
    rng = stream(seed, port.locode, "planning", year)
    kinds = list(product(WAVES, SIZES))
    starts = pd.date_range(pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 10), freq="W-MON")[::WEEKS_BETWEEN]
    found: list[pd.DataFrame] = []
    for place in rng.permutation(len(starts)):
        start, (wave, size) = starts[place], kinds[len(found)]
        ships = _ships(calls[calls["ata"] >= start].iloc[:size], start=start, rng=rng)
        if len(ships) == size and _is_crowded(ships, berths=len(berths)):
            found.append(_planned(ships.assign(wave=wave), closed=_closures(sea, start=start), berths=berths))
        if len(found) == len(kinds):
            return sorted(found, key=lambda one: one["starts_at"].iloc[0])
    raise ValueError(f"{year} has traffic for {len(found)} exercises, and {len(kinds)} are wanted")


def _ships(calls: pd.DataFrame, *, start: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    """The columns before any plan. What is rounded is rounded up: hours to the slot, sizes to what a berth takes."""
    length = np.maximum(SHORTEST, _up(calls["length_m"], 25))
    draught = np.maximum(_up(calls["draught_m"], 1), length / 25 + 1)  # long ships in ballast are rare, and count so
    rate = DAY_RATE * length / RATE_LENGTH * np.exp(RATE_SPREAD * rng.standard_normal(len(calls)))
    arrives = (calls["ata"] - start).dt.total_seconds() / 3600
    stays = (calls["atd"] - calls["atb"]).dt.total_seconds() / 3600
    return pd.DataFrame(
        {
            "call": calls["call"],
            "imo": calls["imo"],
            "instance": f"{start:%G-W%V}",
            "starts_at": start,
            "cargo": calls["cargo"],
            "length_m": length.astype(np.int64),
            "draught_m": np.clip(np.where(draught > 10, DEEPEST, draught), SHALLOWEST, None).astype(np.int64),
            "arrives_h": _up(arrives * QUICKER, 1 / SLOTS_AN_HOUR),
            "handling_h": _up(stays.clip(upper=LONGEST_STAY), 1 / SLOTS_AN_HOUR),
            "cost_per_h": (np.maximum(1, np.round(rate / 240)) * 10).astype(np.int64),
        }
    )


def _up(values: pd.Series, step: float) -> npt.NDArray[np.float64]:
    return np.asarray(np.ceil(np.round(values.to_numpy(dtype=np.float64) / step, 6)) * step)


def _is_crowded(ships: pd.DataFrame, *, berths: int) -> bool:
    """If every ship entered as it came, more would be at the berths at once than there are: some must wait."""
    come = ships["arrives_h"].to_numpy()
    leave = come + ships["handling_h"].to_numpy() + TURNOVER_HOURS
    return int(((come[:, None] >= come) & (come[:, None] < leave)).sum(axis=1).max(initial=0)) > berths


def _closures(sea: pd.DataFrame, *, start: pd.Timestamp) -> list[Spell]:
    """Spells [from, to) in slots since the start."""
    hours = sea[(sea["time"] >= start) & (sea["time"] < start + HORIZON_HOURS * HOUR)]
    is_closed = np.concatenate([[False], ~hours["is_open"].to_numpy(dtype=bool), [False]])
    first = int((hours["time"].iloc[0] - start) / HOUR) if len(hours) else 0
    edges = (np.flatnonzero(is_closed[1:] != is_closed[:-1]) + first) * SLOTS_AN_HOUR
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _planned(ships: pd.DataFrame, *, closed: list[Spell], berths: tuple[PlannedBerth, ...]) -> pd.DataFrame:
    """In order of arrival each ship gets the berth that it can enter first; of several, the first of the list."""
    free = [0] * len(berths)
    plan: list[tuple[int, float]] = []
    come = np.rint(ships["arrives_h"].to_numpy() * SLOTS_AN_HOUR).astype(int).tolist()
    stays = np.rint((ships["handling_h"].to_numpy() + TURNOVER_HOURS) * SLOTS_AN_HOUR).astype(int).tolist()
    sizes = zip(ships["length_m"].tolist(), ships["draught_m"].tolist(), strict=True)
    for arrives, stay, (length, draught) in zip(come, stays, sizes, strict=True):
        fitting = [n for n, one in enumerate(berths) if length <= one.length and draught <= one.draught]
        enters, berth = min((_when_open(max(arrives, free[n]), closed), n) for n in fitting)
        free[berth] = enters + stay
        plan.append((berth + 1, enters / SLOTS_AN_HOUR))
    told = pd.DataFrame(plan, columns=["fcfs_berth", "fcfs_enters_h"], index=ships.index)
    return ships.join(told).assign(waited_h=told["fcfs_enters_h"] - ships["arrives_h"])


def _when_open(slot: int, closed: list[Spell]) -> int:
    return next((end for begin, end in closed if begin <= slot < end), slot)
