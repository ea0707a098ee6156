"""What no rejudge does, and what nobody may do with one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from challenges.evaluations.actions import requeue_expired
from challenges.evaluations.models import Rejudge, State
from challenges.evaluations.publishing import publish_bundle
from challenges.evaluations.rules import BundleWouldReplaceScores
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.rejudging import apply_rejudge, drop_rejudge
from challenges.leaderboards.rules import (
    LATE_UPLOADS,
    BoardClosed,
    NewBundleIsForAll,
    NothingToRejudge,
    ReasonMissing,
    RejudgeApplied,
    RejudgeBroke,
    RejudgeOpen,
    RejudgeUnfinished,
)
from tests.challenges.leaderboards.swap import BEFORE, LATER, WHY, board, redo
from tests.factories import (
    BUNDLE,
    CLOSES_AT,
    NOW,
    bundle_folder,
    finish_rejudge,
    make_evaluation,
    make_submission,
)

pytestmark = pytest.mark.database

SECOND = timedelta(seconds=1)
AFTER = CLOSES_AT + LATE_UPLOADS + SECOND


def test_applying_is_refused_while_something_runs(entries, ask, phase, dora):
    rejudge = ask()
    finish_rejudge(rejudge, {entries["alice"]: {"public": 3.0}})
    with pytest.raises(RejudgeUnfinished) as refused:
        apply_rejudge(rejudge, by=dora, now=LATER)
    assert (refused.value.details, board(phase)) == ({"left": 1}, BEFORE)


def test_applying_is_refused_where_a_result_would_be_lost_by_our_fault(entries, ask, phase, dora):
    rejudge = ask()
    rejudge.evaluations.update(state=State.BROKEN)
    with pytest.raises(RejudgeBroke) as refused:
        apply_rejudge(rejudge, by=dora, now=LATER)
    assert (refused.value.details, board(phase)) == ({"broken": 2}, BEFORE)


def test_what_broke_before_may_break_again(leaderboard, alices_team, ask, phase, dora):
    make_evaluation(make_submission(alices_team, phase), state=State.BROKEN)
    rejudge = ask()
    rejudge.evaluations.update(state=State.BROKEN)
    assert apply_rejudge(rejudge, by=dora, now=LATER).applied_at == LATER


def test_applied_one_is_not_dropped(entries, ask, dora):
    rejudge = ask()
    redo(rejudge, entries)
    apply_rejudge(rejudge, by=dora, now=LATER)
    with pytest.raises(RejudgeApplied):
        drop_rejudge(rejudge, by=dora, now=LATER)


def test_second_open_one_is_refused(entries, ask, phase, bundle):
    ask()
    with pytest.raises(RejudgeOpen):
        ask(submission=entries["alice"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Rejudge.objects.create(phase=phase, bundle=bundle, reason=WHY, asked_at=NOW)


@pytest.mark.parametrize("state", [None, State.QUEUED, State.SENT, State.CANCELLED])
def test_rejudge_of_nothing_is_refused(leaderboard, alices_team, ask, phase, state):
    entry = make_submission(alices_team, phase)
    if state:
        make_evaluation(entry, state=state)
    for only in (None, entry):
        with pytest.raises(NothingToRejudge):
            ask(submission=only)
    assert not Rejudge.objects.exists()


def test_new_bundle_for_one_submission_is_refused(entries, ask, newer):
    with pytest.raises(NewBundleIsForAll):
        ask(submission=entries["alice"], bundle=newer)


@pytest.mark.parametrize("reason", [{}, {"fr": " \t"}, {"fr": "x" * 301}])
def test_reason_is_needed(entries, ask, reason):
    with pytest.raises(ReasonMissing):
        ask(reason=reason)


def test_closed_board_is_not_rejudged(entries, ask, phase, dora):
    close_leaderboard(phase.leaderboard, by=None, now=AFTER)
    with pytest.raises(BoardClosed):
        ask()


def test_broken_rejudge_returns_no_allowance(entries, ask):
    """The team has its result, and is not to know that anything was tried."""
    rejudge = ask()
    rejudge.evaluations.update(tries=99)
    requeue_expired(now=LATER)
    assert set(rejudge.evaluations.values_list("state", flat=True)) == {State.BROKEN}
    for entry in entries.values():
        entry.refresh_from_db()
        assert entry.is_counted


def test_publishing_over_an_open_rejudge_is_refused_too(entries, ask, phase, tmp_path):
    """Otherwise everything would be evaluated a third time, under what nobody looked at."""
    ask()
    changed = {**BUNDLE, "reference/truth.csv": BUNDLE["reference/truth.csv"].replace("a,public,1", "a,public,8")}
    with pytest.raises(BundleWouldReplaceScores):
        publish_bundle(phase, bundle_folder(tmp_path / "third", files=changed), now=LATER)
