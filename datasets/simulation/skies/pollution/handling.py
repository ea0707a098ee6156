"""What is handled at the quays hour by hour: as it came, and as the berth plan of the midnight before had it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port
from datasets.simulation.skies.memory import Hours

HOUR = np.timedelta64(1, "h")
DAY_HOURS = 24
BERTHING_ERROR = 4.0  # ours: sigma in hours of the planned berthing of a ship that is not yet at berth
STAY_ERROR = 0.12  # ours: sigma of the planned stay, as a share of it


@dataclass(frozen=True)
class Stays:
    """Calls, with their times in hours from a start: announced, at berth from `begin` to `end`; `late` is how many
    hours later than it comes the plan has each, and `stay` how long it expects it to stay."""

    announced: Hours
    begin: Hours
    end: Hours
    late: Hours
    stay: Hours

    def planned(self, issued: int) -> tuple[Hours, Hours, npt.NDArray[np.bool_]]:
        """From when to when each call is at berth as known at the hour `issued`, and which are in the plan of the 24
        hours that follow."""
        begin = np.where(self.begin <= issued, self.begin, np.maximum(self.begin + self.late, issued))
        end = np.maximum(begin + self.stay, issued + 1)
        is_there = (self.announced <= issued) & (self.end > issued) & (begin < issued + DAY_HOURS)
        return begin, end, is_there


def stays_of(port: Port, calls: pd.DataFrame, *, start: pd.Timestamp, seed: int) -> Stays:
    rng = stream(seed, port.locode, "berth plan")
    announced, begin, end = (
        (calls[name].to_numpy(dtype="datetime64[ns]") - start.to_datetime64()) / HOUR
        for name in ("announced_at", "atb", "atd")
    )
    late, longer = BERTHING_ERROR * rng.standard_normal(len(calls)), STAY_ERROR * rng.standard_normal(len(calls))
    return Stays(announced, begin, end, late, stay=(end - begin) * (1 + longer.clip(-0.4, 0.4)))


def tonnes_of(calls: pd.DataFrame, *, terminals: Sequence[str], dust: Mapping[str, float]) -> Hours:
    """Tonnes of each call at these terminals, weighed by how dusty its cargo is; 0 of the others."""
    weights = calls["cargo"].map(dict(dust)).fillna(0.0).where(calls["terminal"].isin(terminals), 0.0)
    return np.asarray(weights * calls["tonnes"], dtype=np.float64)


def engines_of(calls: pd.DataFrame, *, terminals: Sequence[str]) -> Hours:
    """What the auxiliary engines of each call at these terminals burn: a ship of 20,000 gross tons is one."""
    return np.asarray((calls["gross_tonnage"] / 20_000) ** 0.6 * calls["terminal"].isin(terminals), dtype=np.float64)


def each_hour(begin: Hours, end: Hours, *, rates: Hours, hours: int) -> Hours:
    """By hour, the sum of the rates of what goes on in it; parts of an hour count as parts."""
    steps = np.zeros(hours + 2)
    for moments, sign in ((begin, 1.0), (end, -1.0)):
        at = moments.clip(0, hours)
        whole = at.astype(np.int64)
        within = at - whole
        np.add.at(steps, whole, sign * rates * (1 - within))
        np.add.at(steps, whole + 1, sign * rates * within)
    return np.cumsum(steps)[:hours]


def each_planned_hour(stays: Stays, rates: Sequence[Hours], *, midnights: Sequence[int]) -> list[Hours]:
    """For each of `rates`, the 24 hours after each midnight as planned then, one day after the other."""
    found = np.zeros((len(rates), len(midnights), DAY_HOURS))
    for day, issued in enumerate(midnights):
        begin, end, is_there = stays.planned(issued)
        begin, end = begin[is_there] - issued, end[is_there] - issued
        for place, rate in enumerate(rates):
            found[place, day] = each_hour(begin, end, rates=rate[is_there], hours=DAY_HOURS)
    return [days.ravel() for days in found]
