"""Reads a CSV piece by piece, and refuses what does not fit its header with the row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow

from datasets.reading.batch import Batch, batch_of, require_few
from datasets.reading.encodings import Encoding, encoding_of
from datasets.reading.quotes import are_regular
from datasets.reading.refusal import EmptyFile, UnpairedQuotes
from datasets.reading.rows import SPACES, cut, fitted, names_of
from datasets.reading.separators import Dialect, dialect_of

PIECE = 4 << 20  # signs that are cut at once
HEAD = 1 << 18  # signs that tell the separator, and hold the header
LONGEST_ROW = 4 << 20  # signs, quoted line ends among them

Cut = tuple[list[pa.StringArray], npt.NDArray[np.int64], str, int]


@dataclass(frozen=True)
class Delimited:
    """`name` is what people call the file. `cells` is how many cells the header has, with those that are empty at its
    end; `header` is the line on which it ends."""

    path: Path
    name: str
    encoding: Encoding
    dialect: Dialect
    names: tuple[str, ...]
    cells: int
    header: int

    @property
    def how(self) -> dict[str, Any]:
        return {"format": "csv", "encoding": self.encoding.name, "separator": self.dialect.separator}

    def batches(self) -> Iterator[Batch]:
        """Raises TooFewCells, TooManyCells, UnpairedQuotes, CellTooLong."""
        size, row, rest = self.path.stat().st_size, self.header + 1, ""
        with self.path.open("rb") as raw:
            stream = TextIOWrapper(raw, encoding=self.encoding.codec, newline="")
            for _ in range(self.header):
                stream.readline()
            while True:
                text = stream.read(PIECE) + stream.readline()
                is_last = not text
                columns, rows, rest, row = self._cut(rest + text, row=row, is_last=is_last)
                if len(rows):
                    yield batch_of(columns, rows, done=raw.tell() / size)
                if is_last:
                    return

    def _cut(self, text: str, *, row: int, is_last: bool) -> Cut:
        """Columns, lines, and what is left with the line on which that begins."""
        if (columns := self._cut_by_arrow(text)) is not None:
            rows = len(columns[0])
            return columns, np.arange(row, row + rows), "", row + rows
        piece = cut(text, separator=self.dialect.separator, row=row, is_last=is_last)
        if len(piece.rest) > LONGEST_ROW:
            raise UnpairedQuotes(row=piece.row)
        kept, lines = [], []
        for line, cells in zip(piece.lines, piece.rows, strict=True):
            if len(cells) == len(self.names) or any(cell.strip(SPACES) for cell in cells):
                kept.append(fitted(cells, self.names, row=line))
                lines.append(line)
        columns = [pa.array(column, pa.string()) for column in zip(*kept, strict=True)]
        return columns, np.array(lines, np.int64), piece.rest, piece.row

    def _cut_by_arrow(self, text: str) -> list[pa.StringArray] | None:
        """Five times as fast as `cut`, and with the same result: None where that could differ, where a cell holds a
        line end, or where a row has more or fewer cells than the header, for `cut` to say which."""
        names, content = [str(place) for place in range(self.cells)], text.encode()
        if len(names) == 1 or not text or not are_regular(content, separator=self.dialect.separator):
            return None
        try:
            table = arrow.read_csv(
                BytesIO(content),
                read_options=arrow.ReadOptions(column_names=names, block_size=2 * len(content)),
                parse_options=arrow.ParseOptions(
                    delimiter=self.dialect.separator, newlines_in_values=b'"' in content, ignore_empty_lines=False
                ),
                convert_options=arrow.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
                ),
            )
        except pa.ArrowInvalid:
            return None
        columns = [column.combine_chunks() for column in table.columns]
        if len(table) != _lines(text) or any(map(_is_filled, columns[len(self.names) :])):
            return None
        return columns[: len(self.names)]


def _lines(text: str) -> int:
    ends = text.count("\n") + text.count("\r") - text.count("\r\n")
    return ends if text.endswith(("\n", "\r")) else ends + 1


def _is_filled(column: pa.StringArray) -> bool:
    """Anywhere, spaces apart."""
    lengths = pc.binary_length(pc.utf8_trim(column, characters=SPACES))
    return bool(pc.any(pc.greater(lengths, 0)).as_py())


def open_delimited(path: Path, *, name: str, on_progress: Callable[[float], None] | None = None) -> Delimited:
    """Reads all of it once, for the encoding. Raises ReadingRefusal."""
    size = path.stat().st_size
    encoding = encoding_of(path, name=name, on_byte=on_progress and (lambda at: on_progress(at / size)))
    with path.open(encoding=encoding.codec, newline="") as stream:
        head = stream.read(HEAD)
    dialect = dialect_of(head)
    piece = cut(head, separator=dialect.separator, is_last=len(head) < HEAD)
    rows = zip(piece.lines, piece.rows, strict=True)
    filled = ((line, cells) for line, cells in rows if any(cell.strip(SPACES) for cell in cells))
    line, cells = next((row for row in filled if row[0] >= dialect.begins), (0, []))
    if not cells and piece.rest:
        raise UnpairedQuotes(row=piece.row)
    if not cells:
        raise EmptyFile(name=name)
    require_few(cells, name=name)
    return Delimited(path, name, encoding, dialect, tuple(names_of(cells, row=line)), len(cells), line)
