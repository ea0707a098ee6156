"""Ranks counted by the database are those of the pure ranking, of a stretch of the board and of lines from anywhere."""

import random

import pytest

from challenges.leaderboards.models import BestScore
from challenges.leaderboards.queries import (
    Asked,
    asked_for,
    count_rows,
    count_teams,
    lines_before,
    live_page,
)
from challenges.leaderboards.ranking import found_ranks, ranks_of
from challenges.teams.models import Team
from tests.challenges.leaderboards.test_queries import crowd, expected_rows  # noqa: F401

pytestmark = pytest.mark.database


def test_found_lines_keep_their_ranks(crowd):  # noqa: F811
    wanted = dict(expected_rows(crowd))
    lines = random.Random(1).sample(list(crowd.best_scores.all()), 15)
    found = found_ranks(crowd, BestScore, lines)
    assert found == {line.team_id: wanted[line.team_id] for line in lines if not line.is_baseline}
    assert found_ranks(crowd, BestScore, []) == {}


def test_rank_of_one_line_is_that_of_the_board(crowd):  # noqa: F811
    for line in crowd.best_scores.filter(is_baseline=False):
        assert ranks_of(crowd.best_scores.all(), [], own=line) == {
            line.team_id: dict(expected_rows(crowd))[line.team_id]
        }


@pytest.mark.parametrize("typed", ["T1", "t 1", "Ｔ１", "ṫ١"])
def test_search_folds_and_ranks_stay(crowd, typed):  # noqa: F811
    named = set(Team.objects.filter(name__startswith="T1").values_list("pk", flat=True))
    expected = [row for row in expected_rows(crowd) if row[0] in named]
    found = live_page(crowd, asked=asked_for(typed))[0]
    assert [(row.team_id, row.rank) for row in found] == expected
    assert count_rows(crowd, asked=asked_for(typed)) == len(expected) == 11


@pytest.mark.parametrize("typed", ["%", "_", "\x00", "\ud800", "'; --", "\\", "x" * 5000])
def test_search_takes_anything(crowd, typed):  # noqa: F811
    found = live_page(crowd, asked=asked_for(typed))[0]
    assert len(found) == (40 if asked_for(typed).needle == "" else 0)


def test_board_without_baselines_is_the_same_but_for_them(crowd):  # noqa: F811
    found = live_page(crowd, offset=5, limit=9, asked=Asked(baselines=False))[0]
    assert [(row.team_id, row.rank) for row in found] == [row for row in expected_rows(crowd) if row[1]][5:14]
    assert count_teams(crowd) == 32


def test_own_line_comes_with_every_page(crowd, django_assert_max_num_queries):  # noqa: F811
    wanted = dict(expected_rows(crowd))
    team = Team.objects.get(name="T17")
    for asked in (Asked(), Asked(needle="t3"), Asked(baselines=False)):
        with django_assert_max_num_queries(3):
            _, own = live_page(crowd, offset=0, limit=5, asked=asked, team=team)
        assert (own.team_id, own.rank) == (team.pk, wanted[team.pk])


def test_lines_before_a_team_count_baselines_too(crowd):  # noqa: F811
    places = [team for team, _ in expected_rows(crowd)]
    for team in Team.objects.filter(name__in=["T0", "T7", "T39"]):
        assert lines_before(crowd, team) == places.index(team.pk)
    assert lines_before(crowd, Team(pk=crowd.phase.challenge.edition.teams.get(name="Les Alizés").pk)) is None
