"""Reads a small CSV whole, as offices really have it: any usual separator and encoding."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from datasets.reading.encodings import encoding_of
from datasets.reading.refusal import EmptyFile, ReadingRefusal, WithoutRows
from datasets.reading.rows import SPACES, cut, fitted, names_of
from datasets.reading.separators import SEPARATORS, Dialect, dialect_of
from smartport.drafting.refusal import NotDrafted

MAX_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True)
class Table:
    """Texts without spaces around them; `lines` says on which line of the file each row stands (the header is 1)."""

    cells: pd.DataFrame
    lines: list[int]
    encoding: str
    separator: str

    def at(self, row: int, column: str) -> str:
        """The place of a cell and what stands there, for a person."""
        return f"row {self.lines[row]}, column {column}, {self.cells[column].iloc[row]!r}"

    def require(self, column: str) -> None:
        if column not in self.cells.columns:
            names = ", ".join(self.cells.columns)
            raise NotDrafted(f"There is no column {column}; the table has: {names[:400]}.")


def read_table(path: Path) -> Table:
    """Raises NotDrafted."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise NotDrafted(f"{path.name} is larger than {MAX_BYTES >> 20} MiB: take a part of it.")
        encoding = encoding_of(path, name=path.name)
        with path.open(encoding=encoding.codec, newline="") as stream:
            text = stream.read()
        dialect = dialect_of(text)
        names, kept, lines = _rows(text, dialect, name=path.name)
    except OSError as error:
        raise NotDrafted(f"{path} cannot be read: {error.strerror}.") from error
    except ReadingRefusal as refusal:
        raise NotDrafted(str(refusal)) from refusal
    return Table(pd.DataFrame(kept, columns=names, dtype=str), lines, encoding.name, SEPARATORS[dialect.separator])


def _rows(text: str, dialect: Dialect, *, name: str) -> tuple[list[str], list[list[str]], list[int]]:
    """The names, the rows that are not empty, and their lines. Raises ReadingRefusal, NotDrafted."""
    piece = cut(text, separator=dialect.separator)
    stripped = ([_stripped(cell) for cell in cells] for cells in piece.rows)
    found = [(line, cells) for line, cells in zip(piece.lines, stripped, strict=True) if any(cells)]
    if found and found[0][0] < dialect.begins:
        found = found[1:]
    if not found:
        raise EmptyFile(name=name)
    if dialect.columns < 2:
        raise NotDrafted(
            "Only one column was found: separate the cells with semicolons, commas or tabs, "
            "and leave nothing above the header."
        )
    header, *rows = found
    names = names_of(header[1], row=header[0])
    if not rows:
        raise WithoutRows(name=name)
    return names, [list(fitted(cells, names, row=line)) for line, cells in rows], [line for line, _ in rows]


def _stripped(cell: str) -> str:
    return " ".join(cell.split("\n")).strip(SPACES)
