"""Checks a predictions file as it streams by: every fault at once, in bounded memory.

The upload door of the site and the scorers call the same function. Rows are joined by id: neither the order of
rows nor that of columns matters. Blank lines do not count.
"""

import heapq
import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from .cells import UNBOUNDED, Bounds, Cell, CellWrong, LabelColumn, NumberColumn
from .faults import FaultLog, Findings, escaped
from .lines import MAX_BYTES, Lines, Unreadable, split_cells

MAX_ROWS_WITHOUT_IDS = 1_000_000  # their ids must be remembered to see duplicates
MAX_LINES_WITHOUT_IDS = 2_000_000
SPARE_LINES = 1000  # beyond two for each expected id: one for its row, one blank
MAX_FAULTS = 10_000  # the rest of such a file is not worth its reading
MISSING_NAMED = 5
SUM_TOLERANCE = 0.01  # probabilities are often written with two decimals

TakeRow = Callable[[str, list[Cell]], None]


@dataclass(frozen=True)
class PredictionsFormat:
    """How a challenge wants its predictions: the file's name, its id column, its columns, and the file of the
    bundle's input/ whose id column lists the expected ids (None: any ids will do).

    A column of `labels` holds one of these texts; every other holds a number within its `bounds`, if it has any. The
    numbers of each group of `sums_to_one` add up to 1, give or take `SUM_TOLERANCE`.
    """

    file: str
    id: str
    columns: tuple[str, ...]
    ids: str | None = None
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bounds: Mapping[str, Bounds] = field(default_factory=dict)
    sums_to_one: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "PredictionsFormat":
        """From what `dataclasses.asdict` and JSON made of one; keys of later versions may miss."""
        return cls(
            file=value["file"],
            id=value["id"],
            columns=tuple(value["columns"]),
            ids=value.get("ids"),
            labels={name: tuple(labels) for name, labels in value.get("labels", {}).items()},
            bounds={name: (low, high) for name, (low, high) in value.get("bounds", {}).items()},
            sums_to_one=tuple(tuple(group) for group in value.get("sums_to_one", ())),
        )

    @property
    def header(self) -> tuple[str, ...]:
        return (self.id, *self.columns)


def check_predictions(
    stream: BinaryIO,
    *,
    format: PredictionsFormat,  # noqa: A002
    expected_ids: Collection[str] | None,
    max_bytes: int = MAX_BYTES,
    take: TakeRow | None = None,
) -> Findings:
    """Read the stream to its end, to the first fault after which the rest means nothing, or to the row that brings
    the faults to `MAX_FAULTS`: then there are at least so many as the findings say.

    Holds one line and the ids, never the file. `take` is given the id and the numbers or labels (in the format's
    order of columns) of every row that is right in itself.
    """
    log = FaultLog()
    lines = Lines(stream, max_bytes=max_bytes, max_lines=_most_lines(expected_ids))
    ids = _IdsLeft(expected_ids) if expected_ids is not None else _IdsSeen()
    try:
        cells = _header(lines)
        _report_header(cells, row=lines.row, format=format, log=log)
        if not log.total:
            _check_rows(lines, layout=_Layout.of(cells, format=format), ids=ids, log=log, take=take)
            if log.total < MAX_FAULTS:
                ids.report_missing(log)
    except Unreadable as reason:
        log.add(reason.code, reason.message, row=reason.row, value=reason.value)
    return log.findings()


def _most_lines(expected_ids: Collection[str] | None) -> int:
    return MAX_LINES_WITHOUT_IDS if expected_ids is None else 2 * len(expected_ids) + SPARE_LINES


def _header(lines: Lines) -> list[str]:
    for line in lines:
        if line:
            return split_cells(line, row=lines.row)
    raise Unreadable("empty_file", "The file is empty; write a header line and one line for each id.")


def _report_header(
    cells: list[str],
    *,
    row: int,
    format: PredictionsFormat,  # noqa: A002
    log: FaultLog,
) -> None:
    if len(cells) == 1 and ";" in cells[0]:
        message = "The cells are separated by semicolons; use commas, and write decimals with a point."
        log.add("not_csv", message, row=row, value=cells[0])
        return
    wanted = ",".join(format.header)
    for name, times in Counter(cells).items():
        if times > 1:
            log.add("header_duplicate_column", f"Keep one column of this name: {wanted}.", row=row, column=name)
        if name not in format.header:
            log.add("header_unknown_column", f"Remove this column; the header is {wanted}.", row=row, column=name)
    for name in format.header:
        if name not in cells:
            log.add("header_missing_column", f"Add this column; the header is {wanted}.", row=row, column=name)


@dataclass(frozen=True)
class _Layout:
    """Where a row keeps its id and its cells, the latter in the format's order; which of these add up to 1."""

    width: int
    id: str
    id_at: int
    columns: tuple[tuple[NumberColumn | LabelColumn, int], ...]
    sums: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, cells: list[str], *, format: PredictionsFormat) -> "_Layout":  # noqa: A002
        columns = tuple((_column(name, format), cells.index(name)) for name in format.columns)
        sums = tuple(tuple(format.columns.index(name) for name in group) for group in format.sums_to_one)
        return cls(len(cells), format.id, cells.index(format.id), columns, sums)


def _column(name: str, format: PredictionsFormat) -> NumberColumn | LabelColumn:  # noqa: A002
    if name in format.labels:
        return LabelColumn(name, format.labels[name])
    return NumberColumn(name, format.bounds.get(name, UNBOUNDED))


class _IdsLeft:
    """Crosses expected ids off as they come."""

    def __init__(self, expected: Collection[str]) -> None:
        self.expected = frozenset(expected)
        self.left = set(self.expected)

    def fault_of(self, name: str) -> tuple[str, str] | None:
        if name in self.left:
            self.left.remove(name)
            return None
        if name in self.expected:
            return "duplicate_id", "This id has a row already; keep one row for each id."
        return "unknown_id", "This id is not expected; use the ids of the sample submission, letter for letter."

    def report_missing(self, log: FaultLog) -> None:
        if self.left:
            named = ", ".join(map(escaped, heapq.nsmallest(MISSING_NAMED, self.left)))
            more = ", …" if len(self.left) > MISSING_NAMED else ""
            message = f"This many expected ids have no row; write one row for each: {named}{more}"
            log.add_first("missing_ids", message, value=str(len(self.left)))


class _IdsSeen:
    """Takes any ids, once."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def fault_of(self, name: str) -> tuple[str, str] | None:
        if not name:
            return "unknown_id", "The id is empty; give each row its id."
        if name in self.seen:
            return "duplicate_id", "This id has a row already; keep one row for each id."
        if len(self.seen) == MAX_ROWS_WITHOUT_IDS:
            raise Unreadable("too_large", f"The file has more than {MAX_ROWS_WITHOUT_IDS:,} rows; send fewer.")
        self.seen.add(name)
        return None

    def report_missing(self, log: FaultLog) -> None:
        """None is expected, none can miss."""


def _check_rows(
    lines: Lines, *, layout: _Layout, ids: _IdsLeft | _IdsSeen, log: FaultLog, take: TakeRow | None
) -> None:
    for line in lines:
        if log.total >= MAX_FAULTS:
            return
        if not line:
            continue
        cells = split_cells(line, row=lines.row)
        name = cells[layout.id_at] if layout.id_at < len(cells) else ""
        fault = ids.fault_of(name)
        if len(cells) != layout.width:
            _report_width(cells, width=layout.width, row=lines.row, log=log)
            continue
        if fault:
            log.add(*fault, row=lines.row, column=layout.id, value=name)
        values = _values(cells, layout=layout, row=lines.row, log=log)
        if take and not fault and values:
            take(name, values)


def _report_width(cells: list[str], *, width: int, row: int, log: FaultLog) -> None:
    code = "too_many_columns_in_row" if len(cells) > width else "too_few_columns_in_row"
    message = f"The header has {width} cells and this row {len(cells)}; write decimals with a point."
    log.add(code, message, row=row, value=",".join(cells[: width + 1]))


def _values(cells: list[str], *, layout: _Layout, row: int, log: FaultLog) -> list[Cell] | None:
    """The row's numbers and labels, or None when one of them is none, or their sum is wrong."""
    try:
        values: list[Cell] = [column.read(cells[at]) for column, at in layout.columns]
    except CellWrong:
        _report_cells(cells, layout=layout, row=row, log=log)
        return None
    if not layout.sums:
        return values
    is_right = [_report_sum(group, values, layout=layout, row=row, log=log) for group in layout.sums]
    return values if all(is_right) else None


def _report_cells(cells: list[str], *, layout: _Layout, row: int, log: FaultLog) -> None:
    for column, at in layout.columns:
        try:
            column.read(cells[at])
        except CellWrong as wrong:
            log.add(wrong.code, wrong.message, row=row, column=column.name, value=wrong.value)


def _report_sum(group: tuple[int, ...], values: list[Cell], *, layout: _Layout, row: int, log: FaultLog) -> bool:
    total = math.fsum(float(values[at]) for at in group)
    if abs(total - 1) <= SUM_TOLERANCE + 1e-9:
        return True
    names = ", ".join(layout.columns[at][0].name for at in group)
    log.add("sum_is_not_one", f"The columns {names} must add up to 1 in every row.", row=row, value=f"{total:.6g}")
    return False
