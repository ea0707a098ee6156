"""Evaluates again what has a result, and lets the new results count all at once, or never."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max

from challenges import bell
from challenges.editions.models import Phase
from challenges.evaluations.actions import UNFINISHED
from challenges.evaluations.cancelling import stop
from challenges.evaluations.models import Bundle, Evaluation, Rejudge
from challenges.evaluations.publishing import put_in_force
from challenges.evaluations.queries import bundle_in_force, open_rejudge, with_results
from challenges.journal.actions import hold_the_pen, write
from challenges.leaderboards.actions import rebuild
from challenges.leaderboards.keeping import locked
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.preview import counted, moves_of, newly_broken, seen_of, snapshot
from challenges.leaderboards.rules import (
    BoardClosed,
    NewBundleIsForAll,
    NothingToRejudge,
    RejudgeApplied,
    RejudgeBroke,
    RejudgeChanged,
    RejudgeDropped,
    RejudgeOpen,
    RejudgeUnfinished,
    require_reason,
)
from challenges.submissions.models import Submission
from evaluator.report import canonical

Person = AbstractBaseUser | None


@transaction.atomic
def ask_rejudge(
    phase: Phase,
    *,
    reason: Mapping[str, str],
    by: Person,
    now: datetime,
    submission: Submission | None = None,
    bundle: Bundle | None = None,
) -> Rejudge:
    """Queue one submission, or all of a phase that have a result, to be evaluated once more behind everything else,
    under the bundle in force or under another one that was prepared. Nothing of it counts before it is applied.

    Raises BoardClosed, RejudgeOpen, NothingToRejudge, ReasonMissing, NewBundleIsForAll.
    """
    told = require_reason(reason)
    hold_the_pen(now)
    if locked(phase).closed_at is not None:
        raise BoardClosed
    if open_rejudge(phase):
        raise RejudgeOpen
    in_force = bundle_in_force(phase)
    bundle = bundle or in_force
    if submission and bundle != in_force:
        raise NewBundleIsForAll
    chosen = [key for key in with_results(phase) if submission is None or key == submission.pk]
    if bundle is None or not chosen:
        raise NothingToRejudge
    rejudge = Rejudge.objects.create(phase=phase, bundle=bundle, reason=told, asked_at=now, asked_by_id=_key(by))
    _queue(rejudge, chosen, now=now)
    details = {"reason": told, "bundle": bundle.sha256, "evaluations": len(chosen)}
    _journal("rejudge.asked", rejudge, by=by, now=now, details=details)
    transaction.on_commit(bell.ring)
    return rejudge


@transaction.atomic
def apply_rejudge(rejudge: Rejudge, *, by: Person, now: datetime, seen: str | None = None) -> Rejudge:
    """From here on its results speak for their submissions, its bundle is in force and the board is built on both; what
    counted before is kept. Applied twice it changes nothing.

    `seen` is what whoever applies it was told (see preview.seen_of); None: nobody was asked. What it does not cover
    (received meanwhile) is found missing under a new bundle, and evaluated. Raises BoardClosed, RejudgeDropped,
    RejudgeUnfinished, RejudgeBroke, RejudgeChanged.
    """
    hold_the_pen(now)
    board = locked(rejudge.phase)
    rejudge.refresh_from_db()
    if rejudge.applied_at:
        return rejudge
    if board.closed_at is not None:
        raise BoardClosed
    _require_applicable(rejudge)
    is_new = rejudge.bundle != bundle_in_force(rejudge.phase)
    before, moves = _digest(board), moves_of(rejudge, board=board)
    if seen is not None and seen != seen_of(counted(moves), is_new_bundle=is_new):
        raise RejudgeChanged
    applied = {"applied_at": now, "applied_by_id": _key(by), "moves": [snapshot(move) for move in moves]}
    Rejudge.objects.filter(pk=rejudge.pk, applied_at=None, dropped_at=None).update(**applied)
    if is_new:
        put_in_force(rejudge.bundle, by=by, now=now)
    rebuild(board, now=now)
    rejudge.refresh_from_db()
    standings = {"standings_before": before, "standings_after": _digest(board)}
    _journal("rejudge.applied", rejudge, by=by, now=now, details={"bundle": rejudge.bundle.sha256, **standings})
    transaction.on_commit(bell.ring)
    return rejudge


@transaction.atomic
def drop_rejudge(rejudge: Rejudge, *, by: Person, now: datetime) -> Rejudge:
    """Stop what still runs of it; everything stays as it was. Dropped twice it changes nothing.

    Raises RejudgeApplied.
    """
    unfinished = Evaluation.objects.filter(rejudge=rejudge, state__in=UNFINISHED)
    stopped = list(unfinished.select_for_update(of=("self",), no_key=True).order_by("pk"))
    hold_the_pen(now)
    open_ = Rejudge.objects.filter(pk=rejudge.pk, applied_at=None, dropped_at=None)
    is_dropped = open_.update(dropped_at=now, dropped_by_id=_key(by))
    rejudge.refresh_from_db()
    if rejudge.applied_at:
        raise RejudgeApplied
    if is_dropped:
        stop(stopped, now=now)
        _journal("rejudge.dropped", rejudge, by=by, now=now, details={"stopped": len(stopped)})
    return rejudge


def _queue(rejudge: Rejudge, submissions: list[UUID], *, now: datetime) -> None:
    earlier = Evaluation.objects.filter(submission__phase=rejudge.phase, bundle=rejudge.bundle).order_by()
    attempts = Counter(dict(earlier.values_list("submission_id").annotate(Max("attempt"))))
    Evaluation.objects.bulk_create(
        [
            Evaluation(
                submission_id=submission,
                bundle=rejudge.bundle,
                rejudge=rejudge,
                attempt=attempts[submission] + 1,
                queued_at=now,
            )
            for submission in submissions
        ],
        batch_size=500,
    )


def _require_applicable(rejudge: Rejudge) -> None:
    if rejudge.dropped_at:
        raise RejudgeDropped
    left = rejudge.evaluations.filter(state__in=UNFINISHED).count()
    if left:
        raise RejudgeUnfinished(left=left)
    broken = newly_broken(rejudge)
    if broken:
        raise RejudgeBroke(broken=broken)


def _digest(board: Leaderboard) -> str:
    """Of the public standings, so that the journal can prove what an application changed."""
    rows = board.best_scores.order_by("sort_value", "received_at", "team_id")
    told = [[str(row.team_id), str(row.evaluation_id), row.values] for row in rows]
    return hashlib.sha256(canonical({"standings": told}).encode()).hexdigest()


def _journal(deed: str, rejudge: Rejudge, *, by: Person, now: datetime, details: Mapping[str, object]) -> None:
    told = {"phase": str(rejudge.phase), **details}
    write(deed, subject=f"rejudge:{rejudge.pk}", by=by, actor="" if by else "operator", now=now, details=told)


def _key(by: Person) -> int | None:
    return by.pk if by else None
