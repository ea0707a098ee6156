"""How busy the town's streets, the port's gate and the quays are, by the hour of the week that clocks show.

All profiles are ours but for the peak of the trucks, from 9 to 13 h.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port
from datasets.simulation.skies.memory import Hours, remembering
from datasets.simulation.workdays import SUNDAY, is_holiday, is_ramadan, weekdays

TRUCKS = 190.0  # through the gate in the busiest hour of a common working day
GATE_BY_HOUR = (
    0.10, 0.08, 0.07, 0.07, 0.10, 0.18, 0.35, 0.60, 0.85, 0.98, 1.00, 1.00,
    0.92, 0.80, 0.78, 0.75, 0.66, 0.50, 0.38, 0.30, 0.25, 0.20, 0.16, 0.12,
)  # fmt: skip
GATE_BY_DAY = (1.0, 1.0, 1.0, 1.0, 0.9, 0.65, 0.25)  # from Monday
GATE_IN_RAMADAN = 0.85
TOWN_BY_HOUR = (
    0.25, 0.16, 0.12, 0.10, 0.14, 0.28, 0.55, 0.90, 1.10, 0.95, 0.85, 0.90,
    1.02, 0.98, 0.90, 0.90, 0.98, 1.15, 1.25, 1.15, 0.90, 0.70, 0.55, 0.40,
)  # fmt: skip
TOWN_IN_RAMADAN = (  # empty at sunset, when the fast is broken; late evenings are long
    0.85, 0.65, 0.45, 0.30, 0.20, 0.16, 0.25, 0.45, 0.75, 0.95, 0.95, 0.92,
    0.95, 1.00, 1.08, 1.20, 1.25, 0.95, 0.30, 0.45, 0.90, 1.20, 1.20, 1.05,
)  # fmt: skip
TOWN_BY_DAY = (1.0, 1.0, 1.0, 1.0, 0.98, 0.92, 0.80)
QUAYS_BY_HOUR = (0.6,) * 6 + (1.0,) * 14 + (0.75,) * 4  # three shifts

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Traffic:
    """By hour: the town's traffic (about 1 by day), the trucks that passed the gate and those that had booked by
    midnight, how hard the quays worked (1 in a day shift); Ramadan, and public holidays."""

    town: Hours
    trucks: Hours
    booked: Hours
    quays: Hours
    is_ramadan: Mask
    is_holiday: Mask


def traffic(port: Port, times: pd.Series, *, seed: int) -> Traffic:
    """`times` are hours in UTC. Moroccan clocks are an hour ahead of it, in Ramadan they are not."""
    rng, number = stream(seed, port.locode, "traffic"), len(times)
    fasting = is_ramadan(_days(times))
    clock = times + pd.to_timedelta(np.where(fasting, 0, 1), unit="h")
    hour, holiday = clock.dt.hour.to_numpy(), is_holiday(_days(clock))
    day = np.where(holiday, SUNDAY, weekdays(_days(clock)))
    town = np.where(fasting, np.array(TOWN_IN_RAMADAN)[hour], np.array(TOWN_BY_HOUR)[hour])
    gate = TRUCKS * np.array(GATE_BY_HOUR)[hour] * np.array(GATE_BY_DAY)[day]
    gate = gate * np.where(fasting, GATE_IN_RAMADAN, 1.0) * np.exp(0.16 * remembering(rng, number, lasting=300))
    return Traffic(
        town=town * np.array(TOWN_BY_DAY)[day] * np.exp(0.06 * remembering(rng, number, lasting=24)),
        trucks=gate * np.exp(0.12 * remembering(rng, number, lasting=3)),
        booked=np.round(gate * np.exp(0.06 * remembering(rng, number, lasting=12)) / 5) * 5,
        quays=np.array(QUAYS_BY_HOUR)[hour],
        is_ramadan=fasting,
        is_holiday=holiday,
    )


def _days(times: pd.Series) -> npt.NDArray[np.int64]:
    return times.to_numpy(dtype="datetime64[D]").astype(np.int64)
