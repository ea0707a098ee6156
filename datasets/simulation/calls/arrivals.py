"""Who comes when: ships, cargo and announced times of every call, before any queue."""

from dataclasses import dataclass
from itertools import count
from math import ceil

import numpy as np
import numpy.typing as npt

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port, Trade

from .fleet import AGENTS, CALLS_A_TRAMP, LINER_SHIPS, Vessel, build_vessels

HOURS_A_YEAR = 8766
ERLANG_ORDER = 4
EARLY_SPREAD, LATE_SPREAD = 1.7 / 1.645, 2.4 / 1.645  # arrival minus ETA: p5 -1.7 h, median 0, p95 +2.4 h
FORMALITIES_SPREAD = 0.6  # ours
SLOW_WEEKS_MEMORY, SLOW_WEEKS_SPREAD = 0.7, 0.12  # ours: weeks in which a terminal works slower or quicker


@dataclass(frozen=True)
class Arrival:
    """A call as it comes; hours are counted from the start of the simulation."""

    trade: Trade
    vessel: Vessel
    agent: str
    eta: float
    arrives: float
    draught: float
    tonnes: int
    formalities_hours: float
    berth_hours: float


def arrivals(port: Port, *, hours: float, start_day: int, seed: int) -> list[Arrival]:
    """Every call that arrives within `hours`, in order of arrival; `start_day` is the first day's day of year."""
    serials = stream(seed, port.locode, "imo").permutation(np.arange(100_000, 1_000_000)).tolist()
    taken = count()
    pace = {
        terminal.code: _pace(hours, stream(seed, port.locode, terminal.code, "pace")) for terminal in port.terminals
    }
    calls: list[Arrival] = []
    for trade in port.trades:
        rng = stream(seed, port.locode, trade.terminal, trade.cargo)
        times, line_of = _times(trade, hours=hours, start_day=start_day, rng=rng)
        ships = LINER_SHIPS * trade.lines or ceil(len(times) / CALLS_A_TRAMP)
        fleet = build_vessels(trade, ships, serials=[serials[next(taken)] for _ in range(ships)], rng=rng)
        calls += _calls(trade, times=times, line_of=line_of, fleet=fleet, pace=pace[trade.terminal], rng=rng)
    return sorted(calls, key=lambda call: (call.arrives, call.vessel.imo))


def _times(
    trade: Trade, *, hours: float, start_day: int, rng: np.random.Generator
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Arrival times and, for liners, the line of each."""
    if not trade.lines:
        times = _tramp_times(trade, hours=hours, start_day=start_day, rng=rng)
        return times, np.zeros(len(times), dtype=np.int64)
    interval = HOURS_A_YEAR * trade.lines / trade.calls_a_year
    times_of = [_liner_times(interval, hours=hours, rng=rng) for _ in range(trade.lines)]
    return np.concatenate(times_of), np.repeat(np.arange(trade.lines), [len(times) for times in times_of])


def _liner_times(interval: float, *, hours: float, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    draws = ceil(hours / interval * 1.5) + 20
    times = np.cumsum(rng.gamma(ERLANG_ORDER, interval / ERLANG_ORDER, draws)) - rng.uniform(0, interval)
    return times[(times >= 0) & (times < hours)]


def _tramp_times(trade: Trade, *, hours: float, start_day: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Exponential intervals at the peak's rate, thinned down to the season's."""
    most = trade.calls_a_year / HOURS_A_YEAR * (1 + trade.season)
    times = np.sort(rng.uniform(0, hours, rng.poisson(most * hours)))
    day = start_day + times / 24
    wave = np.cos(2 * np.pi * (day / 365.25 - (trade.peak - 0.5) / 12))
    return times[rng.uniform(0, 1 + trade.season, len(times)) < 1 + trade.season * wave]


def _pace(hours: float, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """By week, the factor on the terminal's berth hours: slow weeks follow slow weeks."""
    level, levels = 0.0, []
    for shock in rng.standard_normal(ceil(hours / 168) + 1).tolist():
        level = SLOW_WEEKS_MEMORY * level + np.sqrt(1 - SLOW_WEEKS_MEMORY**2) * shock
        levels.append(level)
    return np.exp(SLOW_WEEKS_SPREAD * np.array(levels) - SLOW_WEEKS_SPREAD**2 / 2)


def _calls(
    trade: Trade,
    *,
    times: npt.NDArray[np.float64],
    line_of: npt.NDArray[np.int64],
    fleet: list[Vessel],
    pace: npt.NDArray[np.float64],
    rng: np.random.Generator,
) -> list[Arrival]:
    number = len(times)
    ship_of = (
        line_of * LINER_SHIPS + rng.integers(0, LINER_SHIPS, number)
        if trade.lines
        else rng.integers(0, len(fleet), number)
    )
    late = rng.standard_normal(number)
    late = np.where(late < 0, EARLY_SPREAD * late, LATE_SPREAD * late)
    size = np.array([fleet[ship].length for ship in ship_of]) / np.mean(trade.length)
    load = size**1.5 * np.exp(trade.tonnes_spread * rng.standard_normal(number))
    berth = trade.berth_hours * load**0.6 * np.exp(trade.berth_spread * rng.standard_normal(number))
    berth *= pace[(times // 168).astype(int)]
    ready = trade.formalities_hours * np.exp(FORMALITIES_SPREAD * rng.standard_normal(number))
    laden = np.clip(0.72 + 0.14 * load, 0.65, 1.0)
    agents = rng.integers(0, len(AGENTS), number)
    return [
        Arrival(
            trade=trade,
            vessel=fleet[ship_of[n]],
            agent=AGENTS[(agents[n] if not trade.lines else line_of[n]) % len(AGENTS)],
            eta=float(times[n] - late[n]),
            arrives=float(times[n]),
            draught=round(float(laden[n]) * fleet[ship_of[n]].full_draught, 1),
            tonnes=round(float(trade.tonnes * load[n])),
            formalities_hours=float(ready[n]),
            berth_hours=float(berth[n]),
        )
        for n in range(number)
    ]
