"""An instance as the solver sees it: ships in an order of their own, whole slots of time, a digest of the content."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from math import gcd
from pathlib import Path

HOUR = 100  # hundredths, as the scorer counts
TURNOVER, LEFT_WAITS = 150, 480 * HOUR  # the scorer's own

Berth = tuple[int, int, int]
Row = Mapping[str, str]
Places = tuple[tuple[int, int], ...]
"""For each ship in order its berth, by place in the list (-1: none), and the slot in which it enters."""


@dataclass(frozen=True, order=True)
class Ship:
    """Hundredths of an hour and metres; ordered by content first, so that ids decide between equals alone."""

    arrives: int
    handling: int
    length: int
    draught: int
    cost: int
    id: str

    @property
    def content(self) -> list[int]:
        return [self.arrives, self.handling, self.length, self.draught, self.cost]


@dataclass(frozen=True)
class Instance:
    """`berths` are number, length and draught; `closed` are spells in hundredths. Costs of the solver are USD per hour
    times slots."""

    name: str
    ships: tuple[Ship, ...]
    berths: tuple[Berth, ...]
    closed: tuple[tuple[int, int], ...]

    @cached_property
    def slot(self) -> int:
        """Hundredths that divide every time there is: some best plan enters on a slot."""
        times = [time for ship in self.ships for time in (ship.arrives, ship.handling)]
        return gcd(TURNOVER, LEFT_WAITS, *times, *(edge for spell in self.closed for edge in spell))

    @property
    def left_slots(self) -> int:
        return LEFT_WAITS // self.slot

    def arrives(self, ship: int) -> int:
        return self.ships[ship].arrives // self.slot

    def stay(self, ship: int) -> int:
        """Slots for which it keeps others from its berth."""
        return (self.ships[ship].handling + TURNOVER) // self.slot

    def fitting(self, ship: int) -> list[int]:
        """Places in the list of the berths."""
        one = self.ships[ship]
        return [
            at for at, (_, length, draught) in enumerate(self.berths) if one.length <= length and one.draught <= draught
        ]

    def when_open(self, slot: int) -> int:
        for begins, ends in self.closed:
            if begins <= slot * self.slot < ends:
                return ends // self.slot
        return slot

    def cost(self, places: Places) -> int:
        waits = (self.left_slots if at < 0 else slot - self.arrives(ship) for ship, (at, slot) in enumerate(places))
        return sum(ship.cost * wait for ship, wait in zip(self.ships, waits, strict=True))

    @cached_property
    def digest(self) -> str:
        told = {
            "ships": [ship.content for ship in self.ships],
            "berths": self.berths,
            "closed": self.closed,
            "turnover": TURNOVER,
            "left": LEFT_WAITS,
        }
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    def usd(self, cost: int) -> str:
        """With two decimals."""
        return f"{Decimal(cost * self.slot) / HOUR:.2f}"


def read_instances(folder: Path) -> list[Instance]:
    """Of test.csv and berths.csv, by name."""
    berths = tuple(
        (int(row["berth"]), int(row["length_m"]), int(row["draught_m"])) for row in rows(folder / "berths.csv")
    )
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows(folder / "test.csv"):
        groups[row["instance"]].append(row)
    return [_instance(name, groups[name], berths=berths) for name in sorted(groups)]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _instance(name: str, group: Iterable[Row], *, berths: tuple[Berth, ...]) -> Instance:
    ships = tuple(sorted(_ship(row) for row in group))
    closed = {row["closed_h"] for row in group}
    if len(closed) > 1:
        raise SystemExit(f"The ships of the instance {name} do not tell of the same closed hours.")
    spells = (map(int, spell.split("-")) for spell in closed.pop().split())
    return Instance(name, ships, berths, tuple((begins * HOUR, ends * HOUR) for begins, ends in spells))


def _ship(row: Row) -> Ship:
    return Ship(
        arrives=_hundredths(row["arrives_h"]),
        handling=_hundredths(row["handling_h"]),
        length=int(row["length_m"]),
        draught=int(row["draught_m"]),
        cost=int(row["cost_per_h"]),
        id=row["call_id"],
    )


def _hundredths(hours: str) -> int:
    return int(Decimal(hours) * HOUR)
