"""Cuts text into rows of cells that fit the header, and says on which line each of them stands."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from datasets.reading.numbers import written
from datasets.reading.refusal import (
    CellTooLong,
    NamelessColumn,
    RepeatedName,
    TooFewCells,
    TooManyCells,
    UnpairedQuotes,
    UnreadableName,
    WithoutHeader,
)
from datasets.reading.times import layout_of

SPACES = " \t\r\n\u00a0\u202f\u2007"
LONGEST_NAME = 100
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Piece:
    """`lines` says on which line each row ends; `rest` is text whose quotes are still open, from line `row` on."""

    rows: list[list[str]]
    lines: list[int]
    rest: str
    row: int


def cut(text: str, *, separator: str, row: int = 1, is_last: bool = True) -> Piece:
    """Cells as they stand there, of text that begins on line `row`; of an empty line, none. More text may come after a
    piece that is not the last. Raises UnpairedQuotes, CellTooLong."""
    texts = list(io.StringIO(text, newline=""))
    reader = csv.reader(texts, delimiter=separator, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    try:
        for cells in reader:
            rows.append(cells)
            lines.append(row + reader.line_num - 1)
    except csv.Error as error:
        done = lines[-1] - row + 1 if lines else 0
        if str(error).startswith("unexpected end") and not is_last:
            return Piece(rows, lines, "".join(texts[done:]), row + done)
        if str(error).startswith("field larger"):
            raise CellTooLong(row=row + done, limit=csv.field_size_limit()) from error
        raise UnpairedQuotes(row=row + done) from error
    return Piece(rows, lines, "", row + len(texts))


def names_of(cells: Sequence[str], *, row: int) -> list[str]:
    """The header without the empty cells that spreadsheets leave at its end. Raises WithoutHeader, NamelessColumn,
    UnreadableName, RepeatedName."""
    _require_names(cells, row=row)
    stripped = [cell.strip(SPACES) for cell in cells]
    used = max((at for at, name in enumerate(stripped, start=1) if name), default=0)
    names = [" ".join(name.splitlines()) for name in stripped[:used]]
    for at, name in enumerate(names, start=1):
        if not name:
            raise NamelessColumn(row=row, column=at)
        if not name.isprintable() or len(name) > LONGEST_NAME:
            raise UnreadableName(row=row, column=at)
    for name, times in Counter(names).items():
        if times > 1:
            raise RepeatedName(row=row, column=name, times=times)
    return names


def _require_names(cells: Sequence[str], *, row: int) -> None:
    """Half of them numbers (but for years) or times: these are no names."""
    values = [(at, cell) for at, cell in enumerate(cells, start=1) if _is_value(cell.strip(SPACES))]
    if 2 * len(values) >= max(1, sum(map(bool, cells))):
        at, value = values[0]
        raise WithoutHeader(row=row, column=at, value=value[:40])


def _is_value(cell: str) -> bool:
    return bool(layout_of(cell) or (written(cell) and not YEAR.fullmatch(cell)))


def fitted(cells: Sequence[str], names: Sequence[str], *, row: int) -> Sequence[str]:
    """As wide as the header; empty cells beyond it do not count. Raises TooFewCells, TooManyCells."""
    width = len(names)
    if len(cells) == width:
        return cells
    if len(cells) < width:
        raise TooFewCells(row=row, cells=len(cells), width=width, column=names[len(cells)])
    spare = next((cell for cell in cells[width:] if cell.strip(SPACES)), None)
    if spare is not None:
        raise TooManyCells(row=row, cells=len(cells), width=width, value=spare[:40])
    return cells[:width]
