"""Parquet keeps its types; what has no place in a table of cells is refused with the column's name."""

import decimal
from datetime import UTC, date, datetime, time

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from datasets.reading import columnar
from datasets.reading.read import load, read_file
from datasets.reading.refusal import (
    BrokenFile,
    GroupTooLarge,
    NamelessColumn,
    OtherType,
    RepeatedName,
    WithoutRows,
)

at = datetime.fromisoformat


@pytest.fixture
def read(tmp_path):
    def reading(table: pa.Table, **options):
        pq.write_table(table, tmp_path / "raw", **options)
        return read_file(tmp_path / "raw", name="visits.parquet", to=tmp_path / "table.parquet")

    return reading


@pytest.mark.parametrize(
    ("values", "type_", "kept"),
    [
        (pa.array([1, None], pa.int8()), "integer", [1, None]),
        (pa.array([1, 2], pa.uint64()), "integer", [1, 2]),
        (pa.array([1.5, float("nan")]), "number", [1.5, None]),
        (pa.array([decimal.Decimal("1.25"), None]), "number", [1.25, None]),
        (pa.array([True, None]), "boolean", [True, None]),
        (pa.array([date(2025, 1, 2), None]), "date", [at("2025-01-02"), None]),
        (pa.array([at("2025-01-02 08:30"), None]), "time", [at("2025-01-02 08:30"), None]),
        (pa.array([at("2025-01-02"), None]), "date", [at("2025-01-02"), None]),
        (pa.array([at("2025-01-02 08:30").replace(tzinfo=UTC)], pa.timestamp("ns", "Africa/Casablanca")), "time",
         [at("2025-01-02 08:30")]),
        (pa.array([time(8, 30), None], pa.time32("s")), "text", ["08:30:00", None]),
        (pa.array(["1", " b ", "", None]), "text", ["1", "b", None, None]),
        (pa.array(["1", "2"], pa.large_string()), "text", ["1", "2"]),
        (pa.array(["a", "a", "b", "b"]).dictionary_encode(), "category", ["a", "a", "b", "b"]),
        (pa.array([3, 4]).dictionary_encode(), "integer", [3, 4]),
        (pa.array(["2025-01-02 08:30", "NA"]), "time", [at("2025-01-02 08:30"), None]),
        (pa.array(["20250102", "2025"]), "text", ["20250102", "2025"]),
        (pa.array([None, None]), "text", [None, None]),
    ],
)  # fmt: skip
def test_types_are_believed(read, tmp_path, values, type_, kept):
    reading = read(pa.table({"x": values}))
    assert [note.type for note in reading.columns] == [type_]
    assert pq.read_table(tmp_path / "table.parquet")["x"].to_pylist() == kept
    assert reading.columns[0].nulls == kept.count(None)


def test_zone_is_said(read):
    table = pa.table({"x": pa.array([at("2025-01-02 08:30").replace(tzinfo=UTC)])})
    assert read(table).columns[0].form == "UTC → UTC"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (pa.array([[1], [2]]), "list"),
        (pa.array([{"a": 1}]), "struct"),
        (pa.array([b"x"]), "binary"),
        (pa.array([1], pa.duration("s")), "duration"),
        (pa.array([2**63], pa.uint64()), "uint64"),
        (pa.array([2**60], pa.timestamp("ms")), "timestamp"),
    ],
)
def test_other_types_are_refused_by_name(read, values, said):
    with pytest.raises(OtherType) as refusal:
        read(pa.table({"id": range(len(values)), "where": values}))
    assert (refusal.value.details["name"], refusal.value.details["column"]) == ("visits.parquet", "where")
    assert said in refusal.value.details["type"]


@pytest.mark.parametrize(
    ("table", "refusal"),
    [
        (pa.table({"id": pa.array([], pa.int64())}), WithoutRows),
        (pa.table([[1], [2]], names=["id", "id"]), RepeatedName),
        (pa.table([[1], [2]], names=["id", " "]), NamelessColumn),
        (pa.table([[1], [2]], names=["", "id"]), NamelessColumn),
    ],
)
def test_table_that_will_not_do_is_refused(read, table, refusal):
    with pytest.raises(refusal):
        read(table)


def test_names_are_without_spaces_around_them(read, tmp_path):
    read(pa.table({" id ": ["a", "b"], "x": [1, 2]}))
    assert pq.read_schema(tmp_path / "table.parquet").names == ["id", "x"]


def test_nothing_of_pandas_and_of_the_writer_stays(read, tmp_path):
    frame = pd.DataFrame({"x": [1, 2]}, index=pd.Index(["secret", "names"], name="who"))
    read(pa.Table.from_pandas(frame).replace_schema_metadata({"pandas": "secret", "author": "secret"}))
    assert b"secret" in (tmp_path / "raw").read_bytes()
    assert pq.read_schema(tmp_path / "table.parquet").metadata is None
    assert b"pandas" not in (tmp_path / "table.parquet").read_bytes()


@pytest.mark.parametrize("cut", [8, 40, 200])
def test_broken_file_is_told(read, tmp_path, write, cut):
    pq.write_table(pa.table({"x": np.arange(5000)}), tmp_path / "raw")
    content = (tmp_path / "raw").read_bytes()
    for broken in (content[:-cut], content[:cut] + bytes(cut) + content[2 * cut :], content[:cut] + content[-cut:]):
        with pytest.raises(BrokenFile):
            read_file(write(broken), name="visits.parquet", to=tmp_path / "table.parquet")
    assert not (tmp_path / "table.parquet").exists()


def test_long_texts_are_not_unfolded_out_of_a_small_dictionary(read, monkeypatch):
    monkeypatch.setattr(columnar, "LARGEST_TEXTS", 1 << 20)
    texts = pa.DictionaryArray.from_arrays(pa.array(np.zeros(2000, np.int32)), pa.array(["x" * 1000]))
    with pytest.raises(GroupTooLarge) as refusal:
        read(pa.table({"x": texts}))
    assert refusal.value.details == {"name": "visits.parquet", "row": 1}


def test_group_that_says_it_is_too_large_is_refused_before_it_is_read(read, monkeypatch):
    monkeypatch.setattr(columnar, "LARGEST_CHUNK", 10_000)
    with pytest.raises(GroupTooLarge) as refusal:
        read(pa.table({"x": np.arange(3000)}), row_group_size=2000, use_dictionary=False, compression=None)
    assert refusal.value.details["row"] == 1


def test_groups_of_any_size_become_groups_of_a_hundred_thousand(read, tmp_path):
    numbers = np.arange(250_000)
    reading = read(pa.table({"x": numbers}), row_group_size=70_000)
    with pq.ParquetFile(tmp_path / "table.parquet") as file:
        sizes = [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)]
    assert (reading.rows, sizes) == (250_000, [100_000, 100_000, 50_000])
    assert (load(tmp_path / "table.parquet")["x"].to_numpy() == numbers).all()
