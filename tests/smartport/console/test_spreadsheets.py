"""Both files open in what reads them, and no cell is a formula."""

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from smartport.console.spreadsheets import Table, csv_pieces, xlsx_file

NAUGHTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =1", 'a"b;c,d', "مرحبا", "a\nb", "x\x00\x0by"]


def table(rows):
    return Table("Équipes", ["Nom", "=Score"], rows, ZoneInfo("Africa/Casablanca"))


def opened(rows):
    with xlsx_file(table(rows)) as file:
        return load_workbook(file).active


def read_csv(text, delimiter):
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=delimiter))


@pytest.mark.parametrize("text", NAUGHTY)
def test_no_cell_is_a_formula(text):
    (_, (cell, _)) = read_csv("".join(csv_pieces(table([[text, 1]]), language="fr")), ";")
    sheet = opened([[text, 1]])
    assert not cell.lstrip().startswith(tuple("=+-@＝"))
    assert sheet["A2"].data_type == "s"
    assert not str(sheet["A2"].value).lstrip().startswith(tuple("=+-@＝"))
    assert sheet["B1"].value == "'=Score"


def test_numbers_stay_numbers_and_hours_are_the_editions():
    rows = [[-0.25, datetime(2026, 11, 21, 23, 30, tzinfo=UTC)], [True, None]]
    assert read_csv("".join(csv_pieces(table(rows), language="fr")), ";")[1:] == [
        ["-0,25", "2026-11-21 23:30:00"],
        ["1", ""],
    ]
    assert read_csv("".join(csv_pieces(table(rows), language="en")), ",")[1][0] == "-0.25"
    sheet = opened(rows)
    assert [cell.value for cell in sheet[2]] == [-0.25, datetime(2026, 11, 21, 23, 30)]  # noqa: DTZ001
    assert sheet.freeze_panes == "A2"


def test_large_ones_travel_in_pieces():
    pieces = list(csv_pieces(table([str(number), 1] for number in range(1200)), language="fr"))
    assert len(pieces) == 4
    assert len(read_csv("".join(pieces), ";")) == 1201
