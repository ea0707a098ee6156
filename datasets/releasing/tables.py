"""The tables of a release, column by column as the recipe publishes them, and their parquet and CSV files."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from datasets.recipes.recipe import Recipe
from datasets.releasing.rules import require_finite

ROW_GROUP = 100_000
COMPRESSION_LEVEL = 6
NEEDS_QUOTES = r'[",\r\n]'


@dataclass(frozen=True)
class Tables:
    """Arrow tables without schema metadata; text, int64 and double, an empty cell is a null. A column has one type in
    `train` and `test`; `sample` is what a submission looks like."""

    train: pa.Table
    test: pa.Table
    sample: pa.Table

    @property
    def parts(self) -> Mapping[str, pa.Table]:
        return {"train": self.train, "test": self.test}


def tables_of(train: pd.DataFrame, test: pd.DataFrame, sample: pd.DataFrame, *, recipe: Recipe) -> Tables:
    """Whatever else the frames hold stays out: their index, further columns, and categories that no row has. Raises
    NotFinite."""
    kinds = {recipe.id: "category", **{column.name: column.type for column in recipe.columns}}
    target = {recipe.target.name: recipe.target.type, **{one.name: one.type for one in recipe.target.also}}
    typed = {name: _typed(name, kind, train, test) for name, kind in kinds.items()}
    told = {name: _typed(name, kind, train) for name, kind in target.items()}
    asked = {name: _typed(name, _kind(sample[name]), sample) for name in sample.columns if name != recipe.id}
    return Tables(
        train=pa.table({name: parts[0] for name, parts in {**typed, **told}.items()}),
        test=pa.table({name: parts[1] for name, parts in typed.items()}),
        sample=pa.table({recipe.id: _texts(sample[recipe.id]), **{name: parts[0] for name, parts in asked.items()}}),
    )


def write_parquet(table: pa.Table, path: Path) -> None:
    """Columns and nothing else: neither index, nor pandas metadata, nor the Arrow schema. The statistics of the row
    groups say nothing that the rows do not: their order is drawn at random."""
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=COMPRESSION_LEVEL,
        row_group_size=ROW_GROUP,
        store_schema=False,
    )


def write_csv(table: pa.Table, path: Path) -> None:
    """UTF-8, LF, commas, decimal points; text is quoted only in a table where some text needs it."""
    quoting = "needed" if _needs_quotes(table) else "none"
    options = pa_csv.WriteOptions(quoting_style=quoting, quoting_header=quoting, eol="\n", batch_size=8192)
    pa_csv.write_csv(table, path, options)


def _needs_quotes(table: pa.Table) -> bool:
    texts = [column for column in table.columns if pa.types.is_large_string(column.type)]
    names = pa.array(table.column_names, type=pa.large_string())
    return any(pc.any(pc.match_substring_regex(text, NEEDS_QUOTES)).as_py() for text in (names, *texts))


def _typed(name: str, kind: str, *frames: pd.DataFrame) -> list[pa.Array]:
    """The column in each frame. Whole numbers stay so only if all are: the middle of a bin need not be one."""
    if kind == "category":
        return [_texts(frame[name]) for frame in frames]
    numbers = [_numbers(frame[name]) for frame in frames]
    require_finite(name, is_finite=all(pc.all(pc.is_finite(part)).as_py() is not False for part in numbers))
    if kind == "integer" and all(_is_whole(part) for part in numbers):
        return [pc.cast(part, pa.int64()) for part in numbers]
    return [pc.cast(part, pa.float64()) for part in numbers]


def _kind(values: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(values.dtype) or not pd.api.types.is_numeric_dtype(values.dtype):
        return "category"
    return "integer"


def _numbers(values: pd.Series) -> pa.Array:
    """int64 as it is; anything else as double, where minus nothing is nothing."""
    if pd.api.types.is_integer_dtype(values.dtype):
        return _whole(pa.array(values, type=pa.int64(), from_pandas=True))
    floats = pd.to_numeric(values).to_numpy(dtype=np.float64, na_value=np.nan)
    return pa.array(floats + 0.0, from_pandas=True)


def _is_whole(numbers: pa.Array) -> bool:
    return pa.types.is_integer(numbers.type) or pc.all(pc.equal(numbers, pc.floor(numbers))).as_py() is not False


def _texts(values: pd.Series) -> pa.Array:
    """What stands in the CSV; times as ISO 8601, whole numbers without a point. An empty text is an empty cell."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        codes = pa.array(values.cat.codes.to_numpy(), mask=(values.cat.codes < 0).to_numpy())
        return pc.take(_texts(values.cat.categories.to_series()), codes)
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        is_day = bool((values.dropna() == values.dropna().dt.normalize()).all())
        values = values.dt.strftime("%Y-%m-%d" if is_day else "%Y-%m-%dT%H:%M:%S")
    elif pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype):
        numbers = _numbers(values)
        return pc.cast(pc.cast(numbers, pa.int64()) if _is_whole(numbers) else numbers, pa.large_string())
    elif not isinstance(values.dtype, pd.StringDtype):
        values = values.map(str, na_action="ignore").astype(object)
    texts = _whole(pa.array(values, type=pa.large_string(), from_pandas=True))
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.large_string()), texts)


def _whole(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
