"""Columns as the recipe publishes them, and the files that hold them and nothing else."""

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from datasets.releasing.rules import NotFinite
from datasets.releasing.tables import ROW_GROUP, Tables, tables_of, write_csv, write_parquet
from tests.datasets.releasing.conftest import make_recipe, texts

SECRET = "SECRET870899"


def one_column(values: Any, *, kind: str, test: Any = None) -> pa.ChunkedArray:
    """The column of train, as published; `test` are the values there."""
    recipe = make_recipe()
    recipe = replace(recipe, columns=(replace(recipe.columns[0], name="x", type=kind, description=texts("x")),))
    train = pd.DataFrame({"x": values})
    train = train.assign(visit=[f"R{number}" for number in range(len(train))], minutes=1.0)
    other = pd.DataFrame({"x": train["x"].iloc[:1] if test is None else test})
    other = other.assign(visit=[f"S{number}" for number in range(len(other))])
    return tables_of(train, other, other[["visit"]], recipe=recipe).train["x"]


@pytest.mark.parametrize(
    ("values", "published"),
    [
        (pd.Series(["a", None, ""]), ["a", None, None]),
        (pd.Series(["a", None, pd.NA, np.nan], dtype=object), ["a", None, None, None]),
        (pd.Series(pd.Categorical(["b", None, "a"], categories=["a", SECRET, "b"])), ["b", None, "a"]),
        (pd.Series(pd.Categorical([2, 1, None])), ["2", "1", None]),
        (pd.Series([870321, 10]), ["870321", "10"]),
        (pd.Series([870321.0, np.nan]), ["870321", None]),
        (pd.Series([0.5, np.nan]), ["0.5", None]),
        (pd.Series([1, None], dtype="Int64"), ["1", None]),
        (pd.Series([True, False]), ["True", "False"]),
        (pd.to_datetime(pd.Series(["2025-03-01", None])), ["2025-03-01", None]),
        (pd.to_datetime(pd.Series(["2025-03-01 06:30", None])), ["2025-03-01T06:30:00", None]),
        (pd.Series([dt.date(2025, 3, 1), None], dtype=object), ["2025-03-01", None]),
        (pd.Series(["شاحنة", "é"]), ["شاحنة", "é"]),
    ],
)
def test_category_is_published_as_text(values: pd.Series, published: list[str | None]) -> None:
    column = one_column(values, kind="category")
    assert (column.type, column.to_pylist()) == (pa.large_string(), published)


@pytest.mark.parametrize(
    ("values", "published"),
    [
        (pd.Series([3, 5]), [3, 5]),
        (pd.Series([3.0, np.nan]), [3, None]),
        (pd.Series([3, None], dtype="Int64"), [3, None]),
        (pd.Series([3, None], dtype=object), [3, None]),
        (pd.Series([2**60, -(2**60)]), [2**60, -(2**60)]),
        (pd.Series([True, False]), [1, 0]),
        (pd.Series([np.nan, np.nan]), [None, None]),
    ],
)
def test_integers_stay_whole_with_empty_cells(values: pd.Series, published: list[int | None]) -> None:
    column = one_column(values, kind="integer")
    assert (column.type, column.to_pylist()) == (pa.int64(), published)


def test_integers_become_numbers_in_both_parts_when_a_bin_has_a_half_as_its_middle() -> None:
    assert one_column(pd.Series([3, 5]), kind="integer", test=[2.5]).type == pa.float64()


def test_numbers_are_double_and_minus_nothing_is_nothing() -> None:
    column = one_column(pd.Series([-0.0, 1.0, np.nan]), kind="number")
    assert [str(value) for value in column.to_pylist()] == ["0.0", "1.0", "None"]
    assert one_column(pd.Series([1, 2]), kind="number").type == pa.float64()


@pytest.mark.parametrize("test", [None, [-np.inf]])
def test_infinities_are_refused_with_the_column(test: Any) -> None:
    values = [1.0, np.inf] if test is None else [1.0, 2.0]
    with pytest.raises(NotFinite, match="“x” has infinite values"):
        one_column(pd.Series(values), kind="number", test=test)


def test_nothing_but_the_columns_of_the_recipe_is_taken(train: pd.DataFrame, test: pd.DataFrame) -> None:
    tables = tables_of(train, test, test[["visit"]].assign(minutes=1), recipe=make_recipe())
    names = ["visit", "goods", "weight_t", "hauler", "queue", "note"]
    assert tables.train.column_names == [*names, "minutes"]
    assert tables.test.column_names == names
    assert tables.sample.schema == pa.schema([("visit", pa.large_string()), ("minutes", pa.int64())])
    assert tables.train["visit"].to_pylist() == train["visit"].tolist()


@pytest.fixture
def tables(train: pd.DataFrame, test: pd.DataFrame) -> Tables:
    return tables_of(train, test, test[["visit"]].assign(minutes=1.5), recipe=make_recipe())


def test_parquet_has_neither_index_nor_metadata_nor_values_of_no_row(tables: Tables, tmp_path: Path) -> None:
    write_parquet(tables.train, tmp_path / "train.parquet")
    metadata = pq.read_metadata(tmp_path / "train.parquet")
    assert metadata.metadata is None
    assert metadata.created_by.startswith("parquet-cpp-arrow version")
    assert {metadata.row_group(0).column(place).compression for place in range(metadata.num_columns)} == {"ZSTD"}
    for name in tables.train.column_names:
        stored = pq.read_table(tmp_path / "train.parquet", columns=[name], read_dictionary=[name])[name].chunk(0)
        if pa.types.is_dictionary(stored.type):
            assert set(stored.dictionary.to_pylist()) == set(tables.train[name].drop_null().to_pylist())
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "train.parquet"), tables.train.to_pandas())


def test_parquet_that_is_written_carelessly_would_hold_the_secret(train: pd.DataFrame, tmp_path: Path) -> None:
    """Why the categories are not written as they are."""
    pq.write_table(pa.Table.from_pandas(train[["goods"]]), tmp_path / "careless.parquet", compression="none")
    write_parquet(tables_of(train, train, train[["visit"]], recipe=make_recipe()).train, tmp_path / "ours.parquet")
    assert SECRET.encode() in (tmp_path / "careless.parquet").read_bytes()
    rewritten = pq.read_table(tmp_path / "ours.parquet", read_dictionary=["goods"])
    pq.write_table(rewritten, tmp_path / "plain.parquet", compression="none")
    assert SECRET.encode() not in (tmp_path / "plain.parquet").read_bytes()


def test_row_groups_have_a_hundred_thousand_rows(tmp_path: Path) -> None:
    write_parquet(pa.table({"x": pa.array(np.arange(ROW_GROUP + 1))}), tmp_path / "x.parquet")
    metadata = pq.read_metadata(tmp_path / "x.parquet")
    assert [metadata.row_group(place).num_rows for place in range(metadata.num_row_groups)] == [100_000, 1]


def test_csv_says_what_parquet_says(tables: Tables, tmp_path: Path) -> None:
    write_csv(tables.train, tmp_path / "train.csv")
    content = (tmp_path / "train.csv").read_bytes()
    assert (content.count(b"\r"), content[:3] == b"\xef\xbb\xbf", content[-1:]) == (0, False, b"\n")
    with (tmp_path / "train.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    assert header == tables.train.column_names
    for place, name in enumerate(header):
        values = tables.train[name].to_pylist()
        read = [row[place] for row in rows]
        if isinstance(next(value for value in values if value is not None), str):
            assert [cell or None for cell in read] == values
        else:
            assert [float(cell) if cell else None for cell in read] == values


def test_csv_is_quoted_only_where_it_must_be(tmp_path: Path) -> None:
    plain = pa.table({"a": pa.array(["x y", None], pa.large_string()), "b": [1.5, None]})
    write_csv(plain, tmp_path / "plain.csv")
    assert (tmp_path / "plain.csv").read_text() == "a,b\nx y,1.5\n,\n"
    write_csv(pa.table({"a": pa.array(['x,"y"\n', None], pa.large_string()), "b": [1, 2]}), tmp_path / "quoted.csv")
    assert (tmp_path / "quoted.csv").read_text() == '"a","b"\n"x,""y""\n",1\n,2\n'
