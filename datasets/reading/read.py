"""From a raw file to a table of typed columns, with a note on each; and from there into memory, whole or a sample."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from datasets.reading.columnar import open_parquet
from datasets.reading.delimited import open_delimited
from datasets.reading.guess import Doubt, Guess, Type, decimals, guesses
from datasets.reading.kinds import kind_of
from datasets.reading.refusal import WithoutRows
from datasets.reading.spool import spooled
from datasets.reading.typed import TYPES, typed
from datasets.reading.workbook import open_workbook
from datasets.reading.writing import Counted, write_table

MOST_CATEGORIES = 10_000
ROWS_PER_CATEGORY = 2
SAMPLED_GROUPS = 20

Progress = Callable[[float], None]
ENCODING, FIRST_PASS = 0.1, 0.7
"""Of all the time: until the encoding is known, and until the texts are counted; the rest is typing and writing."""


@dataclass(frozen=True)
class ColumnNote:
    """`type` is integer, number, boolean, date, time, text or category. `distinct` is how many different values there
    are, nulls apart; an estimate within 2 % where not `is_exact`. `form` shows how a cell looked in the file;
    `doubts` are what a person should look at."""

    name: str
    type: Type
    nulls: int
    distinct: int
    is_exact: bool
    form: str
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Reading:
    """`how` is fit for JSON: format (csv, excel, parquet) and, where there are such, encoding, separator, decimal,
    sheet."""

    rows: int
    columns: tuple[ColumnNote, ...]
    how: dict[str, Any]


def read_file(path: Path, *, name: str, to: Path, on_progress: Progress | None = None) -> Reading:
    """Reads a raw file, which people call `name`, into parquet: times as they are written, without a zone; dates as
    midnight; empty cells as nulls. `to` appears whole or not at all. Raises ReadingRefusal, OSError."""
    said = on_progress or (lambda share: None)
    part = to.with_name(f".{to.name}.part")
    kind = kind_of(path, name=name)
    try:
        if kind == "parquet":
            reading = _from_parquet(path, name=name, to=part, said=said)
        else:
            reading = _from_texts(path, name=name, to=part, said=said, is_csv=kind == "csv")
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
    said(1.0)
    return reading


def _from_texts(path: Path, *, name: str, to: Path, said: Progress, is_csv: bool) -> Reading:
    first, second = _between(said, ENCODING, FIRST_PASS), _between(said, FIRST_PASS, 1)
    source = (
        open_delimited(path, name=name, on_progress=_between(said, 0, ENCODING))
        if is_csv
        else open_workbook(path, name=name)
    )
    with spooled(source.batches(), width=len(source.names), folder=to.parent, on_progress=first) as spool:
        if spool.rows == 0:
            raise WithoutRows(name=name)
        found = guesses(source.names, spool.tallies)
        batches = (list(map(typed, columns, found)) for columns in spool.columns(second))
        counted = write_table(to, batches, schema=_schema(source.names, found))
    signs = sorted(decimals(found))
    return _reading(source.names, found, counted, how={**source.how, "decimal": " ".join(signs)})


def _from_parquet(path: Path, *, name: str, to: Path, said: Progress) -> Reading:
    source = open_parquet(path, name=name).looked_at(_between(said, 0, FIRST_PASS))
    schema = _schema(source.names, source.guesses)
    counted = write_table(to, source.columns(_between(said, FIRST_PASS, 1)), schema=schema)
    return _reading(source.names, source.guesses, counted, how=source.how)


def _between(said: Progress, begin: float, end: float) -> Progress:
    return lambda share: said(begin + (end - begin) * share)


def _schema(names: Iterable[str], found: Iterable[Guess]) -> pa.Schema:
    return pa.schema([(name, TYPES[one.type]) for name, one in zip(names, found, strict=True)])


def _reading(
    names: Sequence[str], found: Sequence[Guess], counted: Sequence[Counted], *, how: dict[str, Any]
) -> Reading:
    notes = [
        ColumnNote(name, _type(one, count), count.nulls, count.different, count.distinct.is_exact, one.form, one.doubts)
        for name, one, count in zip(names, found, counted, strict=True)
    ]
    return Reading(counted[0].rows, tuple(notes), how)


def _type(found: Guess, counted: Counted) -> Type:
    filled, distinct = counted.rows - counted.nulls, counted.different
    if found.type == "time" and filled and counted.is_midnight:
        return "date"
    is_category = 0 < distinct * ROWS_PER_CATEGORY <= filled and distinct <= MOST_CATEGORIES
    return "category" if found.type == "text" and is_category else found.type


def load(path: Path, *, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """The whole table that `read_file` wrote, on a RangeIndex. Integers and booleans with nulls are of pandas' nullable
    types, so that 9123456 does not become 9123456.0."""
    with pq.ParquetFile(path) as file:
        return _frame(file.read(columns=columns), _with_nulls(file))


def sample(path: Path, *, rows: int, seed: int) -> pd.DataFrame:
    """Rows at random, in their order, without loading the rest: all groups of rows have their share, or as many of them
    as SAMPLED_GROUPS where there are more. The types are those of `load`."""
    rng = np.random.default_rng(seed)
    with pq.ParquetFile(path) as file:
        sizes = np.array([file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)])
        groups = np.sort(rng.permutation(len(sizes))[:SAMPLED_GROUPS])
        total = int(sizes[groups].sum())
        chosen = np.sort(rng.permutation(total)[:rows])
        ends = np.cumsum(sizes[groups])
        pieces = []
        for group, begin, end in zip(groups, ends - sizes[groups], ends, strict=True):
            here = chosen[(chosen >= begin) & (chosen < end)] - begin
            if len(here):
                pieces.append(file.read_row_group(int(group)).take(pa.array(here)))
        table = pa.concat_tables(pieces) if pieces else file.schema_arrow.empty_table()
        return _frame(table, _with_nulls(file))


def _with_nulls(file: pq.ParquetFile) -> set[str]:
    """The columns that have nulls anywhere."""
    groups = [file.metadata.row_group(group) for group in range(file.num_row_groups)]
    names = file.schema_arrow.names
    return {
        name
        for place, name in enumerate(names)
        if any(not (found := group.column(place).statistics) or found.null_count for group in groups)
    }


def _frame(table: pa.Table, with_nulls: set[str]) -> pd.DataFrame:
    nullable = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    frame: pd.DataFrame = table.to_pandas(types_mapper=nullable.get)
    plain = {"Int64": "int64", "boolean": "bool"}
    kinds = {name: str(frame[name].dtype) for name in frame.columns if name not in with_nulls}
    return frame.astype({name: plain[kind] for name, kind in kinds.items() if kind in plain})
