"""What a column holds: numbers (as they are written in Morocco, or with a point), texts, or times."""

from collections.abc import Collection, Sequence
from datetime import datetime

import numpy as np
import pandas as pd
import pyarrow as pa

from datasets.reading.guess import Guess, guess, guesses, odd_times
from datasets.reading.numbers import PLAIN, plain, written
from datasets.reading.tally import Tally
from datasets.reading.typed import times
from smartport.drafting.refusal import NotDrafted
from smartport.drafting.table import Table

LARGEST = 1e15


def with_points(table: Table, *, but: Collection[str] = ()) -> Table:
    """Every column that is all numbers written with points; texts stay as they are, and the columns of `but`. Raises
    NotDrafted where a point may cut thousands or decimals."""
    names = [name for name in table.cells.columns if name not in but]
    found = dict(zip(names, guesses(names, [_tally(table, name) for name in names]), strict=True))
    _require_no_doubt(found)
    changed = {name: _plain(table.cells[name], one) for name, one in found.items() if _needs_points(one)}
    return Table(table.cells.assign(**changed), table.lines, table.encoding, table.separator)


def numbers(table: Table, column: str) -> list[float]:
    """Raises NotDrafted at the first cell that is none."""
    texts = list(table.cells[column])
    wrong = [row for row, text in enumerate(texts) if not PLAIN.fullmatch(text) or abs(float(text)) > LARGEST]
    if not wrong:
        return [float(text) for text in texts]
    worst = next((row for row in wrong if not written(texts[row])), None)
    with_point = [row for row, text in enumerate(texts) if "." in text and PLAIN.fullmatch(text)]
    if worst is None and with_point:
        rare = min(wrong, with_point, key=len)[0]
        raise NotDrafted(f"{table.at(rare, column)}: elsewhere in this column decimals are not written like this.")
    place = table.at(wrong[0] if worst is None else worst, column)
    raise NotDrafted(f"{place}: this is not a number, and every row needs one.")


def moments(table: Table, column: str) -> list[float] | list[datetime]:
    """Numbers (years, say) or times; of 3/4/2025, the day comes first. Raises NotDrafted."""
    texts = list(table.cells[column])
    if all(PLAIN.fullmatch(text) for text in texts):
        return numbers(table, column)
    tally = _tally(table, column)
    found = guess(tally)
    odd = {table.lines.index(cell.row) for cell in odd_times(tally)}
    odd |= {row for row, text in enumerate(texts) if not text}
    if odd or found.type != "time":
        raise NotDrafted(
            f"{table.at(min(odd, default=0), column)}: this is not a date such as 2025-12-31 or 31/12/2025 08:30."
        )
    read: list[datetime] = times(_texts(texts), order=found.order).tolist()
    return read


def _texts(texts: Sequence[str]) -> pa.StringArray:
    return pa.array(texts, pa.string())


def _tally(table: Table, column: str) -> Tally:
    tally = Tally()
    tally.take(_texts(list(table.cells[column])), rows=np.array(table.lines))
    return tally


def _needs_points(found: Guess) -> bool:
    """Whether all its cells are numbers, and not all as Python writes them."""
    return bool(found.way) and not found.has_null_words and (found.way != "point" or found.has_thousands)


def _plain(column: "pd.Series[str]", found: Guess) -> list[str]:
    values = plain(_texts(list(column)), way=found.way, has_thousands=found.has_thousands)
    return [str(value) for value in values.to_pylist()]


def _require_no_doubt(found: dict[str, Guess]) -> None:
    """Where others have decimal commas, 1.234 may be a thousand and more."""
    for name, one in found.items():
        for doubt in one.doubts:
            if doubt.code == "decimals_or_thousands":
                cell = doubt.cells[0]
                sign = "point" if "." in cell.value else "comma"
                raise NotDrafted(
                    f"row {cell.row}, column {name}, {cell.value!r}: a {sign} for thousands or for decimals? "
                    "Write numbers without thousands."
                )
