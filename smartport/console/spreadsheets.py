"""A table as a file that spreadsheets open: CSV or Excel, row by row, and no cell that is taken for a formula."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import IO, Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from challenges.pages.spreadsheet import AT_ONCE, BOM, COMMA_LANGUAGES, plain_cell

Cell = str | int | float | bool | datetime | None
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_CELL = 32_000  # Excel takes 32,767 characters
KEPT_IN_MEMORY = 1 << 20


@dataclass(frozen=True)
class Table:
    """`rows` may be read once; times are shown in `zone`, without it, as spreadsheets know none."""

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    zone: ZoneInfo


def csv_pieces(table: Table, *, language: str) -> Iterator[str]:
    """A sign that it is UTF-8, the head, then the rows by the hundred: with semicolons where the decimal is a comma,
    as Excel there wants it."""
    is_comma = language in COMMA_LANGUAGES
    yield BOM + _written([[_safe(title) for title in table.head]], is_comma=is_comma)
    piece: list[list[Any]] = []
    for row in table.rows:
        piece.append([_in_csv(cell, zone=table.zone, is_comma=is_comma) for cell in row])
        if len(piece) == AT_ONCE:
            yield _written(piece, is_comma=is_comma)
            piece = []
    yield _written(piece, is_comma=is_comma)


def xlsx_file(table: Table) -> IO[bytes]:
    """A workbook of one sheet with its head held in sight, at its beginning to be read; large ones lie on the disk."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.name[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_safe(title) for title in table.head])
    for row in table.rows:
        sheet.append([_in_excel(cell, zone=table.zone) for cell in row])
    file = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115  (whoever sends it closes it)
    book.save(file)
    file.seek(0)
    return file


def _in_csv(cell: Cell, *, zone: ZoneInfo, is_comma: bool) -> str:
    if isinstance(cell, datetime):
        return cell.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, float):
        return repr(cell).replace(".", ",") if is_comma else repr(cell)
    return _safe(cell) if isinstance(cell, str) else _plain(cell)


def _plain(cell: int | bool | None) -> str:
    return "" if cell is None else str(int(cell))


def _in_excel(cell: Cell, *, zone: ZoneInfo) -> Any:
    if isinstance(cell, datetime):
        return cell.astimezone(zone).replace(tzinfo=None, microsecond=0)
    if isinstance(cell, bool):
        return int(cell)
    return _safe(cell) if isinstance(cell, str) else cell


def _safe(text: str) -> str:
    """Without what no sheet can hold, and never a formula."""
    return plain_cell(ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL])


def _written(rows: list[list[Any]], *, is_comma: bool) -> str:
    file = StringIO()
    csv.writer(file, delimiter=";" if is_comma else ",", lineterminator="\r\n").writerows(rows)
    return file.getvalue()
