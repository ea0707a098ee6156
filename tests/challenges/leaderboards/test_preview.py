"""Who would move, before anything does: of the public part only, and in a constant number of queries."""

import pytest

from challenges.evaluations.models import State
from challenges.evaluations.publishing import prepare_bundle
from challenges.leaderboards.preview import Change, Preview, Progress, TeamMove, kept, preview
from challenges.leaderboards.queries import board_for
from challenges.leaderboards.rejudging import apply_rejudge, drop_rejudge
from challenges.submissions.actions import return_allowance
from tests.challenges.leaderboards.swap import LATER, SWAPPED, board, redo
from tests.factories import (
    BUNDLE,
    NOW,
    bundle_folder,
    finish_rejudge,
    make_evaluation,
    make_person,
    make_submission,
    make_team,
    score_submission,
)

pytestmark = pytest.mark.database


def look(rejudge) -> Preview:
    return preview(rejudge, board=board_for(rejudge.phase))


def shown(found: list[TeamMove]) -> list[tuple[object, ...]]:
    return [(move.team_name, move.old_rank, move.new_rank, move.old_score, move.new_score) for move in found]


def test_nothing_ended_yet_moves_nobody(entries, ask):
    found = look(ask())
    assert shown(found.moves) == [("Les Alizés", 1, 1, 1.0, 1.0), ("Contre-courant", 2, 2, 2.0, 2.0)]
    assert (found.progress, found.changes) == (Progress(scored=0, failed=0, broken=0, left=2), [])
    assert (found.progress.ended, found.progress.total) == (0, 2)


def test_half_of_it_shows_what_half_of_it_would_do(entries, ask):
    rejudge = ask()
    finish_rejudge(rejudge, {entries["mallory"]: {"public": 0.5}})
    assert shown(look(rejudge).moves) == [("Contre-courant", 2, 1, 2.0, 0.5), ("Les Alizés", 1, 2, 1.0, 1.0)]


def test_preview_is_what_applying_then_does(entries, ask, phase, dora):
    rejudge = ask()
    redo(rejudge, entries)
    promised = look(rejudge).moves
    assert [(move.team_name, move.gained, move.lost) for move in promised] == [
        ("Contre-courant", 1, -1),
        ("Les Alizés", -1, 1),
    ]
    apply_rejudge(rejudge, by=dora, now=LATER)
    assert board(phase) == SWAPPED
    assert kept(rejudge) == promised


def test_outcomes_that_change_are_listed_and_who_leaves_stands_last(entries, ask):
    rejudge = ask()
    finish_rejudge(rejudge, {entries["alice"]: {"outcome": "predictions_refused"}, entries["mallory"]: {"public": 2.0}})
    found = look(rejudge)
    assert shown(found.moves) == [("Contre-courant", 2, 1, 2.0, 2.0), ("Les Alizés", 1, None, 1.0, None)]
    assert found.changes == [Change(entries["alice"].pk, "Les Alizés", "scored", "predictions_refused")]
    assert (found.change_count, found.newly_broken) == (1, 0)


def test_what_we_broke_is_told_and_costs_nobody_the_line(entries, ask):
    rejudge = ask()
    rejudge.evaluations.filter(submission=entries["alice"]).update(state=State.BROKEN)
    found = look(rejudge)
    assert found.newly_broken == 1
    assert shown(found.moves)[0] == ("Les Alizés", 1, 1, 1.0, 1.0)


def test_failure_that_becomes_a_score_enters_the_board(leaderboard, alices_team, phase, ask):
    entry = make_submission(alices_team, phase)
    score_submission(entry, outcome="crashed")
    rejudge = ask()
    finish_rejudge(rejudge, {entry: {"public": 0.25}})
    found = look(rejudge)
    assert shown(found.moves) == [("Les Alizés", None, 1, None, 0.25)]
    assert [(change.old, change.new) for change in found.changes] == [("crashed", "scored")]


def test_baseline_moves_without_a_rank(entries, ask, phase, challenge):
    naive = make_team(challenge.edition, name="Référence", captain=make_person("robot"), is_baseline=True)
    entry = make_submission(naive, phase)
    score_submission(entry, public=1.5)
    rejudge = ask()
    finish_rejudge(rejudge, {entry: {"public": 0.1}})
    assert shown(look(rejudge).moves)[0] == ("Référence", None, None, 1.5, 0.1)


def test_new_bundle_is_shown_by_its_own_column_and_tells_what_it_does_not_cover(
    entries, ask, phase, bundle, tmp_path, alices_team
):
    described = BUNDLE["challenge.yaml"].replace("better: lower", "better: higher")
    newer = prepare_bundle(phase, bundle_folder(tmp_path / "newer", files={**BUNDLE, "challenge.yaml": described}))
    rejudge = ask(bundle=newer)
    redo(rejudge, entries)
    score_submission(make_submission(alices_team, phase), public=0.1)
    cancelled = make_submission(alices_team, phase)
    make_evaluation(cancelled, state=State.CANCELLED)
    return_allowance(cancelled, now=NOW)
    found = look(rejudge)
    assert (found.is_new_bundle, found.uncovered) == (True, 1)
    assert (found.old_column["better"], found.new_column["better"]) == ("lower", "higher")
    assert shown(found.moves) == [("Les Alizés", 1, 1, 0.1, 3.0), ("Contre-courant", 2, 2, 2.0, 0.5)]


def test_nothing_private_is_in_it(entries, ask, dora):
    rejudge = ask()
    results = {entries["alice"]: {"public": 3.0, "private": 0.987654}, entries["mallory"]: {"public": 2.0}}
    finish_rejudge(rejudge, results)
    assert "0.987654" not in repr(look(rejudge))
    apply_rejudge(rejudge, by=dora, now=LATER)
    assert "0.987654" not in repr(rejudge.moves)


def test_dropped_one_may_still_be_looked_at(entries, ask, dora):
    rejudge = ask()
    redo(rejudge, entries)
    drop_rejudge(rejudge, by=dora, now=LATER)
    assert shown(look(rejudge).moves)[0] == ("Contre-courant", 2, 1, 2.0, 0.5)


@pytest.mark.parametrize("teams", [1, 4])
def test_preview_takes_the_same_queries_whatever_the_number_of_teams(
    leaderboard, phase, challenge, ask, teams, django_assert_num_queries
):
    for number in range(teams):
        team = make_team(challenge.edition, name=f"Équipe {number}", captain=make_person(f"captain{number}"))
        score_submission(make_submission(team, phase), public=number)
    rejudge = ask()
    finish_rejudge(rejudge, {evaluation.submission: {"public": 9.0} for evaluation in rejudge.evaluations.all()})
    there = board_for(phase)
    with django_assert_num_queries(11):
        preview(rejudge, board=there)
