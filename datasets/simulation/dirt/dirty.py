"""Puts faults into copies of the raw tables and keeps the truth; the truth undoes them."""

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from datasets.simulation.chance import stream
from datasets.simulation.handover.written import written

from .habits import COMMON, HABITS
from .sheet import Change, Rows, Sheet

TRUTH = ("table", "row", "key", "column", "kind", "before", "after")
DUPLICATE, BOM = "duplicate", "bom"

Tables = Mapping[str, pd.DataFrame]


def dirty(tables: Tables, *, seed: int) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """The tables in texts as they are written, with faults; and a row of truth for each: the table, the `row` of the
    written file (from 0; empty where it is the whole file), the `key` (its first cell), the column, the kind, and the
    cell before and after. A `duplicate` is a row that stands once more, at the end of its file, as what is sent again
    does; `after` is the row of the first. A table has the same faults whichever others there are."""
    found = {name: _dirty_table(name, table, seed=seed) for name, table in tables.items()}
    truth = [no_truth(), *(part for _, part in found.values())]
    return {name: table for name, (table, _) in found.items()}, pd.concat(truth, ignore_index=True)


def no_truth() -> pd.DataFrame:
    """Of tables without faults."""
    return _typed(pd.DataFrame(columns=list(TRUTH)))


def restored(tables: Tables, truth: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables as `written` gives them clean."""
    return {name: _restored(table, truth[truth["table"] == name]) for name, table in tables.items()}


def _dirty_table(name: str, table: pd.DataFrame, *, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    habits, sheet = HABITS.get(name, COMMON), Sheet(written(table))
    changes: list[Change] = []
    for fault in habits.faults:
        if sheet.has(*fault.columns):
            changes += fault.strike(sheet, rng=stream(seed, name, "dirt", fault.kind, *fault.columns))
    doubled = sheet.choose(habits.doubled, rng=stream(seed, name, "dirt", DUPLICATE))
    copies = np.arange(len(doubled)) + len(table)
    cells = [_told(sheet, change, at=change.rows) for change in changes]
    again = Change(DUPLICATE, "", doubled, [""] * len(doubled), [str(row) for row in doubled.tolist()])
    truth = pd.concat([*cells, _told(sheet, again, at=copies)]).sort_values(["row", "column"], kind="stable")
    if habits.has_bom:
        whole = pd.DataFrame({"row": [pd.NA], "key": "", "column": "", "kind": BOM, "before": "", "after": ""})
        truth = pd.concat([_typed(whole), _typed(truth)])
    return _changed(sheet, changes, doubled=doubled), _typed(truth.assign(table=name))


def _told(sheet: Sheet, change: Change, *, at: Rows) -> pd.DataFrame:
    keys = sheet.texts(next(iter(sheet.columns)), change.rows)
    told = {"column": change.column, "kind": change.kind, "before": change.before, "after": change.after}
    return pd.DataFrame({"row": at, "key": keys, **told})


def _changed(sheet: Sheet, changes: Sequence[Change], *, doubled: Rows) -> pd.DataFrame:
    columns = {}
    for name, column in sheet.columns.items():
        struck = reduce(_replaced, (change for change in changes if change.column == name), column)
        columns[name] = pd.Series(pa.chunked_array([struck, struck.take(pa.array(doubled))]).to_pandas())
    return pd.DataFrame(columns, dtype="str")


def _replaced(column: pa.Array, change: Change) -> pa.Array:
    is_struck = np.zeros(len(column), dtype=bool)
    is_struck[change.rows] = True
    fresh = pa.array([text or None for text in change.after], column.type)
    return pc.replace_with_mask(column, pa.array(is_struck), fresh)


def _restored(table: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    found = table.iloc[: len(table) - int((truth["kind"] == DUPLICATE).sum())].copy()
    for name, cells in truth[truth["column"] != ""].groupby("column"):
        column = found[str(name)].copy()
        column.iloc[cells["row"].to_numpy(dtype=np.int64)] = cells["before"].where(cells["before"] != "").array
        found[str(name)] = column
    return found


def _typed(truth: pd.DataFrame) -> pd.DataFrame:
    kinds = {name: "Int64" if name == "row" else "str" for name in TRUTH}
    return truth.astype({name: kind for name, kind in kinds.items() if name in truth}).reindex(columns=list(TRUTH))
