"""From a raw file to a typed table: whatever manner it was written in, the values are those that were meant."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

from datasets.reading.read import load, read_file, sample
from datasets.reading.refusal import ReadingRefusal, WithoutRows
from tests.datasets.reading.dialects import MANNERS, tables

REALDATA = Path(os.environ.get("SPC_SHARED", Path(__file__).parents[4] / "shared")) / "realdata"
PEAK = 400 << 20
needs_realdata = pytest.mark.skipif(not REALDATA.is_dir(), reason="needs the real data; SPC_SHARED names its folder")
at = datetime.fromisoformat


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(tables(), MANNERS)
def test_table_comes_back_whatever_its_manner(write, tmp_path, table, manner):
    reading = read_file(write(table.written(manner)), name="visits.csv", to=tmp_path / "table.parquet")
    read = pq.read_table(tmp_path / "table.parquet").to_pydict()
    assert read == table.columns
    types = {note.name: note.type for note in reading.columns}
    moments = [moment for moment in table.columns["moment"] if moment]
    are_days = all(f"{moment:%H%M%S}" == "000000" for moment in moments)
    port = types.pop("port")
    assert port in ("text", "category")
    assert types == {
        "num": "integer",
        "tonnes": "integer",
        "valeur": "number",
        "jour": "date",
        "moment": "date" if are_days else "time",
        "plein": "boolean",
    }


TEXT = """Visite;Arrivée;Poids;Plein;Port;HS
V1;02/01/2025 08:30;1 234,5;oui;Agadir;071080
V2;13/01/2025 23:05;NA;non;Safi;271019
V3;;0,25;;Agadir;271019

V4;14/01/2025 00:00;12;oui;Safi;870323
"""


def test_every_column_has_its_note(read):
    reading, table = read(TEXT, encoding="windows-1252")
    assert (reading.rows, len(table)) == (4, 4)
    assert reading.how == {"format": "csv", "encoding": "Windows-1252", "separator": ";", "decimal": ","}
    noted = [(note.name, note.type, note.nulls, note.distinct, note.is_exact, note.form) for note in reading.columns]
    assert noted == [
        ("Visite", "text", 0, 4, True, ""),
        ("Arrivée", "time", 1, 3, True, "dd/mm/yyyy hh:mm"),
        ("Poids", "number", 1, 3, True, "1 234,5"),
        ("Plein", "boolean", 1, 2, True, "oui/non"),
        ("Port", "category", 0, 2, True, ""),
        ("HS", "text", 0, 3, True, ""),
    ]
    doubts = {
        note.name: [(doubt.code, doubt.count) for doubt in note.doubts] for note in reading.columns if note.doubts
    }
    assert doubts == {"Poids": [("null_words", 1)], "HS": [("leading_zeros", 1)]}


def test_reading_is_fit_for_json(read):
    reading, _ = read(TEXT)
    assert json.loads(json.dumps(asdict(reading)))["columns"][2]["doubts"] == [
        {"code": "null_words", "count": 1, "total": 4, "cells": [{"row": 3, "value": "NA"}]}
    ]


def test_table_in_memory_has_the_usual_types(read):
    _, table = read("n;hole;x;text;t;yes;maybe\n1;1;1,5;a;2025-01-02;oui;oui\n2;;;;;non;\n")
    assert {name: str(kind) for name, kind in table.dtypes.items()} == {
        "n": "int64",
        "hole": "Int64",
        "x": "float64",
        "text": "str",
        "t": "datetime64[us]",
        "yes": "bool",
        "maybe": "boolean",
    }
    assert isinstance(table.index, pd.RangeIndex)
    assert table["text"].isna().tolist() == [False, True]


def test_strays_keep_a_column_text_and_are_found_by_their_line(read):
    reading, table = read("x\n" + "1\n" * 55 + "n.d.\n" + "2\n" * 100)
    note = reading.columns[0]
    assert note.type == "category"
    assert [(doubt.code, doubt.count, doubt.total, doubt.cells[0].row) for doubt in note.doubts] == [
        ("not_numbers", 1, 156, 57)
    ]
    assert table["x"][55] == "n.d."


def test_all_values_are_looked_at_and_not_only_the_first(read):
    reading, _ = read("a;x\n" + "1;1\n" * 200_000 + "2;1,5\n")
    assert (reading.rows, reading.columns[1].type) == (200_001, "number")


@pytest.mark.parametrize("letter", ["x", "é"])
def test_progress_grows_from_nothing_to_all(write, tmp_path, letter):
    seen = []
    path = write("a;x\n" + "1;1\n" * 500_000 + f"2;{letter}\n" * 300_000, encoding="windows-1252")
    read_file(path, name="visits.csv", to=tmp_path / "table.parquet", on_progress=seen.append)
    assert seen == sorted(seen)
    assert 0 <= seen[0] < 0.2
    assert seen[-1] == 1.0


class Stopped(Exception):
    pass


@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
def test_nothing_is_left_behind_when_it_is_stopped(write, tmp_path, share):
    def stop(done: float) -> None:
        if done >= share:
            raise Stopped

    path = write("a;x\n" + "1;1\n" * 300_000)
    with pytest.raises(Stopped):
        read_file(path, name="visits.csv", to=tmp_path / "table.parquet", on_progress=stop)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", ["", "a;b\n", "a;b\n1\n", "a;b\n\0;1\n", "a;a\n1;2\n"])
def test_nothing_is_left_behind_of_a_refused_file(write, tmp_path, content):
    path = write(content)
    with pytest.raises(ReadingRefusal):
        read_file(path, name="visits.csv", to=tmp_path / "table.parquet")
    assert list(tmp_path.iterdir()) == [path]


def test_header_alone_is_refused(read):
    with pytest.raises(WithoutRows, match=r"visits\.csv has a header and no rows"):
        read("a;b\n;\n\n")


@pytest.fixture
def stored(tmp_path):
    """Rows numbered in order, in groups of a hundred."""

    def written(rows: int) -> Path:
        table = pa.table({"n": np.arange(rows), "x": [None if row % 2 else row for row in range(rows)]})
        pq.write_table(table, tmp_path / "table.parquet", row_group_size=100)
        return tmp_path / "table.parquet"

    return written


def test_sample_is_drawn_at_random_without_repeats_in_order(stored):
    path = stored(1000)
    found = sample(path, rows=300, seed=1)["n"]
    assert (len(found), found.is_monotonic_increasing, found.is_unique) == (300, True, True)
    assert found.tolist() == sample(path, rows=300, seed=1)["n"].tolist()
    assert found.tolist() != sample(path, rows=300, seed=2)["n"].tolist()
    assert found.mean() == pytest.approx(500, abs=60)


def test_sample_of_more_rows_than_there_are_is_all_of_them(stored):
    pd.testing.assert_frame_equal(sample(stored(250), rows=999, seed=1), load(stored(250)))


def test_sample_of_a_long_table_looks_at_some_groups_only(stored, monkeypatch):
    read, path = [], stored(5000)
    original = pq.ParquetFile.read_row_group
    monkeypatch.setattr(pq.ParquetFile, "read_row_group", lambda self, at: (read.append(at), original(self, at))[1])
    found = sample(path, rows=400, seed=3)
    assert (len(found), len(read)) == (400, 20)
    assert set(found["n"] // 100) == set(read)


def test_sample_has_the_types_of_the_whole(stored):
    path = stored(300)
    assert sample(path, rows=1, seed=2).dtypes.equals(load(path).dtypes)


def test_some_columns_can_be_loaded_alone(stored):
    assert load(stored(10), columns=["x"]).columns.tolist() == ["x"]


@needs_realdata
@pytest.mark.parametrize(("part", "rows"), [("train", 37385), ("valid", 8134), ("test", 8481)])
def test_customs_declarations_are_read_as_pandas_reads_them(tmp_path, part, rows):
    path = REALDATA / f"kr_customs_{part}.csv"
    reading = read_file(path, name=path.name, to=tmp_path / "table.parquet")
    table = load(tmp_path / "table.parquet")
    expected = pd.read_csv(path, dtype={"HS6 Code": "str"}, parse_dates=["Date"], keep_default_na=False, na_values=[""])
    pd.testing.assert_frame_equal(table, expected, check_dtype=False)
    types = {note.name: note.type for note in reading.columns}
    assert (reading.rows, types["Date"], types["Net Mass"], types["Declaration ID"]) == (
        rows,
        "date",
        "number",
        "integer",
    )
    assert types["HS6 Code"] == types["Country of Origin"] == "category"


@needs_realdata
def test_codes_of_the_harmonized_system_keep_their_zeros(tmp_path):
    path = REALDATA / "harmonized_system.csv"
    reading = read_file(path, name=path.name, to=tmp_path / "table.parquet")
    expected = pd.read_csv(path, dtype={"hscode": "str", "parent": "str"})
    expected["description"] = expected["description"].str.strip()
    pd.testing.assert_frame_equal(load(tmp_path / "table.parquet"), expected)
    assert reading.columns[1].doubts[0].code == "leading_zeros"


MEASURE = """
import sys
from pathlib import Path
from datasets.reading.read import read_file
read_file(Path(sys.argv[1]), name="visits.csv", to=Path(sys.argv[2]))
status = Path("/proc/self/status").read_text()  # ru_maxrss would count what the process was forked from
print(int(status.partition("VmHWM:")[2].split()[0]) * 1024)
"""


@pytest.mark.slow
def test_long_file_is_read_in_little_memory(tmp_path):
    path = tmp_path / "raw"
    lines = "".join(
        f"{row:07d}-A-72;{row};{row % 977},25;2025-01-{row % 28 + 1:02d} 08:30;Agadir\n" for row in range(10_000)
    )
    with path.open("w", encoding="utf-8") as stream:
        stream.write("plaque;visite;poids;arrivée;port\n")
        for _ in range(250):
            stream.write(lines)
    command = [sys.executable, "-c", MEASURE, str(path), str(tmp_path / "table.parquet")]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    assert path.stat().st_size > 100 << 20
    assert int(found.stdout) < PEAK
