"""What a column holds: numbers (as they are written in Morocco, or with a point), texts, or times."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime

import pandas as pd

from smartport.drafting.refusal import NotDrafted
from smartport.drafting.table import Table

POINT = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
COMMA = re.compile(r"[+-]?\d+(?:,\d+)?", re.ASCII)
GROUPED = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?", re.ASCII)
EITHER = re.compile(r"[+-]?\d{1,3}\.\d{3}", re.ASCII)
SPACES = re.compile(r"[ \u00a0\u202f]")
LARGEST = 1e15
LOOKED_AT = 200
DATES = (
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%d/%m/%Y",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%d-%m-%Y",
    "%d-%m-%Y %H:%M",
    "%d.%m.%Y",
    "%d.%m.%Y %H:%M",
    "%Y/%m/%d",
    "%m/%d/%Y",
    "%m/%d/%Y %H:%M",
)


def with_points(table: Table, *, but: Collection[str] = ()) -> Table:
    """Every column that is all numbers written with points; texts stay as they are, and the columns of `but`. Raises
    NotDrafted where a point may cut thousands or decimals."""
    changed = {name: _plain(table.cells[name]) for name in table.cells.columns if name not in but}
    has_commas = any(column is not None for column in changed.values())
    if has_commas:
        _require_no_doubt(table, but=but)
    cells = table.cells.assign(**{name: column for name, column in changed.items() if column is not None})
    return Table(cells, table.lines, table.encoding, table.separator)


def numbers(table: Table, column: str) -> list[float]:
    """Raises NotDrafted at the first cell that is none."""
    texts = list(table.cells[column])
    wrong = [row for row, text in enumerate(texts) if not POINT.fullmatch(text) or abs(float(text)) > LARGEST]
    if not wrong:
        return [float(text) for text in texts]
    worst = next((row for row in wrong if not _is_number(texts[row])), None)
    with_point = [row for row, text in enumerate(texts) if "." in text and POINT.fullmatch(text)]
    if worst is None and with_point:
        rare = min(wrong, with_point, key=len)[0]
        raise NotDrafted(f"{table.at(rare, column)}: elsewhere in this column decimals are not written like this.")
    place = table.at(wrong[0] if worst is None else worst, column)
    raise NotDrafted(f"{place}: this is not a number, and every row needs one.")


def moments(table: Table, column: str) -> list[float] | list[datetime]:
    """Numbers (years, say) or dates, one form for the whole column; of 3/4/2025, the day comes first. Raises
    NotDrafted."""
    texts = list(table.cells[column])
    if all(POINT.fullmatch(text) for text in texts):
        return numbers(table, column)
    best = max(DATES, key=lambda form: _fits(texts[:LOOKED_AT], form))
    if _fits(texts, best) < len(texts):
        best = max(DATES, key=lambda form: _fits(texts, form))
    for row, text in enumerate(texts):
        if _moment(text, best) is None:
            raise NotDrafted(f"{table.at(row, column)}: this is not a date such as 2025-12-31 or 31/12/2025 08:30.")
    return [moment for text in texts if (moment := _moment(text, best))]


def _plain(column: "pd.Series[str]") -> "pd.Series[str] | None":
    """The column with points, or None where nothing has to change: it has points already, or holds no numbers."""
    filled = column[column != ""]
    if filled.empty or filled.map(lambda text: bool(POINT.fullmatch(text))).all():
        return None
    if not filled.map(_is_number).all():
        return None
    mixed = filled.str.contains(",").any() and filled.str.contains(".", regex=False).any()
    return None if mixed else column.map(lambda text: SPACES.sub("", text).replace(",", "."))


def _is_number(text: str) -> bool:
    """However it is written."""
    return any(form.fullmatch(text) for form in (POINT, COMMA, GROUPED))


def _require_no_doubt(table: Table, *, but: Collection[str]) -> None:
    """Where others have decimal commas, 1.234 may be a thousand and more."""
    for name in table.cells.columns.difference(list(but)):
        texts = table.cells[name]
        filled = texts[texts != ""]
        if not filled.empty and filled.map(lambda text: bool(EITHER.fullmatch(text))).all():
            row = next(at for at, text in enumerate(texts) if text)
            raise NotDrafted(
                f"{table.at(row, name)}: a point for thousands or for decimals? Write numbers without thousands."
            )


def _fits(texts: Sequence[str], form: str) -> int:
    return sum(_moment(text, form) is not None for text in texts)


def _moment(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 - only their order matters
    except ValueError:
        return None
