"""The hidden truth as far as it can be told from the reference folder: ids, parts, and the right answers."""

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluator.bundle import Bundle
from evaluator.limits import MIB
from evaluator.metrics.program.measures.asked import Asked

LARGEST = 256 * MIB
PART_COLUMNS = ("part", "usage", "split")
PARTS = frozenset({"public", "private"})


@dataclass(frozen=True)
class Truth:
    """Row by row. `parts` is empty where the file does not tell them; `answers` has the text that a right prediction
    would be, by column of the predictions, or nothing where that cannot be told.
    """

    ids: tuple[str, ...]
    parts: tuple[str, ...]
    answers: Mapping[str, tuple[str, ...]]

    @property
    def first_answers(self) -> Mapping[str, str]:
        """By id, those of the first column."""
        column = next(iter(self.answers.values()), ())
        return dict(zip(self.ids, column, strict=True)) if column else {}


def read_truth(bundle: Bundle) -> Truth | None:
    """From the CSV file of the reference that has the id column; one that tells the answers is preferred."""
    found = [truth for path in tables_in(bundle.reference) if (truth := _truth(path, bundle)) is not None]
    return next((truth for truth in found if truth.answers), next(iter(found), None))


def tables_in(folder: Path) -> list[Path]:
    files = sorted(folder.rglob("*.csv")) if folder.is_dir() else []
    return [path for path in files if path.is_file() and path.stat().st_size <= LARGEST]


def columns_of(path: Path) -> dict[str, list[str]]:
    """The cells by column; empty for what is not a table."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream)
            header = next(rows, [])
            cells = [row for row in rows if row]
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    if any(len(row) != len(header) for row in cells) or len(set(header)) != len(header):
        return {}
    return {name: [row[at] for row in cells] for at, name in enumerate(header)}


def numbers(cells: Sequence[str]) -> list[float] | None:
    """None unless each cell is a finite number."""
    try:
        found = [float(cell) for cell in cells]
    except ValueError:
        return None
    return found if all(map(math.isfinite, found)) else None


def _truth(path: Path, bundle: Bundle) -> Truth | None:
    columns = columns_of(path)
    ids = columns.pop(bundle.predictions.id, [])
    if not ids or len(set(ids)) != len(ids):
        return None
    part = next((name for name in columns if name.lower() in PART_COLUMNS and _tells_parts(columns[name])), None)
    parts = [cell.lower() for cell in columns.pop(part)] if part is not None else []
    found = _of_metrics(columns, bundle=bundle) or dict(_answers(columns, wanted=bundle.predictions.columns))
    answers = {name: tuple(cells) for name, cells in found.items()}
    return Truth(tuple(ids), tuple(parts), answers)


def _tells_parts(cells: Sequence[str]) -> bool:
    return {cell.lower() for cell in cells} <= PARTS


def _answers(columns: Mapping[str, list[str]], *, wanted: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Columns of the predictions' own names; else the one column of numbers there is, for each of them."""
    if set(wanted) <= columns.keys():
        yield from ((name, columns[name]) for name in wanted)
        return
    numeric = [cells for cells in columns.values() if numbers(cells) is not None]
    if len(numeric) == 1:
        yield from ((name, numeric[0]) for name in wanted)


def _of_metrics(columns: Mapping[str, list[str]], *, bundle: Bundle) -> dict[str, list[str]]:
    """What each column of the predictions would have to say by the built-in metrics that read it; nothing where one of
    them cannot be told."""
    found: dict[str, list[str]] = {}
    for asked in bundle.metrics:
        cells = columns.get(asked.target, [])
        for place, name in enumerate(asked.prediction if cells else ()):
            found.setdefault(name, _aims(asked, cells, place=place))
    wanted = bundle.predictions.columns
    return {name: found[name] for name in wanted} if all(found.get(name) for name in wanted) else {}


def _aims(asked: Asked, cells: list[str], *, place: int) -> list[str]:
    """The answers that lose nothing, for the prediction at this place. Of a curve of survival: whether it is still to
    come after the time; where nobody looked so long, any answer is right."""
    if asked.spec.columns == "times":
        stays, time = numbers(cells) or [], asked.options["times"][place]
        return [str(int(stay > time)) for stay in stays]
    if asked.options.get("classes"):
        return [str(int(cell == asked.options["classes"][place])) for cell in cells]
    if "positive" in asked.options and asked.spec.holds != "label":
        return [str(int(cell == asked.options["positive"])) for cell in cells]
    return cells
