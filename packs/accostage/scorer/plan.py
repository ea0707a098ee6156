"""What a plan is made of: ships that ask for a berth, berths, and the place a team gives each ship.

Hours are counted in whole hundredths, so that a plan is judged exactly: a decimal of a file is never a binary fraction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HOUR = 100  # hundredths
TURNOVER = 150  # from one ship's leaving a berth to the next one's entering it
LEFT_IN_THE_ROADS = 0  # in place of a berth
LEFT_WAITS = 480 * HOUR  # what a ship without a berth counts as waiting

Spell = tuple[int, int]


@dataclass(frozen=True)
class Ship:
    """Times are hundredths of an hour since its instance began; a ship may not enter in a closed spell [from, to)."""

    id: str
    instance: str
    arrives: int
    handling: int
    length: int
    draught: int
    cost: int  # USD for an hour's wait
    closed: tuple[Spell, ...]

    @classmethod
    def of(cls, row: Mapping[str, str]) -> "Ship":
        """From a row of test.csv. Raises ValueError, KeyError for a row that cannot be planned."""
        return cls(
            id=row["call_id"],
            instance=row["instance"],
            arrives=exactly(row["arrives_h"]),
            handling=exactly(row["handling_h"]),
            length=int(row["length_m"]),
            draught=int(row["draught_m"]),
            cost=int(row["cost_per_h"]),
            closed=tuple(_spell(text) for text in row["closed_h"].split()),
        )


@dataclass(frozen=True)
class Berth:
    """The longest ship and the deepest draught it takes, in metres."""

    number: int
    length: int
    draught: int

    @classmethod
    def of(cls, row: Mapping[str, str]) -> "Berth":
        """From a row of berths.csv."""
        return cls(int(row["berth"]), int(row["length_m"]), int(row["draught_m"]))


@dataclass(frozen=True)
class Place:
    """Where and when a ship enters; `row` is its line in the file. `berth` is as it was written, so it may be none."""

    ship: Ship
    berth: float
    enters: int
    row: int

    @property
    def is_left(self) -> bool:
        return self.berth == LEFT_IN_THE_ROADS

    @property
    def leaves(self) -> int:
        return self.enters + self.ship.handling

    @property
    def cents(self) -> int:
        """What its wait costs, in hundredths of a USD."""
        return self.ship.cost * (LEFT_WAITS if self.is_left else self.enters - self.ship.arrives)


def exactly(text: str) -> int:
    """Hundredths. Raises ValueError for a text with more decimals than two."""
    hundredths = Decimal(text) * HOUR
    if hundredths != int(hundredths):
        raise ValueError(f"{text} has more than two decimals")
    return int(hundredths)


def nearest(hours: float) -> int:
    """Hundredths of the shortest decimal that means this number, a half rounded up."""
    return int((Decimal(repr(hours)) * HOUR).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def told(hundredths: int) -> str:
    """As hours with two decimals."""
    return f"{Decimal(hundredths) / HOUR:.2f}"


def _spell(text: str) -> Spell:
    begins, ends = text.split("-")
    return int(begins) * HOUR, int(ends) * HOUR
