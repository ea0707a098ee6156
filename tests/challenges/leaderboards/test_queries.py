"""Reading a board: the same as the pure ranking, page by page, in a constant number of queries."""

import random
import uuid
from datetime import timedelta

import pytest

from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.models import BestScore
from challenges.leaderboards.queries import (
    board_for,
    closable,
    count_rows,
    is_final,
    live_page,
    row_of,
    standings,
)
from challenges.leaderboards.rules import LATE_UPLOADS, Entry, rank
from challenges.teams.models import Team
from tests.factories import CLOSES_AT, NOW, make_evaluation, make_submission, score_submission

pytestmark = pytest.mark.database

SECOND = timedelta(seconds=1)
AFTER = CLOSES_AT + SECOND


@pytest.fixture
def crowd(leaderboard, submission, edition):
    """Forty teams with many ties, every fifth a baseline."""
    evaluation = make_evaluation(submission)
    draw = random.Random(7)
    for number in range(40):
        key = uuid.UUID(int=draw.getrandbits(128))
        team = Team.objects.create(
            pk=key,
            edition=edition,
            name=f"T{number}",
            name_key=f"t{number}",
            created_at=NOW,
            is_baseline=number % 5 == 0,
        )
        BestScore.objects.create(
            leaderboard=leaderboard,
            team=team,
            evaluation=evaluation,
            sort_value=draw.randrange(6),
            values={"mae": 1.0},
            received_at=NOW + draw.randrange(2) * SECOND,
            is_baseline=team.is_baseline,
            scored_count=1,
        )
    return leaderboard


def expected_rows(leaderboard) -> list[tuple[uuid.UUID, int | None]]:
    bests = leaderboard.best_scores.all()
    places = rank([Entry(best.team_id, best.sort_value, best.received_at, best.is_baseline) for best in bests])
    return [(place.entry.team, place.rank) for place in places]


@pytest.mark.parametrize("size", [1, 3, 7, 40])
def test_pages_together_are_the_pure_ranking(crowd, size):
    pages = [live_page(crowd, offset=offset, limit=size)[0] for offset in range(0, 40, size)]
    assert [(row.team_id, row.rank) for page in pages for row in page] == expected_rows(crowd)


def test_row_of_is_the_line_of_the_board(crowd):
    board = {row.team_id: row for row in live_page(crowd)[0]}
    for team in Team.objects.filter(pk__in=board):
        assert row_of(crowd, team) == board[team.pk]


@pytest.mark.parametrize(("offset", "limit"), [(0, 3), (20, 20), (39, 1)])
def test_page_takes_three_queries(crowd, offset, limit, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        live_page(crowd, offset=offset, limit=limit)[0]


def test_standings_turn_final_at_the_close(alices_team, leaderboard, submission):
    score_submission(submission, public=1.0, private=2.0)
    assert [row.values["mae"] for row in standings(leaderboard)] == [1.0]
    closed = close_leaderboard(leaderboard, by=None, now=AFTER)
    assert [row.values["mae"] for row in standings(closed)] == [2.0]
    assert (is_final(closed), count_rows(closed)) == (True, 1)
    assert row_of(closed, alices_team) == standings(closed)[0]


def test_row_of_a_team_without_score_is_none(mallorys_team, leaderboard):
    assert row_of(leaderboard, mallorys_team) is None


def test_board_for_is_none_before_the_first_bundle(phase):
    assert board_for(phase) is None


def test_closable_waits_for_the_hour_and_the_last_result(submission, leaderboard, alices_team):
    score_submission(submission)
    settled = CLOSES_AT + LATE_UPLOADS + SECOND
    assert closable(now=CLOSES_AT) == []
    assert closable(now=CLOSES_AT + LATE_UPLOADS) == []  # an upload of the last second may still be on its way
    assert closable(now=settled) == [leaderboard]
    make_submission(alices_team, leaderboard.phase, now=CLOSES_AT)
    assert closable(now=settled) == []
