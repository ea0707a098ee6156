"""Trucks that nobody drives: plates as Morocco writes them, and whose they are."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from datasets.simulation.yard.firms import hauliers

LATIN, ARABIC = "ABDHEW", "أبدهطو"
IN_ARABIC = 0.25  # ours: of the plates, as cameras and clerks write them
REGIONS, SERIALS = 89, 99_999
TRUCKS = 0.22  # for each visit of a week
HAULIERS = 60  # that work at one gate


@dataclass(frozen=True, eq=False)
class Fleet:
    """Plates, the haulier of each, and how often it comes compared with others."""

    plates: npt.NDArray[np.object_]
    hauliers: npt.NDArray[np.object_]
    shares: npt.NDArray[np.float64]


def fleet(rng: np.random.Generator, *, trucks_a_week: float, place: int = 0, of: int = 1) -> Fleet:
    """Hauliers large and small, the largest with a twentieth of all trucks. No plate twice, nor in the fleets of the
    other places `of` which this is one."""
    firms = rng.permutation(hauliers())[:HAULIERS]
    number = HAULIERS + round(TRUCKS * trucks_a_week)
    weights = 1 / (np.arange(len(firms)) + 15.0) ** 0.8
    owner = rng.choice(len(firms), number, p=weights / weights.sum())
    serials = rng.permutation(SERIALS // of)[:number] * of + place + 1
    letters, regions = rng.integers(0, len(LATIN), number), rng.integers(1, REGIONS + 1, number)
    alphabets = [ARABIC if is_arabic else LATIN for is_arabic in rng.random(number) < IN_ARABIC]
    plates = [
        f"{serial}-{alphabet[letter]}-{region}"
        for serial, alphabet, letter, region in zip(serials, alphabets, letters, regions, strict=True)
    ]
    often = rng.lognormal(0, 0.5, number)
    return Fleet(np.array(plates, dtype=object), firms[owner], often / often.sum())
