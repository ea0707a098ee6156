"""Made-up truck visits to a port: as many as wanted in a second or two, for whatever is measured on a big table."""

import numpy as np
import numpy.typing as npt
import pandas as pd

TRUCKS = 60_000
HAULIERS = 3_000
BEGIN = np.datetime64("2025-01-06T00", "s")  # a Monday
WEEKS = 52
GATES = ("G1", "G2", "G3", "G4", "G5", "G6")
SIZES = ("20", "40", "45")
CHANNELS = ("green", "orange", "red")
REGIONS = (
    "Casablanca-Settat",
    "Rabat-Salé-Kénitra",
    "Tanger-Tétouan-Al Hoceïma",
    "Fès-Meknès",
    "Marrakech-Safi",
    "Souss-Massa",
    "Oriental",
    "Béni Mellal-Khénifra",
    "Drâa-Tafilalet",
    "Guelmim-Oued Noun",
    "Laâyoune-Sakia El Hamra",
    "Dakhla-Oued Ed-Dahab",
)
PARTS = {
    region: (part,)
    for region, part in zip(
        REGIONS,
        ("west", "north", "north", "centre", "west", "south", "east", "centre", "south", "south", "south", "south"),
        strict=True,
    )
}
KNOWN = ("cargo", "hour", "region", "gate", "size", "direction")
"""The quasi-identifiers, the most important first."""

Values = npt.NDArray[np.generic]


def truck_visits(rows: int, seed: int) -> pd.DataFrame:
    """One line per visit, on a RangeIndex, in no order.

    `truck` is a plate (the busiest of 60,000 come daily, most a few times a year), `haulier` its firm, `arrived_at` the
    second at the gate, `hour` that of the week (0 to 167), `cargo` a chapter of the Harmonized System with its leading
    zero, `size` in feet (null where there is no container), `region` where it comes from (1 % null), `channel` what
    customs chose, `turn_minutes` from gate to gate.
    """
    rng = np.random.default_rng(seed)
    truck = _heavy_tail(rng, rows, of=TRUCKS, tail=0.9, flat=200.0)
    hour = rng.choice(7 * 24, rows, p=_week())
    seconds = (rng.integers(0, WEEKS, rows) * 7 * 24 + hour) * 3600 + rng.integers(0, 3600, rows)
    cargo = _own_or_any(rng, truck, number=96, habit=0.5, tail=1.1)
    has_box = rng.random(rows) < np.linspace(0.3, 0.95, 96)[rng.permutation(96)][cargo]
    channel = rng.choice(3, rows, p=[0.72, 0.18, 0.10])
    region = pd.Series(np.array(REGIONS)[_own_or_any(rng, truck, number=12, habit=0.8, tail=1.0)], dtype="str")
    return pd.DataFrame(
        {
            "truck": pd.Series(_plates(rng)[truck], dtype="str"),
            "haulier": pd.Series(np.char.mod("H%04d", rng.integers(0, HAULIERS, TRUCKS))[truck], dtype="str"),
            "arrived_at": BEGIN + seconds.astype("timedelta64[s]"),
            "hour": hour,
            "cargo": pd.Series(np.char.mod("%02d", np.arange(1, 97))[cargo], dtype="str"),
            "size": pd.Series(np.array(SIZES)[rng.choice(3, rows, p=[0.40, 0.57, 0.03])], dtype="str").where(has_box),
            "gate": pd.Series(np.array(GATES)[_own_or_any(rng, cargo, number=6, habit=0.7, tail=0.5)], dtype="str"),
            "region": region.where(rng.random(rows) >= 0.01),
            "direction": pd.Series(np.where(rng.random(rows) < 0.6, "import", "export"), dtype="str"),
            "channel": pd.Series(np.array(CHANNELS)[channel], dtype="str"),
            "turn_minutes": _turns(rng, channel),
        }
    )


def _heavy_tail(rng: np.random.Generator, rows: int, *, of: int, tail: float, flat: float = 1.0) -> Values:
    """Zipf's law over so many things, the first `flat` of them about equal."""
    weights = (np.arange(of) + flat) ** -tail
    return rng.choice(of, rows, p=weights / weights.sum())


def _own_or_any(rng: np.random.Generator, whose: Values, *, number: int, habit: float, tail: float) -> Values:
    """Everyone has one of his own, taken with the probability `habit`; else any."""
    own = _heavy_tail(rng, int(whose.max()) + 1, of=number, tail=tail)
    return np.where(rng.random(len(whose)) < habit, own[whose], _heavy_tail(rng, len(whose), of=number, tail=tail))


def _week() -> Values:
    """Busy from 9 to 13, quiet at night, on Saturday afternoon and on Sunday."""
    hours = np.arange(24)
    day = 0.15 + np.exp(-(((hours - 11) / 3.5) ** 2)) + 0.4 * np.exp(-(((hours - 17) / 3.0) ** 2))
    week = np.outer([1.0, 1.05, 1.05, 1.0, 0.95, 0.5, 0.12], day).ravel()
    return week / week.sum()


def _plates(rng: np.random.Generator) -> Values:
    """Distinct, such as 12345-A-6."""
    numbers = rng.permutation(99_999)[:TRUCKS] + 1
    letters, places = rng.choice(list("ABDEH"), TRUCKS), rng.integers(1, 90, TRUCKS)
    plates = [f"{number}-{letter}-{place}" for number, letter, place in zip(numbers, letters, places, strict=True)]
    return np.array(plates)


def _turns(rng: np.random.Generator, channel: Values) -> Values:
    """Median 24 minutes, nine of ten within 44; the red channel takes 40 more."""
    return np.round(rng.lognormal(np.log(24), 0.473, len(channel)) + np.array([0, 8, 40])[channel], 1)
