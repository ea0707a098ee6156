"""Reads the first sheet of an Excel file that holds a table; what would not fit into memory is refused before."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pyarrow as pa

from datasets.reading.batch import Batch, batch_of, require_few
from datasets.reading.refusal import WithoutRows, WithoutTable, WorkbookTooLarge
from datasets.reading.rows import SPACES, fitted, names_of
from datasets.reading.sheets import Row, opened

LARGEST_SHEET = 1 << 30  # bytes of XML: a million rows of twenty cells
LARGEST_PART = 64 << 20  # of the others, which are kept in memory
LARGEST_RATIO = 200  # of any part over its packed size: tables reach thirty
SMALL = 1 << 20  # bytes, too few for the ratio to matter
MOST_PARTS = 10_000
LOOKED_AT = 1000  # rows in which the header stands
CELLS = 200_000  # of a batch


@dataclass(frozen=True)
class Workbook:
    """`header` is the row of the sheet that holds the names."""

    path: Path
    name: str
    sheet: str
    names: tuple[str, ...]
    header: int

    @property
    def how(self) -> dict[str, Any]:
        return {"format": "excel", "sheet": self.sheet}

    def batches(self) -> Iterator[Batch]:
        """Raises TooManyCells, BrokenFile."""
        with opened(self.path, name=self.name) as book:
            rows = (row for row in book.rows(self.sheet) if row.number > self.header)
            while piece := list(islice(rows, max(100, CELLS // len(self.names)))):
                fitting = [self._fitted(row) for row in piece]
                columns = [pa.array(column, pa.string()) for column in zip(*fitting, strict=True)]
                yield batch_of(columns, np.array([row.number for row in piece]), done=piece[-1].done)

    def _fitted(self, row: Row) -> list[str]:
        """A row may end before the header does: Excel leaves empty cells out."""
        missing = len(self.names) - len(row.cells)
        return list(fitted(row.cells + [""] * missing, self.names, row=row.number))


def open_workbook(path: Path, *, name: str) -> Workbook:
    """Of an Excel file, the first visible sheet with a row of names and a row below. Raises ReadingRefusal."""
    _require_small(path, name=name)
    has_header = False
    with opened(path, name=name) as book:
        for sheet in book.sheets:
            head = islice(book.rows(sheet), LOOKED_AT)
            filled = list(islice((row for row in head if any(cell.strip(SPACES) for cell in row.cells)), 2))
            if len(filled) > 1:
                header = filled[0]
                require_few(header.cells, name=name)
                return Workbook(path, name, sheet, tuple(names_of(header.cells, row=header.number)), header.number)
            has_header |= bool(filled)
    raise WithoutRows(name=name) if has_header else WithoutTable(name=name)


def _require_small(path: Path, *, name: str) -> None:
    with ZipFile(path) as archive:
        parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise WorkbookTooLarge(name=name, part=f"{len(parts)} parts")
    for part in parts:
        limit = LARGEST_SHEET if part.filename.startswith("xl/worksheets/") else LARGEST_PART
        if part.file_size > min(limit, LARGEST_RATIO * max(part.compress_size, SMALL)):
            raise WorkbookTooLarge(name=name, part=part.filename[:100])
