"""The board as a file: what Excel needs in each language, and nothing that it would run."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from challenges.leaderboards.actions import close_leaderboard
from challenges.pages.spreadsheet import plain_cell
from tests.challenges.pages.conftest import browser_of
from tests.factories import CLOSES_AT, NOW, make_person, make_submission, make_team, score_submission

PLACE = "/challenges/rade/leaderboard.csv"


@pytest.fixture
def board(edition, phase, leaderboard):
    """Two teams, one with a name that looks like a formula, and a baseline."""
    for number, name in enumerate(["=HYPERLINK(1)", "سفينة; «Étoile»", "Base"]):
        team = make_team(edition, name=f"Team {number}", captain=make_person(f"c{number}"), is_baseline=name == "Base")
        team.name, team.name_key = name, f"key{number}"
        team.save()
        entry = make_submission(team, phase, now=NOW + timedelta(minutes=number))
        score_submission(entry, public=1234.5 + number, private=-2.25 - number)
    return leaderboard


def text_of(answer) -> str:
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def rows_of(answer, *, delimiter: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text_of(answer)), delimiter=delimiter))


@pytest.mark.parametrize(
    ("language", "delimiter", "score"), [("fr", ";", "1234,5"), ("ar", ";", "1234,5"), ("en", ",", "1234.5")]
)
def test_file_is_as_excel_reads_it_in_each_language(visitor, board, language, delimiter, score):
    answer = visitor.get(f"{PLACE}?lang={language}")
    rows = rows_of(answer, delimiter=delimiter)
    assert rows[1][:4] == ["1", "'=HYPERLINK(1)", "0", score]
    assert rows[2][:3] == ["2", "سفينة; «Étoile»", "0"]
    assert rows[3][:3] == ["", "Base", "1"]
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_file_begins_with_the_sign_of_utf8_and_has_a_name(visitor, board):
    answer = visitor.get(PLACE)
    assert b"".join(answer.streaming_content).startswith(b"\xef\xbb\xbfRank,Team,Baseline,MAE (h),Bias (h),Scored,")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="leaderboard-rade-main.csv"'


def test_file_shows_the_private_part_after_the_close_only(visitor, board):
    assert "-2.25" not in text_of(visitor.get(PLACE))
    close_leaderboard(board, by=None, now=CLOSES_AT + timedelta(hours=1))
    rows = rows_of(visitor.get(PLACE), delimiter=",")
    assert rows[0][:5] == ["Rank", "Team", "Baseline", "Rank on the public part", "MAE (h)"]
    assert [row[:5] for row in rows[1:]] == [
        ["", "Base", "1", "", "-4.25"],
        ["1", "سفينة; «Étoile»", "0", "2", "-3.25"],
        ["2", "'=HYPERLINK(1)", "0", "1", "-2.25"],
    ]


def test_file_that_has_not_changed_is_not_sent_again(visitor, board):
    etag = visitor.get(PLACE).headers["ETag"]
    answer = visitor.get(PLACE, headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    french = visitor.get(f"{PLACE}?lang=fr", headers={"if-none-match": etag})
    assert french.status_code == 200


def test_file_is_written_once_for_everybody(visitor, board, django_assert_num_queries):
    first = text_of(visitor.get(PLACE))
    with django_assert_num_queries(2):
        assert text_of(visitor.get(PLACE)) == first


def test_file_of_a_phase_without_a_board_is_not_there(visitor, phase):
    assert visitor.get(PLACE).status_code == 404
    assert visitor.get("/challenges/nothing/leaderboard.csv").status_code == 404


def test_file_is_the_same_for_everybody(board, mallory, mallorys_team):
    mine = browser_of(mallory).get(PLACE)
    assert text_of(mine) == text_of(browser_of().get(PLACE))


@pytest.mark.parametrize("name", ["=1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "\r1"])
def test_formula_is_made_a_text(name):
    assert plain_cell(name) == f"'{name}"


@pytest.mark.parametrize("name", ["Étoile", "1=1", "a-b", ""])
def test_name_stays_as_it_is(name):
    assert plain_cell(name) == name
