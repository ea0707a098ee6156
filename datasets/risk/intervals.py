"""How sure a share is that was found on a sample."""

from dataclasses import dataclass
from math import sqrt

NORMAL_95 = 1.959964


@dataclass(frozen=True)
class Share:
    """A share of a whole, from `tested` of `population`, with the bounds that hold in 95 of 100 samples."""

    value: float
    low: float
    high: float
    tested: int
    population: int

    def as_dict(self) -> dict[str, float | int]:
        return {
            "share": self.value,
            "low": self.low,
            "high": self.high,
            "tested": self.tested,
            "population": self.population,
        }


def share_of(value: float, *, tested: int, population: int) -> Share:
    """Wilson's interval, the number tested corrected for a finite population: where all were tested, nothing is left
    to be unsure of."""
    if tested >= population:
        return Share(value, value, value, tested, population)
    size = tested * (population - 1) / (population - tested)
    z2 = NORMAL_95**2
    middle = (value + z2 / (2 * size)) / (1 + z2 / size)
    half = NORMAL_95 / (1 + z2 / size) * sqrt(value * (1 - value) / size + z2 / (4 * size**2))
    return Share(value, max(0.0, middle - half), min(1.0, middle + half), tested, population)
