"""Appointments at a gate before anybody comes: who wants which hour, and which hour each was given."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from datasets.simulation.workdays import is_holiday, weekdays

from .lanes import CHANNELS, SIZES, SLOTS, SLOTS_BY_DAY, Gate, hourly_shares

BUSY_DAYS = 0.08  # ours, as all that follows: how much days differ, in logarithms
FRIDAY, AT_PRAYER, FEWER = 4, (12, 13), 0.6
MOVED = 0.55  # of the visits get another hour than they asked for
MOVED_BY = {-5: 0.1, -3: 0.12, -2: 0.12, -1: 0.11, 1: 0.12, 2: 0.13, 3: 0.15, 5: 0.15}
ACCEPTED = {0: 0.15, 1: 0.25, 2: 0.25, 3: 0.15, 4: 0.1, 6: 0.1}  # hours earlier, and as many draws later

Whole = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Bookings:
    """One line per visit, in order of day and hour asked for. Days are counted from 1970-01-01; `preferred`, `booked`
    and what the haulier accepts, `earliest` and `latest`, are hours on the port's clocks; `trucks` number those of a
    fleet; directions, sizes and channels are places in the tables of lanes."""

    days: Whole
    preferred: Whole
    booked: Whole
    earliest: Whole
    latest: Whole
    trucks: Whole
    directions: Whole
    sizes: Whole
    channels: Whole


def book(gate: Gate, days: Whole, *, trucks: Numbers, visits: int | None, rng: np.random.Generator) -> Bookings:
    """On these days, by trucks with these shares. No gate is open on Sundays and holidays."""
    wanted = _wanted(days, rng)
    usual = gate.trucks_a_week / sum(SLOTS_BY_DAY)
    total = int(rng.poisson(usual * wanted.sum())) if visits is None else visits
    counts = rng.multinomial(total, wanted.ravel() / wanted.sum()) if total else np.zeros(wanted.size, dtype=np.int64)
    day, hour, direction = np.unravel_index(np.repeat(np.arange(wanted.size), counts), wanted.shape)
    preferred = hour + SLOTS.start
    shifts = np.where(rng.random(total) < MOVED, _drawn(MOVED_BY, total, rng), 0)
    return Bookings(
        days=days[day],
        preferred=preferred,
        booked=np.where(_within(preferred + shifts) == preferred + shifts, preferred + shifts, preferred - shifts),
        earliest=_within(preferred - _drawn(ACCEPTED, total, rng)),
        latest=_within(preferred + _drawn(ACCEPTED, total, rng)),
        trucks=rng.choice(len(trucks), total, p=trucks),
        directions=direction,
        sizes=_places(SIZES, total, rng),
        channels=_places(CHANNELS, total, rng),
    )


def _wanted(days: Whole, rng: np.random.Generator) -> Numbers:
    """How many want to come, by day, hour and direction; 1 in all on a usual day."""
    weekday = weekdays(days)
    busy = np.array(SLOTS_BY_DAY)[weekday] * rng.lognormal(0, BUSY_DAYS, len(days)) * ~is_holiday(days)
    wanted = busy[:, None, None] * np.array(list(hourly_shares().values())).T
    wanted[np.ix_(weekday == FRIDAY, np.isin(SLOTS, AT_PRAYER))] *= FEWER
    return np.asarray(wanted)


def _within(hours: Whole) -> Whole:
    return np.clip(hours, SLOTS.start, SLOTS.stop - 1)


def _drawn(shares: Mapping[int, float], number: int, rng: np.random.Generator) -> Whole:
    return np.array(list(shares))[rng.choice(len(shares), number, p=list(shares.values()))]


def _places(shares: Mapping[str, float], number: int, rng: np.random.Generator) -> Whole:
    return rng.choice(len(shares), number, p=list(shares.values()))
