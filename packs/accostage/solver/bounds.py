"""Finds the best known plan of every instance and a bound that no plan goes under: python bounds.py REFERENCE KNOWN.csv

Writes bounds.csv (instance, best, bound, digest; in USD) and plan.csv (the plans themselves) into the folder of the
reference. What KNOWN.csv holds of an instance, found by the digest of its content, is not looked for again; the rest is
solved, with the same outcome each time. With `--keep` what was solved is added to KNOWN.csv.
"""

import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from instance import HOUR, Instance, read_instances, rows
from outcome import Outcome, keep, read_known, write

try:
    import solving
except ModuleNotFoundError:  # a build whose instances are known needs no solver
    solving = None  # type: ignore[assignment]


def main(reference: Path, known: Path, *options: str) -> None:
    instances, outcomes = read_instances(reference), read_known(known)
    unknown = [one for one in instances if one.digest not in outcomes]
    if unknown and solving is None:
        sys.exit(
            f"{len(unknown)} instances are not in {known.name}, and to solve them takes: pip install ortools numpy"
        )
    for number, one in enumerate(unknown, start=1):
        outcomes[one.digest] = found = solving.solve(one)
        print(f"{number}/{len(unknown)} {one.name}: best {found.best}, bound {found.bound}", flush=True)
        if "--keep" in options:
            keep(known, outcomes)
    write_reference(reference, instances, outcomes)


def write_reference(folder: Path, instances: list[Instance], outcomes: Mapping[str, Outcome]) -> None:
    found = [(one, outcomes[one.digest]) for one in instances]
    bounds = ([one.name, outcome.best, outcome.bound, one.digest] for one, outcome in found)
    write(folder / "bounds.csv", ("instance", "best", "bound", "digest"), bounds)
    parts = {row["call_id"]: row["part"] for row in rows(folder / "reference.csv")}
    plans = sorted(line for one, outcome in found for line in lines_of(one, outcome))
    write(folder / "plan.csv", ("call_id", "berth", "enters_h", "part"), ([*line, parts[line[0]]] for line in plans))


def lines_of(instance: Instance, outcome: Outcome) -> Iterator[tuple[str, int, str]]:
    """As a team would hand the plan in."""
    for ship, (at, slot) in zip(instance.ships, outcome.places, strict=True):
        berth = instance.berths[at][0] if at >= 0 else 0
        yield ship.id, berth, f"{Decimal(slot * instance.slot) / HOUR:.2f}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
