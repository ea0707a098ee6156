"""What is known of an instance: its best plan so far and a bound, as they are kept by the digest of its content."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from instance import Instance, Places, rows

HEADER = ("digest", "best", "bound", "plan")


@dataclass(frozen=True)
class Outcome:
    """Cost and bound in USD, with two decimals; `places` in the instance's own order of ships."""

    best: str
    bound: str
    places: Places

    @classmethod
    def of(cls, instance: Instance, *, places: Places, bound: int) -> "Outcome":
        return cls(instance.usd(instance.cost(places)), instance.usd(bound), places)

    @property
    def plan(self) -> str:
        """Such as `0@12 -1@0`: place of the berth in the list, slot of entering."""
        return " ".join(f"{at}@{slot}" for at, slot in self.places)


def read_known(path: Path) -> dict[str, Outcome]:
    """By digest; nothing where there is no such file."""
    return {row["digest"]: _outcome(row) for row in rows(path)} if path.exists() else {}


def _outcome(row: Mapping[str, str]) -> Outcome:
    pairs = (place.split("@") for place in row["plan"].split())
    return Outcome(row["best"], row["bound"], tuple((int(at), int(slot)) for at, slot in pairs))


def keep(path: Path, known: Mapping[str, Outcome]) -> None:
    write(path, HEADER, ([digest, one.best, one.bound, one.plan] for digest, one in sorted(known.items())))


def write(path: Path, header: Sequence[str], lines: Iterable[Sequence[str | int]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(header)
        table.writerows(lines)
