"""A board is drawn once for everybody, and the reader's own line for them alone."""

import pytest

from challenges.leaderboards.keeping import touch
from challenges.leaderboards.queries import board_for
from challenges.pages.board import Board, Look, in_sight
from tests.factories import NOW, make_person, make_submission, make_team, score_submission


@pytest.fixture
def board(edition, phase, leaderboard):
    """Three teams; makes the board of a reader who plays in one of them, or in none."""
    teams = []
    for number in range(3):
        teams.append(make_team(edition, name=f"Team {number}", captain=make_person(f"c{number}")))
        score_submission(make_submission(teams[-1], phase), public=1.0 + number)
    return lambda plays=None, **look: Board(
        board_for(phase), NOW, None if plays is None else teams[plays], Look(**look)
    )


def test_sheet_is_drawn_once_for_everybody(board):
    first, nobody = board().sheet()
    second, own = board(1).sheet()
    assert second is first
    assert (nobody, own.team_name, own.rank) == (None, "Team 1", 2)


def test_sheet_is_drawn_anew_once_the_board_changed(board, leaderboard):
    first, _ = board().sheet()
    touch(leaderboard, now=NOW)
    assert board().sheet()[0] is not first


def test_own_line_is_marked_for_its_team_alone(board):
    shown = board(1)
    lines, stands = in_sight(*shown.sheet(), board=shown)
    assert ['id="own"' in line for line in lines] == [False, True, False]
    assert stands == ""
    assert 'id="own"' not in "".join(in_sight(*board().sheet(), board=board())[0])


@pytest.mark.parametrize(("number", "stands"), [("1", "after"), ("3", "before")])
def test_own_line_of_another_page_stands_at_the_edge(board, monkeypatch, number, stands):
    monkeypatch.setattr("challenges.pages.board.A_PAGE", 1)
    shown = board(1, number=number)
    lines, found = in_sight(*shown.sheet(), board=shown)
    assert (len(lines), found) == (2, stands)


def test_drawing_is_another_one_for_a_team_that_is_on_it(board):
    everybody, own = board(), board(0)
    assert "track-own" not in everybody.progress(*everybody.sheet())
    assert "track-own" in own.progress(*own.sheet())
