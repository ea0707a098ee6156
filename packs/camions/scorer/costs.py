"""What slots cost: waiting, deviation from the wish, the longest waits, the haulier who is hurt most; in minutes."""

from math import ceil

import numpy as np
import numpy.typing as npt
from gates import HOUR, Seconds, simulate
from luck import Luck
from tables import CYCLE, Rows, Terminal

RANK = 0.95
FEWEST = 5  # requests of a haulier on a day, of which a mean is told

Minutes = npt.NDArray[np.float64]


def waits(slots: Seconds, requests: Rows, luck: Luck, terminal: Terminal) -> Seconds:
    """By future and request the seconds waited; 0 where the truck does not come. Each day of each future is a world of
    its own: the next one begins when the queues of any day have long been served."""
    days = codes_of(requests, "day")
    futures = np.arange(len(luck.comes))[:, None]
    worlds = futures * (days.max() + 1) + days
    arrivals = (worlds * CYCLE + slots) * HOUR + luck.after
    found = np.zeros_like(arrivals)
    servers = [stage.servers for stage in terminal.stages]
    found[luck.comes] = simulate(arrivals[luck.comes], luck.seconds[:, luck.comes], servers)
    return found


def deviations(slots: Seconds, requests: Rows, terminal: Terminal) -> Minutes:
    """Minutes between each slot and the one asked for; those outside the hours that the haulier accepts count
    `outside_weight` times."""
    preferred, earliest, latest = (
        np.array([int(request[name]) for request in requests])
        for name in ("preferred_slot", "earliest_slot", "latest_slot")
    )
    outside = np.maximum(0, np.maximum(earliest - slots, slots - latest))
    return np.asarray(60 * (np.abs(slots - preferred) + (terminal.parameters["outside_weight"] - 1) * outside))


def scores(
    mine: Seconds, *, waited: Seconds, deviation: Minutes, requests: Rows, luck: Luck, terminal: Terminal
) -> dict[str, float]:
    """Of the requests in these places. Waits are those of all visits of all futures together."""
    visits = waited[:, mine][luck.comes[:, mine]]
    wait, longest = int(visits.sum()) / len(visits) / 60, rank(visits, share=RANK) / 60
    mean = float(deviation[mine].sum()) / len(mine)
    told = terminal.parameters
    return {
        "cost": wait + told["deviation_weight"] * mean + told["p95_weight"] * longest,
        "wait": wait,
        "deviation": mean,
        "p95": longest,
        "worst_haulier": worst_haulier(deviation[mine], [requests[place] for place in mine]),
    }


def rank(values: Seconds, *, share: float) -> int:
    """The smallest value that at least this share of them does not exceed (nearest rank)."""
    return int(np.sort(values)[ceil(share * len(values)) - 1])


def worst_haulier(deviation: Minutes, requests: Rows) -> float:
    """On each day the largest mean deviation of a haulier with at least `FEWEST` requests, meant over the days."""
    days, hauliers = codes_of(requests, "day"), codes_of(requests, "haulier")
    numbers = np.bincount(hauliers)
    means = np.bincount(hauliers, weights=deviation) / numbers
    worst = np.zeros(days.max() + 1)
    np.maximum.at(worst, days, np.where(numbers >= FEWEST, means, 0)[hauliers])
    return float(worst.mean())


def codes_of(requests: Rows, name: str) -> Seconds:
    """A number from 0 for each value."""
    return np.unique([request[name] for request in requests], return_inverse=True)[1]
