"""The first visible sheet with a table is read as Excel shows it, and files that would fill the memory are refused."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from datasets.reading import workbook
from datasets.reading.read import load, read_file
from datasets.reading.refusal import (
    BrokenFile,
    NamelessColumn,
    TooManyCells,
    WithoutRows,
    WithoutTable,
    WorkbookTooLarge,
)
from datasets.reading.workbook import open_workbook

HEAD = ["id", "port", "poids"]
at = datetime.fromisoformat


@pytest.fixture
def save(tmp_path: Path):
    """Saves sheets, each a list of rows, as an Excel file; those whose title begins with _ are hidden."""

    def saved(**sheets: list[list[object]]) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title.lstrip("_"))
            sheet.sheet_state = "hidden" if title.startswith("_") else "visible"
            for row in rows:
                sheet.append(row)
        book.save(tmp_path / "raw")
        return tmp_path / "raw"

    return saved


def rows(path: Path) -> list[tuple[int, ...]]:
    """The line of each row and its cells."""
    found = []
    for batch in open_workbook(path, name="visits.xlsx").batches():
        found += zip(batch.rows.tolist(), *(column.to_pylist() for column in batch.columns), strict=True)
    return found


def written(name: str) -> str:
    return name.replace("/", "__").replace(".", "_")


def with_shared_strings(path: Path, content: bytes) -> Path:
    """As Excel itself keeps texts: openpyxl writes them into the cells."""
    with zipfile.ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml")
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%b"/></Types>' % kind
    with zipfile.ZipFile(rezipped(path, **{"[Content_Types]_xml": types.replace(b"</Types>", part)}), "a") as archive:
        archive.writestr("xl/sharedStrings.xml", content)
    return path


def rezipped(path: Path, **parts: bytes) -> Path:
    """With other contents of some parts (a slash is written __, a point _)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        kept = [name for name in old.namelist() if written(name) not in parts]
        replaced = [name for name in old.namelist() if written(name) in parts]
        assert len(replaced) == len(parts)
        for name in kept:
            new.writestr(name, old.read(name))
        for name in replaced:
            new.writestr(name, parts[written(name)])
    path.write_bytes(stream.getvalue())
    return path


def test_cells_are_texts_that_nobody_can_misread(save):
    path = save(
        Escales=[
            [*HEAD, "plein", "arrivée", "code", "jour", "heure", "durée"],
            [1, "Agadir", 1.5, True, at("2025-01-02 08:30"), "007", date(2025, 1, 2), time(8, 30), timedelta(hours=26)],
            [2.0, "1,5", 1.234, False, at("2025-01-02"), "#N/A", None, None, None],
        ]
    )
    assert rows(path) == [
        (2, "1", "Agadir", "1.5", "true", "2025-01-02 08:30:00", "007", "2025-01-02 00:00:00", "08:30:00", "26:00:00"),
        (3, "2", "1,5", "1.2340", "false", "2025-01-02 00:00:00", "#N/A", "", "", ""),
    ]


def test_first_visible_sheet_with_rows_is_read(save):
    table = [HEAD, [1, "Agadir", 2]]
    path = save(Notes=[["Lisez-moi"]], Vide=[], _Ancien=[HEAD, [9, "Safi", 9]], Escales=table, Autre=table)
    assert open_workbook(path, name="visits.xlsx").how == {"format": "excel", "sheet": "Escales"}
    assert rows(path) == [(2, "1", "Agadir", "2")]


def test_empty_rows_and_columns_do_not_count_but_lines_do(save):
    path = save(Escales=[[], [*HEAD, None], [], [1, "Agadir", 2, "  "], [None, " "], [2]])
    assert rows(path) == [(4, "1", "Agadir", "2"), (6, "2", "", "")]


@pytest.mark.parametrize(
    ("sheets", "refusal"),
    [
        ({"Escales": [HEAD]}, WithoutRows),
        ({"Escales": []}, WithoutTable),
        ({"_Escales": [HEAD, [1, 2, 3]], "Vide": []}, WithoutTable),
        ({"Escales": [["id", None, "x"], [1, 2, 3]]}, NamelessColumn),
        ({"Escales": [["Extraction"], HEAD, [1, 2, 3]]}, TooManyCells),
    ],
)
def test_workbook_without_a_table_is_refused(save, sheets, refusal):
    with pytest.raises(refusal):
        rows(save(**sheets))


def test_types_survive_the_way_through_excel(save, tmp_path):
    lines = [[number, f"P{number % 3}", number / 8, at("2025-01-01") + timedelta(days=number)] for number in range(50)]
    path = save(Escales=[[*HEAD, "jour"], *lines])
    reading = read_file(path, name="visits.xlsx", to=tmp_path / "table.parquet")
    assert [note.type for note in reading.columns] == ["integer", "category", "number", "date"]
    assert load(tmp_path / "table.parquet").to_numpy().tolist() == lines


def test_several_pieces_are_one_table(save, monkeypatch):
    monkeypatch.setattr(workbook, "CELLS", 1)
    path = save(Escales=[HEAD, *([number, "x", 1] for number in range(250))])
    batches = list(open_workbook(path, name="visits.xlsx").batches())
    assert [len(batch.rows) for batch in batches] == [100, 100, 50]
    assert [batch.done for batch in batches] == sorted(batch.done for batch in batches)
    assert [cell for batch in batches for cell in batch.columns[0].to_pylist()] == [
        str(number) for number in range(250)
    ]


def test_part_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(save):
    bomb = rezipped(save(Escales=[HEAD, [1, 2, 3]]), xl__worksheets__sheet1_xml=b"<a>" + b" " * (300 << 20))
    with pytest.raises(WorkbookTooLarge) as refusal:
        open_workbook(bomb, name="visits.xlsx")
    assert refusal.value.details == {"name": "visits.xlsx", "part": "xl/worksheets/sheet1.xml"}


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl__worksheets__sheet1_xml", b"<worksheet><sheetData><row>"),
        ("xl__worksheets__sheet1_xml", b'<!DOCTYPE a [<!ENTITY b "c">]>' + b"<a>&b;</a>"[:4]),
        ("xl__workbook_xml", b"<workbook/>"),
        ("xl__styles_xml", b"<styleSheet"),
        ("[Content_Types]_xml", b"<Types/>"),
    ],
)
def test_broken_parts_are_told(save, part, content):
    with pytest.raises((BrokenFile, WithoutTable)):
        rows(rezipped(save(Escales=[HEAD, ["a", "b", "c"]]), **{part: content}))


STRINGS = b"""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Agadir</t></si>
<si><r><t>Casa</t></r><r><t xml:space="preserve">blanca </t></r><rPh><t>no</t></rPh></si><si><t/></si></sst>"""


@pytest.mark.parametrize("strings", [STRINGS[:-20], b"nothing", b""])
def test_broken_strings_are_told(save, strings):
    with pytest.raises(BrokenFile):
        rows(with_shared_strings(save(Escales=[HEAD, ["a", "b", "c"]]), strings))


def test_texts_that_the_workbook_keeps_apart_are_found(save):
    row = b'<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d" t="s"><v>%d</v></c></row>'
    sheet = SHEET % b"".join(row % (at + 2, at + 2, at + 2, at) for at in range(3))
    path = rezipped(save(Escales=[HEAD, [1, 2, 3]]), xl__worksheets__sheet1_xml=sheet)
    assert rows(with_shared_strings(path, STRINGS)) == [(2, "1", "Agadir"), (3, "1", "Casablanca"), (4, "1", "")]


SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
    b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><r><t>po</t></r>'
    b"<r><t>rt</t></r><rPh><t>no</t></rPh></is></c></row>%b</sheetData></worksheet>"
)


def test_sheet_is_as_large_as_its_rows_and_not_as_it_says(save):
    row = b'<row r="9"><c r="A9"><v>1</v></c><c r="B9" t="str"><v>x</v></c></row>'
    path = rezipped(save(Escales=[HEAD, [1, 2, 3]]), xl__worksheets__sheet1_xml=SHEET % row)
    assert open_workbook(path, name="visits.xlsx").names == ("id", "port")
    assert rows(path) == [(9, "1", "x")]


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="99999999999"><c><v>1</v></c></row>',
        b'<row r="1"><c><v>1</v></c></row>',
        b'<row r="2"><c r="ZZZ2"><v>1</v></c></row>',
        b'<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>',
        b'<row r="2"><c t="s"><v>999</v></c></row>',
        b'<row r="2"><c><v>one</v></c></row>',
        b'<row r="2"><c t="s"><v>-99</v></c></row>',
    ],
)
def test_cells_out_of_every_order_are_told(save, row):
    path = rezipped(save(Escales=[HEAD, [1, 2, 3]]), xl__worksheets__sheet1_xml=SHEET % row)
    with pytest.raises(BrokenFile):
        rows(path)


def test_entities_that_unfold_without_end_are_refused(save):
    entities = b"".join(b'<!ENTITY e%d "%b">' % (at, b"&e%d;" % (at - 1) * 10) for at in range(1, 12))
    laughs = b'<!DOCTYPE a [<!ENTITY e0 "ha">' + entities + b"]>"
    sheet = laughs + SHEET % b'<row r="2"><c t="str"><v>&e11;</v></c></row>'
    with pytest.raises(BrokenFile):
        rows(rezipped(save(Escales=[HEAD, [1, 2, 3]]), xl__worksheets__sheet1_xml=sheet))
