"""A team takes an entry back: for nothing while it waits, and while it runs by stopping it."""

from datetime import datetime
from functools import partial

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges import bell
from challenges.evaluations.actions import UNFINISHED, request_missing
from challenges.evaluations.live import forget_live_logs
from challenges.evaluations.models import Evaluation, Machine, State
from challenges.evaluations.queries import missing, was_judged
from challenges.evaluations.rules import SILENCE, AlreadyEnded, AlreadyRunning
from challenges.journal.actions import write
from challenges.recall import recall
from challenges.submissions.actions import return_allowance
from challenges.submissions.models import Selection, Submission
from challenges.submissions.rules import NotAMember
from challenges.teams.queries import is_member


@transaction.atomic
def cancel(submission: Submission, *, by: AbstractBaseUser, now: datetime, only_waiting: bool = False) -> None:
    """Whatever is under way for this submission ends here; a report that comes later finds its ticket worthless. That
    it was chosen for the close ends too.

    What has not begun gives the allowance back. What runs is stopped and stays counted: its log could be watched, and
    cancelling would be a way to try things out for nothing. With `only_waiting` that is refused instead. Raises
    NotAMember, AlreadyEnded, AlreadyRunning.
    """
    if not is_member(by, submission.team):
        raise NotAMember
    under_way = _under_way(submission, now=now)
    if not under_way:
        raise AlreadyEnded
    has_begun = any(evaluation.ticket and evaluation.started_at for evaluation in under_way)
    if has_begun and only_waiting:
        raise AlreadyRunning
    stop(under_way, now=now)
    if not has_begun:
        return_allowance(submission, now=now)
    was_chosen, _ = Selection.objects.filter(submission=submission).delete()
    details = {"evaluations": [str(evaluation.pk) for evaluation in under_way], "had_begun": has_begun}
    details |= {"no_longer_chosen": True} if was_chosen else {}
    write("submission.cancelled", subject=f"submission:{submission.pk}", by=by, now=now, details=details)


def stop(evaluations: list[Evaluation], *, now: datetime) -> None:
    """End these, whose rows are locked, without a result; once that is so the machines are told."""
    keys = [evaluation.pk for evaluation in evaluations]
    ended = {"state": State.CANCELLED, "finished_at": now, "lease_until": None}
    Evaluation.objects.filter(pk__in=keys, state__in=UNFINISHED).update(**ended)
    forget_live_logs()
    for evaluation in evaluations:
        if evaluation.ticket:
            machines = [evaluation.machine] if evaluation.machine else _all_machines(now)
            transaction.on_commit(partial(recall, evaluation.ticket, machines=machines))
    transaction.on_commit(bell.ring)


def _under_way(submission: Submission, *, now: datetime) -> list[Evaluation]:
    """What has no result yet, locked. Something received a moment ago is queued first, so that it can be cancelled;
    what is evaluated once more is the organizers' affair, and a team is not to know of it."""
    if was_judged(submission):
        return []
    request_missing(now=now, among=missing().filter(pk=submission.pk))
    unfinished = Evaluation.objects.filter(submission=submission, rejudge=None, state__in=UNFINISHED)
    return list(unfinished.select_for_update(no_key=True).order_by("pk"))


def _all_machines(now: datetime) -> list[str]:
    """An order that nobody has begun stands before all of them, and one that is to be drained may just have it."""
    return list(Machine.objects.filter(seen_at__gte=now - SILENCE).values_list("name", flat=True))
