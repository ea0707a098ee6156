"""Scores a plan of berths: refused where it cannot be carried out, else by what the waits cost over the best known.

Hours are rounded to the hundredth before anything is checked. A score is worked out in fractions and becomes a decimal
number at the end.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from plan import Place, nearest
from scorekit import PredictionsFormat, PredictionsRefused, read_predictions, refuse, tell, write_scores
from scorekit.faults import FaultLog
from scorekit.lines import MAX_BYTES, Lines, split_cells
from verify import faults
from warm import berths, best, parts, places, ships

FORMAT = PredictionsFormat("predictions.csv", "call_id", ("berth", "enters_h"))
PARTS = ("public", "private")
CENTS = 100
THOUSAND = 1000 * CENTS
PERCENT = 100


def main() -> None:
    plan = read_plan(places.results / FORMAT.file)
    log = FaultLog()
    for fault in faults(plan, berths=berths):
        log.add(fault.code, fault.message, row=fault.row, column=fault.column, value=fault.value)
    if log.total:
        refuse(log.findings(), folder=places.output)
    costs = costs_of(plan)
    write_scores(dict(scores(costs)), folder=places.output)
    tell("\n".join(lines_of(costs["public"])), folder=places.output)


def read_plan(path: Path) -> list[Place]:
    """In the order of the ships. Ends the program where the file cannot be read as a plan."""
    try:
        columns = read_predictions(path, format=FORMAT, expected_ids=list(ships))
    except PredictionsRefused as refusal:
        refuse(refusal.findings, folder=places.output)
    row_of = rows_by_id(path)
    pairs = zip(columns["berth"], columns["enters_h"], strict=True)
    return [
        Place(ship, berth, nearest(enters), row_of[ship.id])
        for ship, (berth, enters) in zip(ships.values(), pairs, strict=True)
    ]


def rows_by_id(path: Path) -> dict[str, int]:
    """In which line of the file each ship is; the file has been read once and is right in form."""
    with path.open("rb") as stream:
        lines = Lines(stream, max_bytes=MAX_BYTES, max_lines=MAX_BYTES)
        cells = [(lines.row, split_cells(line, row=lines.row)) for line in lines if line]
    at = cells[0][1].index(FORMAT.id)
    return {row[at]: number for number, row in cells[1:]}


def costs_of(plan: list[Place]) -> dict[str, dict[str, int]]:
    """Of each part, by instance, in hundredths of a USD."""
    costs: dict[str, dict[str, int]] = {part: defaultdict(int) for part in PARTS}
    for place in plan:
        costs[parts[place.ship.id]][place.ship.instance] += place.cents
    return costs


def gap(instance: str, cost: int) -> Fraction:
    """What it costs over the best known plan, as a share of that."""
    return Fraction(cost - best[instance], best[instance])


def scores(costs: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, float]]:
    for part, mine in costs.items():
        gaps = [gap(instance, cost) for instance, cost in mine.items()]
        yield f"{part}_gap", float(PERCENT * sum(gaps) / len(gaps))
        yield f"{part}_cost", float(Fraction(sum(mine.values()), THOUSAND))
        yield f"{part}_best", sum(one <= 0 for one in gaps)


def lines_of(costs: Mapping[str, int]) -> Iterator[str]:
    """What a team may know: the instances of the public part, the dearest to mend first."""
    yield "instance,cost_usd,gap_percent"
    gaps = {instance: gap(instance, cost) for instance, cost in costs.items()}
    for instance in sorted(gaps, key=lambda one: (-gaps[one], one)):
        yield f"{instance},{float(Fraction(costs[instance], CENTS)):.2f},{float(PERCENT * gaps[instance]):.2f}"


if __name__ == "__main__":
    main()
