"""What is published of the terminal, read from the tables that teams have as well."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ANY = "any"
CYCLE = 240  # hours: each day is simulated by itself, and ten days are enough for any queue
Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Stage:
    """Lognormal: the mean in minutes and the spread of the logarithm, of trucks in this direction (or `any`). `servers`
    by hour of the cycle: nobody before the first slot; after the last as in it, until every truck is served."""

    name: str
    direction: str
    minutes: float
    log_sd: float
    servers: tuple[int, ...]


@dataclass(frozen=True)
class Terminal:
    """The stages in the order in which trucks pass them, the hours with a slot, and the parameters by name."""

    stages: tuple[Stage, ...]
    slots: tuple[int, ...]
    parameters: Mapping[str, float]

    @classmethod
    def read(cls, folder: Path) -> "Terminal":
        """From stages.csv, servers.csv and parameters.csv."""
        stages, hours = rows_of(folder / "stages.csv"), rows_of(folder / "servers.csv")
        return cls(
            stages=tuple(_stage(row, hours) for row in stages),
            slots=tuple(int(row["slot"]) for row in hours),
            parameters={row["name"]: float(row["value"]) for row in rows_of(folder / "parameters.csv")},
        )


def rows_of(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _stage(row: dict[str, str], hours: Rows) -> Stage:
    name = row["stage"]
    servers = _cycle([int(hour[name]) for hour in hours], first=int(hours[0]["slot"]))
    return Stage(name, row["direction"], float(row["minutes"]), float(row["log_sd"]), servers)


def _cycle(open_hours: Sequence[int], *, first: int) -> tuple[int, ...]:
    after = CYCLE - first - len(open_hours)
    return (*[0] * first, *open_hours, *[open_hours[-1]] * after)
