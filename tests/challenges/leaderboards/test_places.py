"""Several boards at once: the same numbers as board by board, and as many queries for three as for one."""

import pytest

from challenges.editions.models import Edition
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.places import Place, places
from challenges.leaderboards.queries import row_of
from challenges.leaderboards.rules import LATE_UPLOADS
from tests.factories import CLOSES_AT, make_challenge, make_phase

pytestmark = pytest.mark.database


def test_place_is_the_rank_on_the_board(entries, leaderboard, alices_team, mallorys_team):
    phase = leaderboard.phase
    for team in (alices_team, mallorys_team):
        assert places([phase], team=team) == {phase.pk: Place(2, row_of(leaderboard, team).rank)}
    assert places([phase], team=None) == {phase.pk: Place(2, None)}


def test_equal_score_is_behind_where_it_came_later(entries, leaderboard, mallorys_team):
    leaderboard.best_scores.update(sort_value=1.0)
    assert places([leaderboard.phase], team=mallorys_team)[leaderboard.phase.pk].rank == 2


def test_baseline_is_neither_counted_nor_ahead(entries, leaderboard, alices_team, mallorys_team):
    alices_team.is_baseline = True
    alices_team.save()
    leaderboard.best_scores.filter(team=alices_team).update(is_baseline=True)
    assert places([leaderboard.phase], team=mallorys_team) == {leaderboard.phase.pk: Place(1, 1)}


def test_closed_board_tells_its_final_places(entries, leaderboard, mallorys_team):
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT + 2 * LATE_UPLOADS)
    leaderboard.best_scores.all().delete()
    assert places([leaderboard.phase], team=mallorys_team) == {leaderboard.phase.pk: Place(2, 2)}


def test_frozen_board_tells_what_it_shows(entries, leaderboard, mallorys_team):
    """Nothing was received before its hour: whatever is scored meanwhile is not told."""
    Leaderboard.objects.update(frozen_at=CLOSES_AT)
    assert places([leaderboard.phase], team=mallorys_team) == {leaderboard.phase.pk: Place(0, None)}


def test_three_boards_cost_as_much_as_one(entries, leaderboard, edition, alices_team, django_assert_num_queries):
    phases = [leaderboard.phase]
    with django_assert_num_queries(4):
        places(phases, team=alices_team)
    for at in (1, 2):
        phases.append(make_phase(make_challenge(edition, slug=f"c{at}")))
        Leaderboard.objects.create(phase=phases[-1], columns=leaderboard.columns)
    with django_assert_num_queries(4):
        places(phases, team=alices_team)


def test_board_under_hold_tells_the_places_it_showed(entries, leaderboard, alices_team, mallorys_team):
    Edition.objects.update(is_told_on_stage=True)
    held = Leaderboard.objects.get()
    before = places([leaderboard.phase], team=mallorys_team)
    close_leaderboard(held, by=None, now=CLOSES_AT + 2 * LATE_UPLOADS)
    held.standings.update(rank=7)
    assert places([leaderboard.phase], team=mallorys_team) == before
