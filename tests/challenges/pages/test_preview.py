"""The rows: who looks at them, and what an address may ask."""

import re

import pytest

from challenges.pages import preview
from tests.factories import accept_licence, make_release, release_folder

PLACE = "/challenges/rade/data/rows/"
CELLS = re.compile(r'<bdi class="cell">(.*?)</bdi>')


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return release_folder(tmp_path_factory.mktemp("release") / "1.0.0")


@pytest.fixture
def full(challenge, folder, alice):
    """Alice has accepted the licence, Bob has not."""
    made = make_release(challenge, folder)
    accept_licence(made, alice)
    return made


def rows(client, **asked) -> list[list[str]]:
    """The cells of each row, the identifier first."""
    body = client.get(PLACE, asked).content.decode().split("<tbody>")
    return [CELLS.findall(line) for line in body[1].split("</tr>")[:-1]] if len(body) > 1 else []


def test_first_page_is_that_of_the_file(alices, full):
    page = alices.get(PLACE).content.decode()
    assert len(rows(alices)) == preview.PAGE_ROWS
    assert ">1,200 rows<" in page
    assert "Page 1 of 24" in page
    assert 'aria-sort="' not in page


@pytest.mark.parametrize("who", ["visitor", "carols", "bobs", "mallorys"])
def test_rows_are_for_those_who_may_download_them(request, full, who):
    """They are told what to do; there is something that could leak."""
    client = request.getfixturevalue(who)
    page = client.get(PLACE).content.decode()
    assert "The rows are for those who may download them." in page
    assert CELLS.findall(page) == []


def test_organizer_looks_without_being_asked(client, dora, full):
    client.force_login(dora)
    assert len(rows(client)) == preview.PAGE_ROWS


def test_test_table_has_no_answer(alices, full):
    page = alices.get(PLACE, {"part": "test"}).content.decode()
    assert ">300 rows<" in page
    assert "waiting_hours" not in page
    assert "waiting_hours" in alices.get(PLACE).content.decode()


def test_rows_are_sorted_by_a_column_in_either_direction(alices, full):
    waits = {sort: [float(row[-1]) for row in rows(alices, sort=sort)] for sort in ("waiting_hours", "-waiting_hours")}
    assert waits["waiting_hours"] == sorted(waits["waiting_hours"])
    assert waits["-waiting_hours"] == sorted(waits["-waiting_hours"], reverse=True)
    assert 'aria-sort="descending"' in alices.get(PLACE, {"sort": "-waiting_hours"}).content.decode()


def test_next_page_goes_on_where_this_one_ends(alices, full):
    pages = [rows(alices, sort="queue", page=number) for number in (1, 2)]
    assert len({row[0] for page in pages for row in page}) == 2 * preview.PAGE_ROWS
    assert int(pages[0][-1][6]) <= int(pages[1][0][6])


def test_conditions_hold_together(alices, full):
    asked = {"where": ["terminal", "queue"], "is": ["eq", "ge"], "value": ["Tarik", "6"]}
    found = rows(alices, **asked)
    assert found
    assert {row[1] for row in found} == {"Tarik"}
    assert min(int(row[6]) for row in found) >= 6
    page = alices.get(PLACE, asked).content.decode()
    assert re.search(r">\d+ rows of 1,200<", page)
    assert 'href="?where=queue&amp;is=ge&amp;value=6"' in page


def test_empty_cells_are_found(alices, full):
    page = alices.get(PLACE, {"where": "swell_m", "is": "empty", "value": ""}).content.decode()
    assert page.count('class="void"') == page.count("</tr>") - 1 == preview.PAGE_ROWS


def test_no_row_is_said_so(alices, full):
    page = alices.get(PLACE, {"where": "queue", "is": "gt", "value": "1000"}).content.decode()
    assert "No row meets all these conditions." in page
    assert ">0 rows of 1,200<" in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"where": "secret", "is": "eq", "value": "1"}, "has no column “secret”"),
        ({"where": "queue' OR 1=1 --", "is": "eq", "value": "1"}, "has no column “queue&#x27; OR 1=1 --”"),
        ({"where": "queue", "is": "like", "value": "1"}, "Choose how to compare."),
        ({"where": "queue", "is": "eq", "value": "many"}, "“many” is no number"),
        ({"where": "queue", "is": "eq", "value": ""}, "Write the value to compare with."),
        ({"where": "queue", "is": "contains", "value": "1"}, "This column holds numbers"),
        ({"where": "terminal", "is": "eq", "value": "x" * 5000}, "Write 100 characters at most."),
        ({"where": ["queue"] * 9, "is": ["ge"] * 9, "value": ["0"] * 9}, "At most 6 conditions at a time"),
        ({"where": "terminal\0", "is": "eq\n", "value": "<script>\0"}, ">0 rows of 1,200<"),
        ({"sort": "secret"}, "cannot be sorted by “secret”"),
        ({"part": "reference"}, "There is no such table"),
        ({"page": "-1"}, "Page 24 of 24"),
        ({"page": "9" * 400}, "Page 24 of 24"),
        ({"page": "x"}, "Page 1 of 24"),
    ],
)
def test_bad_input_gets_the_page_with_a_sentence(alices, full, asked, said):
    answer = alices.get(PLACE, asked)
    assert (answer.status_code, said in answer.content.decode()) == (200, True)
    assert "<script>" not in answer.content.decode().split('id="rows"')[1]


def test_what_cannot_be_read_stays_in_the_form(alices, full):
    page = alices.get(PLACE, {"where": "queue", "is": "ge", "value": "many"}).content.decode()
    assert '<option value="queue" selected>' in page
    assert '<option value="ge" selected>' in page
    assert 'value="many"' in page


def test_only_the_first_pages_can_be_leafed_through(alices, full, monkeypatch):
    monkeypatch.setattr(preview, "DEPTH", 100)
    page = alices.get(PLACE).content.decode()
    assert "Page 1 of 2" in page
    assert "The first 100 can be leafed through." in page


def test_numbers_of_a_column_have_as_many_decimals_as_one_needs(alices, full):
    waits = [row[-1] for row in rows(alices, sort="waiting_hours")]
    assert {len(wait.partition(".")[2]) for wait in waits} == {2}
    assert {row[4] for row in rows(alices)} <= {str(year) for year in range(2020, 2026)}


def test_unpublished_challenge_has_no_rows(alices, full, challenge):
    challenge.is_published = False
    challenge.save()
    assert alices.get(PLACE).status_code == 404


def test_page_asks_as_many_queries_for_many_conditions_as_for_none(alices, full, phase, django_assert_num_queries):
    with django_assert_num_queries(12):
        alices.get(PLACE)
    asked = {"where": ["queue"] * 5, "is": ["ge"] * 5, "value": ["1"] * 5, "sort": "queue"}
    with django_assert_num_queries(12):
        alices.get(PLACE, asked)
