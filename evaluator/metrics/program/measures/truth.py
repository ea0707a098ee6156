"""The hidden truth as a table of texts, read with care; every complaint names the file, the row and the column."""

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .asked import PARTS

PART = "part"
MAX_ROWS = 1_000_000
LARGEST = 1e15
NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
WEIGHTS = (1e-9, 1e12)


class TruthBroken(ValueError):
    """The truth cannot be used; the sentence says where to mend it."""


@dataclass(frozen=True)
class Truth:
    """Ids, parts and the columns asked for, in the file's order; `lines` are the lines of the file (header = 1)."""

    name: str
    ids: Sequence[str]
    parts: Sequence[str]
    lines: Sequence[int]
    columns: dict[str, list[str]]
    _numbers: dict[str, list[float]] = field(default_factory=dict, repr=False, compare=False)
    _weights: dict[str, list[float]] = field(default_factory=dict, repr=False, compare=False)
    _rows: dict[str, list[int]] = field(default_factory=dict, repr=False, compare=False)

    def rows_of(self, part: str) -> list[int]:
        if part not in self._rows:
            self._rows[part] = [row for row, named in enumerate(self.parts) if named == part]
        return self._rows[part]

    def numbers(self, column: str) -> list[float]:
        """Raises TruthBroken at the first cell that is none."""
        if column not in self._numbers:
            self._numbers[column] = [self._number(row, column) for row in range(len(self.ids))]
        return self._numbers[column]

    def weights(self, column: str) -> list[float]:
        """Ones where no column is named. Raises TruthBroken."""
        if column not in self._weights:
            self._weights[column] = self._checked_weights(column) if column else [1.0] * len(self.ids)
        return self._weights[column]

    def broken(self, sentence: str, *, row: int | None = None, column: str | None = None) -> TruthBroken:
        """The complaint with its place and what stands there."""
        place = [self.name]
        place += [f"row {self.lines[row]}"] if row is not None else []
        place += [f"column {column}"] if column else []
        found = [repr(self.columns[column][row])] if row is not None and column in self.columns else []
        return TruthBroken(f"{', '.join([*place, *found])}: {sentence}")

    def _checked_weights(self, column: str) -> list[float]:
        low, high = WEIGHTS
        for row, weight in enumerate(self.numbers(column)):
            if weight != 0 and not low <= weight <= high:
                raise self.broken(f"a weight is 0, or between {low:g} and {high:g}", row=row, column=column)
        return self.numbers(column)

    def _number(self, row: int, column: str) -> float:
        text = self.columns[column][row].strip(" ")
        if not NUMBER.fullmatch(text):
            raise self.broken("this is not a number (decimals are written with a point)", row=row, column=column)
        if abs(float(text)) > LARGEST:
            raise self.broken("a number lies between -1e15 and 1e15", row=row, column=column)
        return float(text)


def read_truth(path: Path, *, id: str, columns: Collection[str]) -> Truth:  # noqa: A002
    """Only the columns asked for are kept. Raises TruthBroken."""
    table = _Table(path)
    wanted = {name: table.at(name) for name in (id, PART, *columns)}
    kept: dict[str, list[str]] = {name: [] for name in wanted}
    lines = []
    for line, cells in table.rows():
        lines.append(line)
        for name, at in wanted.items():
            kept[name].append(cells[at])
        if len(lines) > MAX_ROWS:
            raise TruthBroken(f"{table.name} has more than {MAX_ROWS:,} rows")
    truth = Truth(table.name, kept[id], kept[PART], lines, kept)
    _require_ids(truth, column=id)
    _require_parts(truth)
    return truth


class _Table:
    """One of our own CSV files, row by row."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = f"{path.parent.name}/{path.name}"
        self.header = next((cells for _, cells in self._lines()), [])
        if not self.header:
            raise TruthBroken(f"{self.name} is empty")

    def at(self, column: str) -> int:
        if self.header.count(column) != 1:
            found = ", ".join(self.header)[:200]
            raise TruthBroken(f"{self.name} must have one column {column}; its header is: {found}")
        return self.header.index(column)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        rows = self._lines()
        next(rows)
        for line, cells in rows:
            if len(cells) != len(self.header):
                raise TruthBroken(
                    f"{self.name}, row {line}: it has {len(cells)} cells and the header {len(self.header)}"
                )
            yield line, cells

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        """Blank lines do not count."""
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as stream:
                reader = csv.reader(stream, strict=True)
                for cells in reader:
                    if cells:
                        yield reader.line_num, cells
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise TruthBroken(f"{self.name} cannot be read as CSV in UTF-8: {error}") from error


def _require_ids(truth: Truth, *, column: str) -> None:
    seen: set[str] = set()
    for row, name in enumerate(truth.ids):
        if not name:
            raise truth.broken("the id is empty", row=row, column=column)
        if name in seen:
            raise truth.broken("this id has a row already", row=row, column=column)
        seen.add(name)


def _require_parts(truth: Truth) -> None:
    for row, part in enumerate(truth.parts):
        if part not in PARTS:
            raise truth.broken("a part is public or private", row=row, column=PART)
    for part in PARTS:
        if part not in truth.parts:
            raise truth.broken(f"no row is {part}; both parts are needed", column=PART)
