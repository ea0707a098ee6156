"""Tables in texts, and texts in files: what pandas reads back is what was meant."""

import csv
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.simulation import PORTS, simulate
from datasets.simulation.handover.written import ROWS_AT_ONCE, write_csv, written

CELLS = st.text(st.sampled_from('a,"\n\r é;ش'), min_size=1, max_size=5) | st.none()
TABLES = st.integers(2, 4).flatmap(lambda width: st.lists(st.tuples(*[CELLS] * width), max_size=8))


def test_times_are_as_exact_as_the_column_needs():
    moments = pd.to_datetime(["2024-01-02 03:04:05", None, "2024-12-31 00:00:00"])
    table = pd.DataFrame({"second": moments, "minute": moments.floor("min"), "day": moments.floor("D")})
    assert written(table).fillna("").to_dict("list") == {
        "second": ["2024-01-02T03:04:05Z", "", "2024-12-31T00:00:00Z"],
        "minute": ["2024-01-02T03:04Z", "", "2024-12-31T00:00Z"],
        "day": ["2024-01-02", "", "2024-12-31"],
    }


def test_all_other_cells_are_as_python_prints_them():
    table = pd.DataFrame(
        {
            "whole": [1, -20],
            "number": [1.5, np.nan],
            "round": [2.0, 1e-7],
            "truth": [True, False],
            "text": ["é", None],
            "nothing": pd.Series([None, None], dtype="str"),
            "never": pd.to_datetime([None, None]),
        }
    )
    assert written(table).fillna("").to_dict("list") == {
        "whole": ["1", "-20"],
        "number": ["1.5", ""],
        "round": ["2.0", "1e-07"],
        "truth": ["True", "False"],
        "text": ["é", ""],
        "nothing": ["", ""],
        "never": ["", ""],
    }


def test_table_without_rows_is_written_as_its_header(tmp_path):
    write_csv(written(pd.DataFrame({"a": [1], "at": pd.to_datetime(["2024-01-01"])}).iloc[:0]), tmp_path / "none.csv")
    assert (tmp_path / "none.csv").read_bytes() == b"a,at\n"


def test_files_are_those_that_pandas_would_write(tmp_path):
    extract = simulate(PORTS["MAVIL"], years=range(2024, 2025), seed=1)
    for table in (extract.port_calls, extract.sea):
        write_csv(written(table), tmp_path / "ours.csv")
        table.to_csv(tmp_path / "pandas.csv", index=False, lineterminator="\n", date_format="%Y-%m-%dT%H:%MZ")
        assert (tmp_path / "ours.csv").read_bytes() == (tmp_path / "pandas.csv").read_bytes()


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_csv_is_read_back_whatever_is_in_the_cells(rows):
    texts = pd.DataFrame(rows, columns=None if not rows else [f"c{n}" for n in range(len(rows[0]))], dtype="str")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        write_csv(texts, path)
        with path.open(encoding="utf-8", newline="") as file:
            header, *cells = list(csv.reader(file)) if rows else ([], [])
    assert [[cell or "" for cell in row] for row in rows] == (cells if rows else [])
    assert header == texts.columns.tolist()


def test_long_tables_are_written_in_pieces_that_add_up(tmp_path):
    rows = ROWS_AT_ONCE + 7
    texts = pd.DataFrame(
        {"n": [str(n) for n in range(rows)], "t": ["a,b" if n % 1000 == 0 else "c" for n in range(rows)]}
    )
    heard = []
    write_csv(texts, tmp_path / "long.csv", has_bom=True, on_rows=heard.append)
    assert heard == [ROWS_AT_ONCE, 7]
    assert (tmp_path / "long.csv").read_bytes()[:3] == b"\xef\xbb\xbf"
    read = pd.read_csv(tmp_path / "long.csv", dtype=str, encoding="utf-8-sig")
    assert read.equals(texts.astype(read.dtypes))


@pytest.mark.parametrize("sign", [",", '"', "\n", "\r"])
def test_sign_that_needs_quotes_gets_them_in_the_header_too(tmp_path, sign):
    write_csv(pd.DataFrame({f"a{sign}b": ["1"], "c": ["2"]}, dtype="str"), tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [[f"a{sign}b", "c"], ["1", "2"]]
