"""Whatever an office writes is read, or refused in one sentence that says where."""

import pytest

from smartport.drafting.columns import moments, numbers, with_points
from smartport.drafting.refusal import NotDrafted
from smartport.drafting.table import read_table

PLAIN = [["id", "Port", "x"], ["1", "Agadir", "1"], ["2", "Dakhla", "2"]]


def written(tmp_path, content: str | bytes, encoding: str = "utf-8"):
    path = tmp_path / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def cells(table) -> list[list[str]]:
    return [list(table.cells.columns), *table.cells.to_numpy().tolist()]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
def test_any_usual_separator_end_and_encoding(tmp_path, separator, end, encoding):
    text = end.join(separator.join(row) for row in [["id", "Période", "x"], *PLAIN[1:]])
    table = read_table(written(tmp_path, text, encoding))
    assert cells(table) == [["id", "Période", "x"], *PLAIN[1:]]


def test_empty_lines_empty_columns_and_spaces_do_not_count(tmp_path):
    table = read_table(written(tmp_path, "id; Port ;x;;\n\n1;\u00a0Agadir ;1;;\n;;;;\n2;Dakhla;2\n"))
    assert cells(table) == PLAIN
    assert table.lines == [3, 5]


def test_quotes_may_hold_separators_and_line_ends(tmp_path):
    table = read_table(written(tmp_path, 'id,Port,x\n1,"Safi, port\nde",1\n2,Dakhla,2\n'))
    assert table.cells["Port"].tolist() == ["Safi, port de", "Dakhla"]
    assert table.lines == [3, 4]


def test_decimal_commas_do_not_pass_for_separators(tmp_path):
    table = read_table(written(tmp_path, "id;x;y\n1;1,5;2,5\n2;2,5;3,5\n"))
    assert cells(table)[1] == ["1", "1,5", "2,5"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "table.csv is empty"),
        ("id\n1\n2\n", "Only one column was found"),
        ("id;x\n", "has a header and no rows"),
        ("id;x;y\n1;2;3\n4;5\n", "Row 3 has 2 cells and the header 3"),
        ("id;x;y\n1;2;3\n4;5;6;7\n", "Row 3 has 4 cells and the header 3"),
        ("id,x,y\n1,2,3\n4,5,6\n7,8\n", "Row 4 has 2 cells"),
        ("id;;y\n1;2;3\n", "Row 1: column 2 has no name"),
        ("id;y;y\n1;2;3\n", "Row 1: 2 columns are called y"),
        ("id;y\u202e\n1;2\n", "Row 1: the name of column 2"),
        ('id;y\n1;"2\n3;4\n', "its quotes do not pair"),
        (b"id;y\n1;\x81\n", "in no encoding that is known here"),
        (b"\xff\xfei", "in no encoding that is known here"),
    ],
)
def test_table_that_cannot_be_read_is_told(tmp_path, content, said):
    with pytest.raises(NotDrafted) as refusal:
        read_table(written(tmp_path, content))
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(NotDrafted, match="cannot be read"):
        read_table(tmp_path / "none.csv")


def test_file_that_is_too_large_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("smartport.drafting.table.MAX_BYTES", 3)
    with pytest.raises(NotDrafted, match="is larger than"):
        read_table(written(tmp_path, "id;x\n1;2\n"))


def column(tmp_path, *texts: str, beside: str = "a") -> list[str]:
    content = "id;x;y\n" + "".join(f"{at};{text};{beside}\n" for at, text in enumerate(texts))
    return with_points(read_table(written(tmp_path, content))).cells["x"].tolist()


@pytest.mark.parametrize(
    ("texts", "plain"),
    [
        (["1,5", "2", "-3,25"], ["1.5", "2", "-3.25"]),
        (["12 345", "1\u202f000", "7"], ["12345", "1000", "7"]),
        (["12 345,5", "1\u00a0000,25"], ["12345.5", "1000.25"]),
        (["1,5", ""], ["1.5", ""]),
        (["1.5", "2.25"], ["1.5", "2.25"]),
        (["007", "010"], ["007", "010"]),
        (["1,5", "n.d."], ["1,5", "n.d."]),
        (["1,5", "2.5"], ["1,5", "2.5"]),
        (["A 1", "B 2"], ["A 1", "B 2"]),
    ],
)
def test_numbers_are_written_with_points(tmp_path, texts, plain):
    assert column(tmp_path, *texts) == plain


def test_point_of_thousands_is_not_guessed(tmp_path):
    with pytest.raises(NotDrafted, match=r"row 2, column x, '1\.234': a point for thousands or for decimals"):
        column(tmp_path, "1.234", "2.500", beside="0,5")
    assert column(tmp_path, "1.234", "2.5", beside="0,5") == ["1.234", "2.5"]
    assert column(tmp_path, "1.234", "2.500") == ["1.234", "2.500"]


@pytest.mark.parametrize("text", ["", "n.d.", "1,5 h", "1e16", "nan"])
def test_cell_that_is_no_number_is_named(tmp_path, text):
    table = read_table(written(tmp_path, f"id;x\n1;2\n\n2;{text}\n"))
    with pytest.raises(NotDrafted, match=r"row 4, column x, '.*': this is not a number"):
        numbers(table, "x")


@pytest.mark.parametrize(
    "texts",
    [
        ["2024", "2025", "2026"],
        ["2025-01-02", "2025-02-01", "2025-12-31"],
        ["02/01/2025", "01/02/2025", "31/12/2025"],
        ["01/02/2025", "02/01/2026", "03/01/2027"],
        ["02/01/2025 08:30", "02/01/2025 08:31", "31/12/2025 00:00"],
        ["1/13/2025", "2/1/2025", "12/31/2025"],
        ["02.01.2025", "01.02.2025", "01.01.2026"],
    ],
)
def test_times_are_put_in_their_order(tmp_path, texts):
    table = read_table(written(tmp_path, "id;t\n" + "".join(f"{at};{text}\n" for at, text in enumerate(texts))))
    found = moments(table, "t")
    assert sorted(found) == list(found)
    assert len(set(found)) == 3


def test_cell_that_is_no_time_is_named(tmp_path):
    table = read_table(written(tmp_path, "id;t\n1;02/01/2025\n2;soon\n"))
    with pytest.raises(NotDrafted, match="row 3, column t, 'soon': this is not a date"):
        moments(table, "t")
