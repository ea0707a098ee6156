"""The rows of Excel sheets as texts. openpyxl knows the workbook and its dates; the sheets are read here, because it
would go through each of them twice, twenty times as slowly."""

import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import iterparse
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from datasets.reading.refusal import BrokenFile

MOST_ROWS, MOST_COLUMNS = 1 << 20, 1 << 14  # as Excel has them
MOST_EXACT = 2**53  # integers that a float holds
ROW, CELL, VALUE, SHEET, ITEM, INLINE, TEXT, RUN = (
    f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("row", "c", "v", "sheetData", "si", "is", "t", "r")
)
BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What openpyxl and the library of XML raise for files that are not as they should be."""


@dataclass(frozen=True)
class Row:
    """`number` as Excel counts, from 1; `done` is the share of the sheet that has been read."""

    number: int
    cells: list[str]
    done: float


@dataclass(frozen=True)
class Book:
    """`sheets` are the parts of the archive by title, of those that can be seen, in order. `dates` and `durations` are
    the numbers of styles."""

    archive: ZipFile
    sheets: dict[str, str]
    texts: list[str]
    epoch: datetime
    dates: frozenset[int]
    durations: frozenset[int]

    def rows(self, sheet: str) -> Iterator[Row]:
        """Those that the file has; empty ones may be left out of it, and so may the cells at the end of a row."""
        part, number = self.sheets[sheet], 0
        size = self.archive.getinfo(part).file_size
        with self.archive.open(part) as stream:
            for row in _elements(stream, ROW, inside=SHEET):
                before, number = number, int(row.get("r", number + 1))
                if not before < number <= MOST_ROWS:
                    raise ValueError("rows out of order")
                yield Row(number, self._cells(row), min(1.0, stream.tell() / size))

    def _cells(self, row: Element) -> list[str]:
        cells: list[str] = []
        for cell in row.iterfind(CELL):
            place = _place(cell.get("r", "").rstrip("0123456789")) or len(cells) + 1
            if not len(cells) < place <= MOST_COLUMNS:
                raise ValueError("cells out of order")
            cells += [""] * (place - 1 - len(cells))
            cells.append(self._text(cell))
        return cells

    def _text(self, cell: Element) -> str:
        """As it would stand in a CSV, where nobody can take it for another number or time."""
        kind, value = cell.get("t", "n"), cell.findtext(VALUE) or ""
        if kind == "inlineStr":
            inline = cell.find(INLINE)
            return "" if inline is None else _said(inline)
        if not value or kind in ("str", "e", "d"):
            return value
        if kind == "s":
            return self.texts[int(value)]
        if kind == "b":
            return "true" if int(value) else "false"
        style = int(cell.get("s", 0))
        return self._time(value, style) if style in self.dates else _number(value)

    def _time(self, value: str, style: int) -> str:
        """Hours may be more than a day's where the format counts them; a date of no calendar stays a number."""
        try:
            found = from_excel(float(value), self.epoch, timedelta=style in self.durations)
        except (OverflowError, ValueError):
            return value
        if isinstance(found, timedelta):
            minutes, seconds = divmod(round(found.total_seconds()), 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
        return found.isoformat(sep=" ") if isinstance(found, datetime) else str(found.isoformat())


@contextmanager
def opened(path: Path, *, name: str) -> Iterator[Book]:
    """Whatever goes wrong with the file in the block is a BrokenFile."""
    with path.open("rb") as stream:
        try:
            with warnings.catch_warnings(action="ignore"):
                book = _book(ExcelReader(stream, read_only=True, data_only=True, keep_links=False))
            yield book
        except BROKEN as error:
            raise BrokenFile(name=name) from error


def _book(reader: ExcelReader) -> Book:
    reader.read_manifest()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    found = [(sheet, link.target) for sheet, link in reader.parser.find_sheets() if link.Type.endswith("/worksheet")]
    strings = reader.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
    texts: list[str] = []
    if strings is not None:
        with reader.archive.open(strings.PartName.lstrip("/")) as stream:
            texts = [_said(item) for item in _elements(stream, ITEM)]
    return Book(
        reader.archive,
        {sheet.name: part for sheet, part in found if sheet.state == "visible"},
        texts,
        reader.wb.epoch,
        frozenset(reader.wb._date_formats),  # type: ignore[attr-defined]
        frozenset(reader.wb._timedelta_formats),  # type: ignore[attr-defined]
    )


def _elements(stream: IO[bytes], tag: str, *, inside: str = "") -> Iterator[Element]:
    """The elements of this tag, one after the other, each forgotten when the next is asked for. They are children of
    the first element of another tag, or of the root. Raises ValueError for entities, which a workbook has none of."""
    parent: Element | None = None
    for event, element in iterparse(stream, events=("start", "end")):
        if event == "start" and (parent is None or element.tag == inside):
            parent = element
        elif event == "end" and element.tag == tag and parent is not None:
            yield element
            parent.clear()
        elif event == "end" and element.tag == inside:
            return


def _said(item: Element) -> str:
    """A text, or the texts of its runs, without what is written above them for pronunciation."""
    texts = [*item.iterfind(TEXT), *(text for run in item.iterfind(RUN) for text in run.iterfind(TEXT))]
    return "".join(text.text or "" for text in texts).replace("_x000D_", "")


@lru_cache(maxsize=MOST_COLUMNS)
def _place(letters: str) -> int:
    """Of a column, from 1; 0 for no letters."""
    return column_index_from_string(letters) if letters else 0


def _number(value: str) -> str:
    """Excel knows no integers. Of three decimals, a fourth says that the point cuts no thousands."""
    number = float(value)
    if number.is_integer() and abs(number) < MOST_EXACT:
        return str(int(number))
    text = repr(number)
    decimals = text.partition(".")[2]
    return f"{text}0" if decimals.isdigit() and len(decimals) == 3 else text
