"""A team's line comes from what speaks for its submissions: of each the last result, of all the best."""

import pytest

from challenges.evaluations.models import State
from challenges.leaderboards.lines import best_lines, entry_of, values_of
from challenges.leaderboards.queries import scored_evaluations
from tests.challenges.leaderboards.swap import redo
from tests.factories import NOW, finish_rejudge, make_evaluation, make_submission, score_submission

pytestmark = pytest.mark.database


def found(leaderboard, **asked) -> dict[str, float]:
    return {str(line.team): line.sort_value for line in best_lines(leaderboard, **asked)}


def test_line_is_the_teams_best_and_of_the_team_asked_for(entries, leaderboard, alices_team):
    score_submission(make_submission(alices_team, leaderboard.phase), public=0.75)
    assert found(leaderboard) == {"Les Alizés": 0.75, "Contre-courant": 2.0}
    assert found(leaderboard, team_ids=[alices_team.pk]) == {"Les Alizés": 0.75}
    line = best_lines(leaderboard, team_ids=[alices_team.pk])[0]
    assert (entry_of(line).sort_value, line.scored_count, line.values) == (0.75, 2, {"mae": 0.75, "bias": 0.0})


def test_rejudge_counts_in_a_trial_only_and_as_far_as_it_has_results(entries, leaderboard, ask):
    rejudge = ask()
    assert found(leaderboard, trial=rejudge) == {"Les Alizés": 1.0, "Contre-courant": 2.0}
    finish_rejudge(rejudge, {entries["alice"]: {"outcome": "crashed"}})
    assert found(leaderboard, trial=rejudge) == {"Contre-courant": 2.0}
    assert found(leaderboard) == {"Les Alizés": 1.0, "Contre-courant": 2.0}


@pytest.mark.parametrize("state", [State.QUEUED, State.SENT, State.BROKEN, State.CANCELLED])
def test_attempt_without_a_result_hides_no_score(entries, leaderboard, state):
    make_evaluation(entries["alice"], attempt=2, state=state)
    assert found(leaderboard)["Les Alizés"] == 1.0


def test_last_result_speaks_for_a_submission(entries, leaderboard, bundle, ask, dora):
    rejudge = ask()
    redo(rejudge, entries)
    rejudge.applied_at = NOW
    rejudge.save()
    spoken = scored_evaluations(leaderboard.phase, bundle)
    assert {evaluation.attempt for evaluation in spoken} == {2}
    assert found(leaderboard) == {"Les Alizés": 3.0, "Contre-courant": 0.5}


def test_values_are_of_one_part(submission, leaderboard):
    evaluation = score_submission(submission, public=1.0, private=7.0)
    assert values_of([evaluation.pk], part="public") == {evaluation.pk: {"mae": 1.0, "bias": 0.0}}
    assert values_of([evaluation.pk], part="private") == {evaluation.pk: {"mae": 7.0, "bias": 0.0}}
