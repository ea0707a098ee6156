"""A bounded look into a published table: which rows are wanted is worked out on the columns that this takes, and only
the rows of one page are read whole."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from datasets.releases.published import Published
from datasets.releases.rules import DEPTH, Condition, Kind, Operator, Order, View

Numbers = npt.NDArray[np.int64]
Cell = str | int | float | None

KEPT_VIEWS = 64
FEW_BYTES = 3.0
"""A text column that takes fewer bytes a value repeats itself: it is read as codes."""

COMPARE: dict[Operator, Callable[..., Any]] = {
    Operator.EQUAL: pc.equal,
    Operator.DIFFERENT: pc.not_equal,
    Operator.LESS: pc.less,
    Operator.AT_MOST: pc.less_equal,
    Operator.MORE: pc.greater,
    Operator.AT_LEAST: pc.greater_equal,
}


@dataclass(frozen=True)
class Shape:
    """What a table says of itself without being read."""

    rows: int
    columns: dict[str, Kind] = field(hash=False)


@dataclass(frozen=True)
class Found:
    """How many rows a view has, and the places of the first of them (DEPTH at most) in its order."""

    count: int
    places: Numbers = field(compare=False)


@lru_cache(maxsize=KEPT_VIEWS)
def shape_of(table: Published) -> Shape:
    """Rows, and names and kinds of the columns in the file's order."""
    with _opened(table) as file:
        return Shape(file.metadata.num_rows, {one.name: _kind(one.type) for one in file.schema_arrow})


@lru_cache(maxsize=KEPT_VIEWS)
def find(table: Published, view: View) -> Found:
    """The rows of a view; the last ones asked for are remembered."""
    if not view.conditions and view.order is None:
        rows = shape_of(table).rows
        return Found(rows, np.arange(min(rows, DEPTH)))
    places, keys = [], []
    with _opened(table) as file:
        for start, group in _groups(file, columns=_columns(view)):
            mask = _mask(group, view.conditions)
            places.append(start + np.flatnonzero(mask))
            if view.order:
                keys.append(group[view.order.column].filter(pa.array(mask)))
    found: Numbers = np.concatenate(places) if places else np.arange(0)
    ordered = _first(found, keys, order=view.order) if view.order else found
    return Found(len(found), ordered[:DEPTH].copy())  # not a part of an array that would be kept whole


def read_rows(table: Published, places: Numbers) -> list[list[Cell]]:
    """The rows at these places, in this order; numbers as numbers, all else as text, None for empty."""
    if not len(places):
        return []
    with _opened(table) as file:
        starts = _starts(file)
        groups = np.searchsorted(starts, places, side="right") - 1
        parts = []
        for group in np.unique(groups):
            wanted = places[groups == group] - starts[group]
            parts.append(file.read_row_group(int(group)).take(pa.array(wanted)))
    columns = [_cells(pa.concat_tables(parts).column(place)) for place in range(parts[0].num_columns)]
    order = np.argsort(np.argsort(groups, kind="stable"), kind="stable")
    return [[column[row] for column in columns] for row in order]


@contextmanager
def _opened(table: Published) -> Iterator[pq.ParquetFile]:
    with table.open() as stream:
        file = pq.ParquetFile(stream)
        repeating = _repeating(file)
        yield pq.ParquetFile(stream, metadata=file.metadata, read_dictionary=repeating) if repeating else file


def _repeating(file: pq.ParquetFile) -> list[str]:
    """The text columns with few values, as the first row group tells."""
    if not file.metadata.num_row_groups:
        return []
    group = file.metadata.row_group(0)
    chunks = [(one, group.column(place)) for place, one in enumerate(file.schema_arrow)]
    return [
        one.name
        for one, chunk in chunks
        if pa.types.is_string(one.type) and chunk.total_uncompressed_size < FEW_BYTES * chunk.num_values
    ]


def _starts(file: pq.ParquetFile) -> Numbers:
    """The place of the first row of each row group."""
    counts = [file.metadata.row_group(group).num_rows for group in range(file.metadata.num_row_groups)]
    return np.concatenate([[0], np.cumsum(counts)])[:-1].astype(np.int64)


def _groups(file: pq.ParquetFile, *, columns: Sequence[str]) -> Iterator[tuple[int, pa.Table]]:
    for group, start in enumerate(_starts(file)):
        yield int(start), file.read_row_group(group, columns=list(columns))


def _columns(view: View) -> list[str]:
    names = [condition.column for condition in view.conditions]
    return list(dict.fromkeys([*names, view.order.column] if view.order else names))


def _kind(type_: pa.DataType) -> Kind:
    is_number = pa.types.is_integer(type_) or pa.types.is_floating(type_) or pa.types.is_decimal(type_)
    return Kind.NUMBER if is_number else Kind.TEXT


def _comparable(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Numbers as floats in which NaN is null, all else as text."""
    if _kind(column.type) is Kind.NUMBER:
        numbers = column.cast(pa.float64())
        return pc.if_else(pc.is_nan(numbers), pa.scalar(None, pa.float64()), numbers)
    return column.cast(pa.string())


def _mask(group: pa.Table, conditions: Sequence[Condition]) -> npt.NDArray[np.bool_]:
    mask = np.ones(group.num_rows, dtype=bool)
    for condition in conditions:
        holds = _holds(_comparable(group[condition.column]), condition)
        mask &= holds.combine_chunks().to_numpy(zero_copy_only=False)
    return mask


def _holds(column: pa.ChunkedArray, condition: Condition) -> pa.ChunkedArray:
    if condition.operator is Operator.EMPTY:
        return column.is_null()
    if condition.operator is Operator.FILLED:
        return column.is_valid()
    if condition.operator is Operator.CONTAINS:
        return pc.match_substring(column, condition.value, ignore_case=True).fill_null(False)
    answer = COMPARE[condition.operator](column, pa.scalar(condition.value, column.type))
    return answer.fill_null(condition.operator is Operator.DIFFERENT)


def _first(places: Numbers, keys: Sequence[pa.ChunkedArray], *, order: Order) -> Numbers:
    """The places in order as far as DEPTH: only as much is sorted as can be looked at."""
    chunks = [chunk for key in keys for chunk in _comparable(key).chunks]
    if not chunks:
        return places
    key = pa.chunked_array(chunks)
    filled = key.is_valid().combine_chunks().to_numpy(zero_copy_only=False)
    table = pa.table({"key": key.drop_null(), "place": places[filled]})
    direction = "descending" if order.is_descending else "ascending"
    chosen = pc.select_k_unstable(table, min(DEPTH, len(table)), sort_keys=[("key", direction), ("place", "ascending")])
    sorted_: Numbers = table["place"].take(chosen).to_numpy()
    return np.concatenate([sorted_, places[~filled]])


def _cells(column: pa.ChunkedArray) -> list[Cell]:
    kind = _kind(column.type)
    values = column.to_pylist() if kind is Kind.NUMBER else column.cast(pa.string()).to_pylist()
    return [None if value is None or value != value else value for value in values]
