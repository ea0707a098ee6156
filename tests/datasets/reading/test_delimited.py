"""A CSV is read piece by piece, and however it is cut the same rows come out, or the same refusal."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datasets.reading import delimited
from datasets.reading.delimited import Delimited, open_delimited
from datasets.reading.refusal import (
    EmptyFile,
    ReadingRefusal,
    RepeatedName,
    TooFewCells,
    TooManyCells,
    TooManyColumns,
    UnpairedQuotes,
    WithoutHeader,
)

SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def rows(path: Path) -> tuple[list[tuple[str, ...]], list[int]]:
    """All cells, and on which line each row stands."""
    cells, lines = [], []
    for batch in open_delimited(path, name="visits.csv").batches():
        cells += zip(*(column.to_pylist() for column in batch.columns), strict=True)
        lines += batch.rows.tolist()
    return cells, lines


def outcome(path: Path) -> object:
    try:
        return rows(path)
    except ReadingRefusal as refusal:
        return refusal.as_dict()


def test_rows_come_with_their_lines(write):
    path = write('id;port\n1; Agadir \n\n;;\n2;"Safi\nport"\n3;\n')
    assert rows(path) == ([("1", "Agadir"), ("2", "Safi\nport"), ("3", "")], [2, 6, 7])


def test_header_may_have_line_ends_and_stand_below_empty_lines(write):
    path = write('\n\nid;"Poids\nnet"\n1;2\n')
    assert open_delimited(path, name="visits.csv").names == ("id", "Poids net")
    assert rows(path) == ([("1", "2")], [5])


def test_declared_separator_is_no_row(write):
    assert rows(write("sep=,\r\nid,x\r\n1,2\r\n")) == ([("1", "2")], [3])


def test_one_column_is_a_table_too(write):
    assert rows(write("jour\n2025-01-01\n\n2025-01-02\n")) == ([("2025-01-01",), ("2025-01-02",)], [2, 4])


def test_columns_without_name_at_the_end_are_left_out_while_they_are_empty(write):
    assert rows(write("id;x;;\n1;2;;\n3;4; ;\n")) == ([("1", "2"), ("3", "4")], [2, 3])
    with pytest.raises(TooManyCells) as refusal:
        rows(write("id;x;;\n1;2;;\n3;4;;5\n"))
    assert refusal.value.details == {"row": 3, "cells": 4, "width": 2, "value": "5"}


@pytest.mark.parametrize(
    ("text", "refusal", "details"),
    [
        ("id;x;y\n1;2;3\n4;5\n", TooFewCells, {"row": 3, "cells": 2, "width": 3, "column": "y"}),
        ('id;x\n"1\n1";2\n4;5;6\n', TooManyCells, {"row": 4, "cells": 3, "width": 2, "value": "6"}),
        ("Extraction\nid;x;y\n1;2;3\n", TooManyCells, {"row": 2, "cells": 3, "width": 1, "value": "x"}),
        ('id;x\n1;2\n3;"4\n5;6\n', UnpairedQuotes, {"row": 3}),
        ('id;"x\n1;2\n', UnpairedQuotes, {"row": 1}),
        ("1;2025-01-01;x\n2;2025-01-02;y\n", WithoutHeader, {"row": 1, "column": 1, "value": "1"}),
        ("id;x;x\n1;2;3\n", RepeatedName, {"row": 1, "column": "x", "times": 2}),
        ("\n \n", EmptyFile, {"name": "visits.csv"}),
        (
            ";".join(f"c{at}" for at in range(1001)),
            TooManyColumns,
            {"name": "visits.csv", "columns": 1001, "limit": 1000},
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_row(write, text, refusal, details):
    with pytest.raises(refusal) as raised:
        rows(write(text))
    assert raised.value.details == details


@SAME_FOLDER
@given(st.text('ab;"\n\r é', max_size=40))
def test_arrow_and_the_library_cut_alike(write, text):
    path = write("a;b\n" + text)
    quick = outcome(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Delimited, "_cut_by_arrow", lambda *_: None)
        assert outcome(path) == quick


@SAME_FOLDER
@given(
    st.lists(st.lists(st.text('ab;"\n\r é', max_size=6), min_size=3, max_size=3), max_size=12),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(1, 60),
)
def test_pieces_of_any_size_give_the_same_rows(write, table, end, size):
    stream = io.StringIO(newline="")
    has_ends = any(sign in cell for row in table for cell in row for sign in "\r\n")
    quoting = csv.QUOTE_ALL if has_ends else csv.QUOTE_MINIMAL  # where the library leaves some ends bare
    csv.writer(stream, delimiter=";", lineterminator=end, quoting=quoting).writerows([["a", "b", "c"], *table])
    path = write(stream.getvalue())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "PIECE", size)
        in_pieces = outcome(path)
    assert in_pieces == outcome(path)
    stripped = [tuple(cell.strip(" \n\r") for cell in row) for row in table]
    assert in_pieces[0] == [row for row in stripped if any(row)]


def test_most_files_go_the_quick_way(write, monkeypatch):
    path = write("id;x\n" + '7;"a ""b"";c"\n' * 3)
    found = open_delimited(path, name="visits.csv")
    monkeypatch.setattr(delimited, "cut", lambda *_, **__: pytest.fail("the slow way"))
    batches = found.batches()
    assert next(batches).columns[1].to_pylist() == ['a "b";c'] * 3
