"""A rejudge counts all at once or never; what counted before is kept; nothing is lost by it."""

from datetime import timedelta

import pytest

from challenges.evaluations.actions import dispatch, request_missing
from challenges.evaluations.models import Rejudge, Score, State
from challenges.evaluations.queries import bundle_in_force, latest_of, missing, unfinished_of
from challenges.journal.models import JournalEntry
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.models import BestScore
from challenges.leaderboards.queries import closable
from challenges.leaderboards.rejudging import apply_rejudge, drop_rejudge
from challenges.leaderboards.rules import (
    LATE_UPLOADS,
    RejudgeDropped,
    RejudgeOpen,
)
from tests.challenges.evaluations.outbox import Outbox
from tests.challenges.leaderboards.swap import BEFORE, LATER, SWAPPED, WHY, board, redo
from tests.factories import (
    CLOSES_AT,
    NOW,
    finish_rejudge,
    make_evaluation,
    make_machine,
    make_submission,
    score_submission,
)

pytestmark = pytest.mark.database

SECOND = timedelta(seconds=1)
AFTER = CLOSES_AT + LATE_UPLOADS + SECOND


def test_asking_queues_each_result_once_more_behind_everything(entries, ask, phase, dora, alices_team):
    make_machine(slots=1)
    rejudge = ask()
    assert (rejudge.reason, rejudge.asked_by, rejudge.asked_at, rejudge.bundle) == (
        WHY,
        dora,
        LATER,
        bundle_in_force(phase),
    )
    asked = rejudge.evaluations.values_list("submission", "attempt", "state", "queued_at")
    assert set(asked) == {(entry.pk, 2, State.QUEUED, LATER) for entry in entries.values()}
    contest = make_evaluation(make_submission(alices_team, phase), now=LATER + SECOND)
    outbox = Outbox()
    dispatch(now=NOW, send=outbox.send)
    assert (outbox[0].evaluation, outbox.priorities) == (str(contest.pk), [0, 9])


def test_asking_takes_failed_and_broken_and_leaves_what_waits_or_was_cancelled(leaderboard, alices_team, ask, phase):
    chosen = [State.SCORED, State.FAILED, State.BROKEN]
    for state in (*chosen, State.QUEUED, State.SENT, State.CANCELLED):
        make_evaluation(make_submission(alices_team, phase), state=state)
    states = ask().evaluations.values_list("submission__evaluations__state", flat=True)
    assert sorted(set(states) - {State.QUEUED}) == sorted(chosen)


def test_asking_for_one_takes_one(entries, ask):
    rejudge = ask(submission=entries["mallory"])
    assert [evaluation.submission for evaluation in rejudge.evaluations.all()] == [entries["mallory"]]


def test_nothing_counts_before_it_is_applied(entries, ask, phase):
    redo(ask(), entries)
    assert board(phase) == BEFORE
    assert [latest_of(entry).attempt for entry in entries.values()] == [1, 1]
    assert [best.scored_count for best in BestScore.objects.all()] == [1, 1]
    assert not unfinished_of(phase)
    assert not missing().exists()


def test_unfinished_rejudge_is_nobodys_wait(entries, ask, phase):
    ask()
    assert not unfinished_of(phase)
    assert [latest_of(entry).state for entry in entries.values()] == [State.SCORED] * 2


def test_applying_lets_all_of_it_count_and_keeps_the_old(entries, ask, phase, dora):
    rejudge = ask()
    redo(rejudge, entries)
    apply_rejudge(rejudge, by=dora, now=LATER)
    assert board(phase) == SWAPPED
    assert [latest_of(entry).rejudge for entry in entries.values()] == [rejudge] * 2
    old = Score.objects.filter(evaluation__attempt=1, part="public", key="mae").values_list("value", flat=True)
    assert sorted(old) == [1.0, 2.0]
    assert (rejudge.applied_by, rejudge.applied_at) == (dora, LATER)


def test_worse_result_replaces_the_better_one_and_a_failure_takes_the_line(entries, ask, phase, dora):
    rejudge = ask()
    finish_rejudge(rejudge, {entries["alice"]: {"public": 7.0}, entries["mallory"]: {"outcome": "predictions_refused"}})
    apply_rejudge(rejudge, by=dora, now=LATER)
    assert board(phase) == [(1, "Les Alizés", 7.0)]


def test_applying_twice_changes_nothing(entries, ask, phase, dora, alice):
    rejudge = ask()
    redo(rejudge, entries)
    apply_rejudge(rejudge, by=dora, now=LATER)
    apply_rejudge(rejudge, by=alice, now=LATER + SECOND)
    assert (rejudge.applied_by, rejudge.applied_at) == (dora, LATER)
    assert JournalEntry.objects.filter(deed="rejudge.applied").count() == 1


def test_dropping_leaves_everything_as_it_was_and_stops_what_runs(entries, ask, phase, dora, newer, bundle):
    rejudge = ask(bundle=newer)
    finish_rejudge(rejudge, {entries["alice"]: {"public": 3.0}})
    drop_rejudge(rejudge, by=dora, now=LATER)
    drop_rejudge(rejudge, by=dora, now=LATER + SECOND)
    assert board(phase) == BEFORE
    assert sorted(rejudge.evaluations.values_list("state", flat=True)) == [State.CANCELLED, State.SCORED]
    assert (bundle_in_force(phase), newer.published_at, missing().exists()) == (bundle, None, False)
    assert JournalEntry.objects.filter(deed="rejudge.dropped").count() == 1
    with pytest.raises(RejudgeDropped):
        apply_rejudge(rejudge, by=dora, now=LATER)


def test_dropped_submission_may_be_rejudged_again(entries, ask, phase, dora):
    drop_rejudge(ask(), by=dora, now=LATER)
    again = ask()
    assert set(again.evaluations.values_list("attempt", flat=True)) == {3}
    redo(again, entries)
    apply_rejudge(again, by=dora, now=LATER)
    assert board(phase) == SWAPPED


def test_new_bundle_comes_in_force_with_its_results(entries, ask, phase, dora, newer, bundle):
    rejudge = ask(bundle=newer)
    assert set(rejudge.evaluations.values_list("attempt", "bundle")) == {(1, newer.pk)}
    redo(rejudge, entries)
    assert (board(phase), bundle_in_force(phase)) == (BEFORE, bundle)
    apply_rejudge(rejudge, by=dora, now=LATER)
    assert (board(phase), bundle_in_force(phase)) == (SWAPPED, newer)
    assert request_missing(now=LATER) == 0
    assert JournalEntry.objects.get(deed="bundle.published", by=dora).details["sha256"] == newer.sha256


def test_what_comes_meanwhile_is_scored_by_the_bundle_in_force_and_then_by_the_new_one(
    entries, ask, phase, dora, newer, bundle, alices_team
):
    rejudge = ask(bundle=newer)
    redo(rejudge, entries)
    meanwhile, waiting = (make_submission(alices_team, phase, now=NOW + n * SECOND) for n in (10, 11))
    score_submission(meanwhile, public=0.1)
    make_evaluation(waiting)
    assert board(phase)[0] == (1, "Les Alizés", 0.1)
    apply_rejudge(rejudge, by=dora, now=LATER)
    assert board(phase) == SWAPPED
    assert request_missing(now=LATER) == 2
    for entry in (meanwhile, waiting):
        assert (latest_of(entry).bundle, latest_of(entry).state) == (newer, State.QUEUED)


def test_older_bundle_is_put_in_force_again(entries, ask, phase, dora, newer, bundle):
    for back_and_forth in (newer, bundle, newer):
        rejudge = ask(bundle=back_and_forth)
        redo(rejudge, entries, now=LATER)
        apply_rejudge(rejudge, by=dora, now=LATER + Rejudge.objects.count() * SECOND)
        assert bundle_in_force(phase) == back_and_forth
        assert [latest_of(entry).rejudge for entry in entries.values()] == [rejudge] * 2
        assert not missing().exists()


def test_open_rejudge_holds_the_close(entries, ask, phase, dora):
    rejudge = ask()
    redo(rejudge, entries)
    assert closable(now=AFTER) == []
    with pytest.raises(RejudgeOpen):
        close_leaderboard(phase.leaderboard, by=None, now=AFTER)
    apply_rejudge(rejudge, by=dora, now=AFTER)
    close_leaderboard(phase.leaderboard, by=None, now=AFTER)
    assert [standing.evaluation.rejudge for standing in phase.leaderboard.standings.all()] == [rejudge] * 2


def test_journal_proves_what_was_changed_and_tells_no_score(entries, ask, phase, dora):
    rejudge = ask()
    redo(rejudge, entries)
    apply_rejudge(rejudge, by=dora, now=LATER)
    told = {entry.deed: entry for entry in JournalEntry.objects.filter(subject=f"rejudge:{rejudge.pk}")}
    assert told["rejudge.asked"].details == {
        "phase": "rade/main",
        "reason": WHY,
        "bundle": rejudge.bundle.sha256,
        "evaluations": 2,
    }
    applied = told["rejudge.applied"].details
    assert set(applied) == {"phase", "bundle", "standings_before", "standings_after"}
    assert applied["standings_before"] != applied["standings_after"]
    assert {entry.by for entry in told.values()} == {dora}
