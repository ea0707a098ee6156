"""Text is cut as RFC 4180 has it, and what does not fit is refused with its line."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.reading.refusal import (
    CellTooLong,
    NamelessColumn,
    RepeatedName,
    TooFewCells,
    TooManyCells,
    UnpairedQuotes,
    UnreadableName,
    WithoutHeader,
)
from datasets.reading.rows import Piece, cut, fitted, names_of


def test_rows_stand_on_the_line_where_they_end():
    piece = cut('a;b\n\n"1\n2";3\n4;5', separator=";", row=10)
    assert piece == Piece([["a", "b"], [], ["1\n2", "3"], ["4", "5"]], [10, 11, 13, 14], "", 15)


def test_open_quote_waits_for_the_next_piece():
    piece = cut('1;2\n3;"4\n5', separator=";", row=7, is_last=False)
    assert piece == Piece([["1", "2"]], [7], '3;"4\n5', 8)


@settings(deadline=None)
@given(
    st.lists(st.lists(st.text('ab;"\n\r é', max_size=6), min_size=2, max_size=2), min_size=1, max_size=8),
    st.integers(0, 200),
)
def test_pieces_say_what_the_whole_says(table, at):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(table)
    text = stream.getvalue()
    at = text.find("\n", min(at, len(text))) + 1
    first = cut(text[:at], separator=";", is_last=False)
    second = cut(first.rest + text[at:], separator=";", row=first.row)
    whole = cut(text, separator=";")
    assert first.rows + second.rows == whole.rows == table
    assert first.lines + second.lines == whole.lines


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('a;b\n1;"2\n3;4\n', 2),
        ('a;b\n1;2\n"3"x;4\n', 3),
        ('a;b\n"1\n2";3\n"4;5\n6;"7"\n', 4),
    ],
)
def test_quotes_that_do_not_pair_are_told_by_the_line_where_their_row_begins(text, row):
    with pytest.raises(UnpairedQuotes) as refusal:
        cut(text, separator=";")
    assert refusal.value.details == {"row": row}


def test_quote_that_swallows_the_rest_is_told_before_it_fills_the_memory():
    with pytest.raises(CellTooLong) as refusal:
        cut('a;b\n1;"2\n' + "3;4\n" * 40_000, separator=";", is_last=False)
    assert refusal.value.details["row"] == 2


def test_quote_inside_a_bare_cell_is_a_sign_as_any_other():
    assert cut('a;5" tube\n', separator=";").rows == [["a", '5" tube']]


def test_names_lose_spaces_and_the_empty_cells_behind_them():
    assert names_of(["\u00a0id ", "Poids\r\nnet", "x", "", " "], row=1) == ["id", "Poids net", "x"]


@pytest.mark.parametrize(
    ("names", "refusal", "details"),
    [
        (["id", "", "y"], NamelessColumn, {"row": 4, "column": 2}),
        (["id", "y\u202e"], UnreadableName, {"row": 4, "column": 2}),
        (["id", "y" * 101], UnreadableName, {"row": 4, "column": 2}),
        (["id", "y", " y", "y "], RepeatedName, {"row": 4, "column": "y", "times": 3}),
        (["Agadir", "12,5"], WithoutHeader, {"row": 4, "column": 2, "value": "12,5"}),
        (["V1", "2025-01-31", "Agadir", "7"], WithoutHeader, {"row": 4, "column": 2, "value": "2025-01-31"}),
    ],
)
def test_header_that_will_not_do_is_told_with_its_column(names, refusal, details):
    with pytest.raises(refusal) as raised:
        names_of(names, row=4)
    assert raised.value.details == details


def test_years_and_a_few_numbers_may_be_names():
    assert names_of(["port", "2024", "2025"], row=1) == ["port", "2024", "2025"]
    assert names_of(["port", "type", "0"], row=1) == ["port", "type", "0"]


def test_cells_beyond_the_header_may_only_be_empty():
    assert fitted(["1", "2", "", "\u00a0"], ["a", "b"], row=3) == ["1", "2"]
    with pytest.raises(TooManyCells) as refusal:
        fitted(["1", "2", "", "3"], ["a", "b"], row=3)
    assert refusal.value.details == {"row": 3, "cells": 4, "width": 2, "value": "3"}


def test_row_that_ends_too_early_names_the_first_column_without_a_cell():
    with pytest.raises(TooFewCells) as refusal:
        fitted(["1"], ["a", "b", "c"], row=3)
    assert refusal.value.details == {"row": 3, "cells": 1, "width": 3, "column": "b"}
