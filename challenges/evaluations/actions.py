"""The database is the queue: request, send, renew, record, give up. Every step is a conditional update."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet

from challenges.evaluations.live import forget_live_logs
from challenges.evaluations.machines import note_breakdown
from challenges.evaluations.models import Bundle, Evaluation, Machine, Score, State
from challenges.evaluations.orders import order_for
from challenges.evaluations.queries import at_machines, live_machines, missing, ready
from challenges.evaluations.receipts import issue, kept_fields
from challenges.evaluations.rules import (
    LONGEST_TROUBLE,
    MAX_TRIES,
    Turn,
    introduced,
    is_counted,
    is_hopeless,
    is_silent,
    places_of,
    retry_at,
    scores_of,
    to_send,
)
from challenges.journal.actions import write
from challenges.submissions.actions import return_allowance, spare_the_day
from challenges.submissions.models import Submission
from evaluator.errors import ScorerFailed
from evaluator.order import LOGS, Breakdown, Order
from evaluator.report import Outcome, Report

logger = structlog.get_logger(__name__)

ROOM = "evaluations"
NO_LOGS: Mapping[str, Any] = {"scorer_failed": False, **dict.fromkeys(LOGS.values(), "")}
UNFINISHED = (State.QUEUED, State.SENT)
Send = Callable[[Order, int], None]  # the order, and its priority among those that stand at the machines


@dataclass(frozen=True)
class Claim:
    """An evaluation that was taken from the queue to be sent."""

    evaluation: Evaluation
    ticket: str
    priority: int


def request_missing(*, now: datetime, among: QuerySet[Submission] | None = None) -> int:
    """Queue an evaluation for every submission that has none under its phase's bundle in force; how many."""
    found = missing() if among is None else among
    wanted = [
        Evaluation(
            submission=submission,
            bundle_id=submission.bundle_id,  # type: ignore[attr-defined]
            attempt=submission.last_attempt + 1,  # type: ignore[attr-defined]
            queued_at=now,
        )
        for submission in found[:1000]
    ]
    Evaluation.objects.bulk_create(wanted, ignore_conflicts=True)
    return len(wanted)


def dispatch(*, now: datetime, send: Send) -> int:
    """Send as many as live machines have places for, each with a new ticket and a lease; how many went out.

    Machines hold some orders more than they have slots, so that a slot that falls free has work at once; the fair order
    holds there too, by the priorities of the orders.

    A broker or a storage that is gone puts what was not sent back and ends the round: the next sweep tries again. An
    order that cannot be put together is a breakdown of its own evaluation, and the others go on.
    """
    sent = 0
    claimed = _claim(now=now)
    for at, claim in enumerate(claimed):
        evaluation, ticket = claim.evaluation, claim.ticket
        try:
            send(order_for(evaluation, ticket=ticket, now=now), claim.priority)
        except (FileNotFoundError, LookupError, TypeError) as error:
            breakdown = Breakdown("order_not_made", f"a file or a field of it is missing: {error!r}")
            record_breakdown(evaluation.pk, ticket, breakdown=breakdown, logs={}, now=now)
        except Exception as error:  # the edge towards the broker and the storage
            logger.warning("order_not_sent", evaluation=str(evaluation.pk), error=repr(error))
            for unsent in claimed[at:]:
                _put_back(unsent)
            return sent
        else:
            sent += 1
    return sent


def start(evaluation_id: UUID | str, ticket: str, *, machine: str, boot: str, now: datetime) -> bool:
    """A machine began to work on it; False if the ticket is no longer good."""
    changes = {"started_at": now, "machine": machine, "boot": boot}
    return bool(_held(evaluation_id, ticket).update(**_leased(now), **changes))


def heartbeat(evaluation_id: UUID | str, ticket: str, *, now: datetime) -> bool:
    """The machine still works on it: the lease begins anew, even if it had run out and nobody else was asked yet."""
    return bool(_held(evaluation_id, ticket).update(**_leased(now)))


@transaction.atomic
def hello(
    name: str,
    *,
    slots: int,
    boot: str,
    trouble: str = "",
    drained: bool | None = None,
    about: Mapping[str, Any] | None = None,
    now: datetime,
) -> bool | None:
    """A machine says that it lives, what keeps it from work if something does, whether it takes nothing new (one of an
    older version does not say) and what it is made of. What an earlier life of its worker held is queued again at once.

    Answers whether it is to be drained where it has that wrong, else None. A belated word of an earlier life is not
    listened to, unless the machine has been silent (its clock was set back).
    """
    machine, _ = Machine.objects.select_for_update(no_key=True).get_or_create(
        name=name, defaults={"slots": slots, "boot": boot, "seen_at": now}
    )
    if boot < machine.boot and not is_silent(machine.seen_at, now=now):
        return None
    told = {"trouble": trouble[:LONGEST_TROUBLE], "is_drained": drained, "about": introduced(about)}
    Machine.objects.filter(pk=machine.pk).update(slots=slots, boot=boot, seen_at=now, **told)
    held = Evaluation.objects.filter(state=State.SENT, machine=name)
    held.exclude(boot=boot).update(**_queued_again(now))
    is_wanted = machine.drain_asked_at is not None
    return None if drained is None or drained is is_wanted else is_wanted


@transaction.atomic
def record_report(
    evaluation_id: UUID | str, ticket: str, *, report: Report, logs: Mapping[str, str], now: datetime
) -> Evaluation | None:
    """Keep what the evaluator said: the state, the scores, the receipt, the logs' names in the storage by their words
    in LOGS.

    None if the ticket is no longer good: then nothing changes. Raises ReportUnfit.
    """
    evaluation = (
        _held(evaluation_id, ticket)
        .select_for_update(of=("self",), no_key=True)
        .select_related("bundle", "submission__phase__challenge")
        .first()
    )
    if evaluation is None:
        return None
    is_scored = report.outcome == Outcome.SCORED
    rows = scores_of(report.scores, keys=_keys(evaluation.bundle)) if is_scored else []
    receipt = issue(evaluation, report, now=now)
    changes = {"outcome": str(report.outcome), "report": report.to_json(), **kept_fields(receipt), **_log_fields(logs)}
    state = State.SCORED if is_scored else State.FAILED
    if not _held(evaluation_id, ticket).update(state=state, finished_at=now, lease_until=None, **changes):
        return None
    Score.objects.bulk_create(Score(evaluation=evaluation, part=row.part, key=row.key, value=row.value) for row in rows)
    if not is_scored and evaluation.rejudge_id is None:
        spare_the_day(evaluation.submission)
    details = {"outcome": str(report.outcome), "receipt": receipt.sha256 if receipt else "", **report.digests}
    write(f"evaluation.{state.value}", subject=f"evaluation:{evaluation.pk}", actor=ROOM, now=now, details=details)
    forget_live_logs()
    evaluation.refresh_from_db()
    return evaluation


@transaction.atomic
def record_breakdown(
    evaluation_id: UUID | str, ticket: str, *, breakdown: Breakdown, logs: Mapping[str, str], now: datetime
) -> bool:
    """We failed: try again a little later, or give up for good and return the allowance. False for an old ticket."""
    evaluation = _held(evaluation_id, ticket).select_for_update(no_key=True).first()
    if evaluation is None:
        return False
    breakdowns = evaluation.breakdowns + is_counted(breakdown.code)
    trouble = f"{breakdown.code}: {breakdown.message}"[:400]
    found = {"trouble": trouble, "scorer_failed": breakdown.code == ScorerFailed.code, **_log_fields(logs)}
    changes = {"breakdowns": breakdowns, "lease_until": None, **found}
    if is_hopeless(breakdowns=breakdowns, tries=evaluation.tries):
        _held(evaluation_id, ticket).update(**changes)
        _give_up(evaluation, trouble=trouble, now=now)
    else:
        again = retry_at(now, tries=evaluation.tries)
        _held(evaluation_id, ticket).update(state=State.QUEUED, ticket="", not_before=again, **changes)
    forget_live_logs()
    transaction.on_commit(partial(note_breakdown, evaluation.machine, trouble=trouble, now=now))
    return True


def requeue_expired(*, now: datetime) -> int:
    """Queue again what no machine speaks for any more, and give up what was sent too often; how many were queued.

    A sending that was never begun is no try: it waited behind long runs, or its message was lost.
    """
    expired = Evaluation.objects.filter(state=State.SENT, lease_until__lt=now)
    again = _queued_again(now)
    requeued = expired.filter(started_at=None, tries__gt=0).update(**again, tries=F("tries") - 1)
    requeued += expired.update(**again)
    for evaluation in Evaluation.objects.filter(state=State.QUEUED, tries__gte=MAX_TRIES):
        with transaction.atomic():
            _give_up(evaluation, trouble="sent_too_often: no machine ever finished it", now=now)
    return requeued


def keep_log(evaluation_id: UUID | str, ticket: str, *, which: str, content: "File[Any]") -> bool:
    """Store a log that comes before its report; False, and nothing stored, if the ticket is no longer good."""
    if not _held(evaluation_id, ticket).exists():
        return False
    return bool(_held(evaluation_id, ticket).update(**_log_fields({which: default_storage.save("", content)})))


def _claim(*, now: datetime) -> list[Claim]:
    """The line is read before any lock is held: that takes the longer the longer it is. What somebody else has taken
    meanwhile is not taken twice."""
    places = places_of([machine.slots for machine in live_machines(now=now)])
    line = ready(now=now, each=places) if at_machines()[0] < places else []
    return _claim_of(line, now=now) if line else []


@transaction.atomic
def _claim_of(line: Sequence[Turn[UUID]], *, now: datetime) -> list[Claim]:
    machines = list(live_machines(now=now).select_for_update(no_key=True).order_by("pk"))
    places = places_of([machine.slots for machine in machines])
    begun, unbegun = at_machines()
    turns = to_send(line, places=places, begun=begun, unbegun=unbegun) if begun < places else []
    found = Evaluation.objects.select_related("submission__phase", "bundle").in_bulk([turn.id for turn in turns])
    claims = [Claim(found[turn.id], secrets.token_hex(16), turn.priority) for turn in turns]
    taken = [claim for claim in claims if _take(claim, now=now)]
    forget_live_logs()
    return taken


def _take(claim: Claim, *, now: datetime) -> bool:
    """Under the log policy as it is now; of an earlier try, which may have had another, no log is left."""
    seen = claim.evaluation
    free = Evaluation.objects.filter(pk=seen.pk, state=State.QUEUED, ticket=seen.ticket)
    changes = {"ticket": claim.ticket, "priority": claim.priority, "tries": F("tries") + 1, "sent_at": now}
    fresh = {"started_at": None, "not_before": None, "machine": "", "boot": ""}
    logs = {"log_policy": seen.submission.phase.log_policy, **NO_LOGS}
    return bool(free.update(**_leased(now), **changes, **fresh, **logs))


def _put_back(claim: Claim) -> None:
    held = _held(claim.evaluation.pk, claim.ticket)
    held.update(state=State.QUEUED, ticket="", tries=F("tries") - 1, lease_until=None)


def _queued_again(now: datetime) -> dict[str, Any]:
    """It waits anew from now on; the ticket stays good until it is sent again."""
    return {"state": State.QUEUED, "lease_until": None, "not_before": now}


def _held(evaluation_id: UUID | str, ticket: str) -> QuerySet[Evaluation]:
    """The evaluation, while this ticket is the one that may finish it."""
    return Evaluation.objects.filter(pk=evaluation_id, ticket=ticket, state__in=UNFINISHED).exclude(ticket="")


def _leased(now: datetime) -> dict[str, Any]:
    return {"state": State.SENT, "lease_until": now + timedelta(seconds=settings.EVALUATION_LEASE_SECONDS)}


def _give_up(evaluation: Evaluation, *, trouble: str, now: datetime) -> bool:
    unfinished = Evaluation.objects.filter(pk=evaluation.pk, ticket=evaluation.ticket, state__in=UNFINISHED)
    changes = {"state": State.BROKEN, "finished_at": now, "trouble": trouble, "lease_until": None}
    if not unfinished.update(**changes):
        return False
    write("evaluation.broken", subject=f"evaluation:{evaluation.pk}", actor=ROOM, now=now, details={"trouble": trouble})
    if evaluation.rejudge_id is None:  # a rejudge is no entry of the team's, and it is not to know of it
        return_allowance(evaluation.submission, now=now)
    return True


def _keys(bundle: Bundle) -> list[str]:
    return [column["key"] for column in bundle.manifest["scores"]]


def _log_fields(logs: Mapping[str, str]) -> dict[str, str]:
    return {LOGS[which]: name for which, name in logs.items()}
