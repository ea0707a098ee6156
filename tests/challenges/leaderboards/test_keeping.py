"""Lines are written where they are not as they were, and visitors' copies age only then."""

import pytest

from challenges.editions.models import Phase
from challenges.evaluations.models import Evaluation, State
from challenges.leaderboards.actions import close_leaderboard, rebuild, retake
from challenges.leaderboards.keeping import keep_lines, locked
from challenges.leaderboards.models import BestScore, Leaderboard
from tests.factories import CLOSES_AT, NOW, make_submission, score_submission

pytestmark = pytest.mark.database


def stamp() -> object:
    return Leaderboard.objects.get().stamp


def test_board_that_is_missing_is_made(bundle):
    assert [locked(bundle.phase).pk for _ in range(2)] == [Leaderboard.objects.get().pk] * 2


def test_lines_that_are_as_they_were_are_not_written(alices_team, leaderboard):
    score_submission(make_submission(alices_team, leaderboard.phase))
    before, line = stamp(), BestScore.objects.values().get()
    keep_lines(leaderboard, team_ids=[alices_team.pk], now=NOW)
    assert (stamp(), BestScore.objects.values().get()) == (before, line)


def test_worse_submission_is_counted_and_so_the_board_has_changed(alices_team, leaderboard):
    score_submission(make_submission(alices_team, leaderboard.phase), public=1.0)
    before = stamp()
    score_submission(make_submission(alices_team, leaderboard.phase), public=2.0)
    assert stamp() != before
    assert BestScore.objects.values_list("sort_value", "scored_count").get() == (1.0, 2)


def test_retake_moves_lines_between_teams(alices_team, mallorys_team, leaderboard):
    """As a merge does: what one team handed in is the other's."""
    for team, public in ((alices_team, 2.0), (mallorys_team, 1.0)):
        score_submission(make_submission(team, leaderboard.phase), public=public)
    mallorys_team.submissions.update(team=alices_team)
    retake(leaderboard.phase, team_ids=[alices_team.pk, mallorys_team.pk], now=NOW)
    line = BestScore.objects.get()
    assert (line.team, line.sort_value, line.scored_count) == (alices_team, 1.0, 2)


def test_retake_leaves_other_teams_and_a_closed_board_alone(alices_team, mallorys_team, leaderboard):
    for team in (alices_team, mallorys_team):
        score_submission(make_submission(team, leaderboard.phase))
    Evaluation.objects.update(state=State.BROKEN)
    retake(leaderboard.phase, team_ids=[alices_team.pk], now=NOW)
    assert [line.team for line in BestScore.objects.all()] == [mallorys_team]
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT.replace(year=2028))
    retake(leaderboard.phase, team_ids=[mallorys_team.pk], now=NOW)
    assert [line.team for line in BestScore.objects.all()] == [mallorys_team]


def test_rebuild_takes_the_same_queries_whatever_the_number_of_submissions(
    alices_team, leaderboard, django_assert_num_queries
):
    for count in (1, 5):
        for _ in range(count):
            score_submission(make_submission(alices_team, leaderboard.phase))
        with django_assert_num_queries(14):
            rebuild(leaderboard, now=NOW)


def test_board_of_another_phase_is_untouched(alices_team, leaderboard, challenge):
    other = Leaderboard.objects.create(
        phase=Phase.objects.create(
            challenge=challenge, slug="next", title={}, opens_at=NOW, closes_at=CLOSES_AT, freezes_at=NOW
        ),
        columns=leaderboard.columns,
    )
    score_submission(make_submission(alices_team, leaderboard.phase))
    other.refresh_from_db()
    assert (other.best_scores.count(), other.frozen_at) == (0, None)
