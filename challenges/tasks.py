"""The clock and the worker's messages: doors that load and delegate."""

from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import asdict
from time import monotonic
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

import structlog
from celery import current_app, shared_task
from django.conf import settings
from django.db import OperationalError, transaction

from challenges.checks import actions as checks
from challenges.checks.rules import CheckUnfit
from challenges.chronicle.actions import place_missing
from challenges.clock import now
from challenges.editions.models import Phase
from challenges.editions.queries import current_edition
from challenges.evaluations import actions as evaluations
from challenges.evaluations import live
from challenges.evaluations import logs as evaluation_logs
from challenges.evaluations.rules import PRIORITY_STEPS, ReportUnfit
from challenges.evaluations.telling import write_result
from challenges.hooks.actions import deliver_next
from challenges.hooks.telling import forget_old_deliveries, tell_hooks
from challenges.journal.checking import ask_check, go_on, note_heads
from challenges.jury.playing import end_seats_of_players
from challenges.jury.reminding import remind_due
from challenges.leaderboards import actions as leaderboards
from challenges.leaderboards.foreseen import foresee
from challenges.leaderboards.freezing import freeze
from challenges.leaderboards.queries import closable, out_of_step
from challenges.lifecycle.publishing import publish_due
from challenges.likeness.actions import compare_new
from challenges.mailing.actions import write_group_letters
from challenges.mentoring.reminding import free_abandoned, remind
from challenges.operations.actions import forget_old_failures, note
from challenges.operations.queries import COUNTS, counted
from challenges.operations.storage import measure_storage
from challenges.post.actions import forget_old_letters
from challenges.post.sending import send_waiting_letters
from challenges.recall import ask_to_drain, recall
from challenges.tallies.actions import count_hours
from challenges.teams.telling import write_announcements
from evaluator.order import CHECK, QUEUE, RUN, Breakdown, CheckOrder, Order
from evaluator.report import Report

logger = structlog.get_logger(__name__)

GRACE = 30.0
ROUND_SECONDS = 8.0  # of what goes on as long as there is work: others want the clock too
HOME_ZONE = ZoneInfo("Africa/Casablanca")

Function = TypeVar("Function", bound=Callable[..., None])


def task(function: Function) -> Function:
    """Celery's decorator, with a type. A database that is busy or away for a moment is asked again."""
    patient = shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
    return cast(Function, patient(function))


@task
def sweep() -> None:
    """Find what is missing, stage by stage; every stage may be run at any time, by any number of processes."""
    evaluations.requeue_expired(now=now())
    live.forget_live_logs()
    evaluations.request_missing(now=now())
    publish_due(now=now())
    leaderboards.open_missing()
    for leaderboard in out_of_step(now=now()):
        freeze(leaderboard, now=now())
    send_waiting()
    checks.send_waiting_checks(now=now(), send=send_check)
    for leaderboard in closable(now=now()):
        leaderboards.close_leaderboard(leaderboard, by=None, now=now())


@task
def sweep_post() -> None:
    """What was announced, sent to a group or is near becomes letters, and letters that wait are sent."""
    write_announcements(now=now())
    write_group_letters(now=now())
    free_abandoned(now=now())
    remind(now=now())
    end_seats_of_players(now=now())
    remind_due(now=now())
    send_waiting_letters(now=now())
    forget_old_letters(now=now())


@task
def sweep_tallies() -> None:
    """What happened is counted, phase by phase."""
    for phase in Phase.objects.order_by("pk"):
        count_hours(phase, now=now())


@task
def measure() -> None:
    """Numbers that no page should have to count, and what the files take."""
    note(COUNTS, now=now(), value=counted())
    measure_storage(now=now())
    forget_old_failures(now=now())


@task
def hello(
    machine: str,
    *,
    slots: int,
    boot: str,
    trouble: str = "",
    drained: bool | None = None,
    about: Mapping[str, Any] | None = None,
    **_: object,
) -> None:
    """A machine lives and has room, or says what keeps it from work. One that takes work and is not to, or the reverse,
    is told so. (One of an older version says less, and one of a newer more.)"""
    told: dict[str, Any] = {"slots": slots, "boot": boot, "trouble": trouble, "drained": drained, "about": about}
    is_to_drain = evaluations.hello(machine, **told, now=now())
    if is_to_drain is not None:
        ask_to_drain(machine, on=is_to_drain)
    send_waiting()


@task
def sweep_journal() -> None:
    """What each line is about, how each day ended, and a walk over the chain: every day, and whenever it is asked."""
    place_missing()
    edition = current_edition()
    if note_heads(zone=edition.timezone if edition else HOME_ZONE, now=now()):
        ask_check(by=None, now=now())
    go_on(seconds=ROUND_SECONDS, now=now())


@task
def sweep_hooks() -> None:
    """What happened becomes messages, and messages that wait are sent, for a while."""
    until = monotonic() + ROUND_SECONDS
    tell_hooks(now=now())
    while monotonic() < until and deliver_next(now=now()):
        pass
    forget_old_deliveries(now=now())


@task
def sweep_likeness() -> None:
    """What is new among the best of the teams is compared with that of others, for a while."""
    until = monotonic() + ROUND_SECONDS
    compare_new(now=now(), goes_on=lambda: monotonic() < until)


@task
def sweep_rejudges() -> None:
    """What applying an open rejudge of a big phase would do is worked out before anybody asks."""
    until = monotonic() + ROUND_SECONDS
    foresee(now=now(), goes_on=lambda: monotonic() < until)


@task
def start(evaluation_id: str, ticket: str, *, machine: str, boot: str) -> None:
    """A machine began; where nobody waits for it any more, it is told so."""
    if not evaluations.start(evaluation_id, ticket, machine=machine, boot=boot, now=now()):
        recall(ticket, machines=[machine])


@task
def heartbeat(evaluation_id: str, ticket: str, *, machine: str = "") -> None:
    """A machine still works; the same. (One of an older version does not say which it is.)"""
    if not evaluations.heartbeat(evaluation_id, ticket, now=now()) and machine:
        recall(ticket, machines=[machine])


@task
def live_log(evaluation_id: str, ticket: str, *, size: int, tail: str) -> None:
    """What an entry has printed so far ends like this. Old in a second: a busy database is not asked again."""
    try:
        live.keep_live_log(evaluation_id, ticket, size=size, tail=b64decode(tail, validate=True))
    except (OperationalError, ValueError) as error:
        logger.info("live_log_dropped", evaluation=evaluation_id, error=repr(error)[:200])


@task
def record_report(evaluation_id: str, ticket: str, *, report: Mapping[str, Any]) -> None:
    """The result is in: the evaluation, its scores, the board and the team's letters, in one transaction."""
    try:
        _record(evaluation_id, ticket, report=Report.from_json(report))
    except (ReportUnfit, ValueError) as error:
        _record_breakdown(evaluation_id, ticket, breakdown=Breakdown("report_unfit", str(error)))
    send_waiting()


@task
def record_breakdown(evaluation_id: str, ticket: str, *, breakdown: Mapping[str, str]) -> None:
    """The machine failed."""
    _record_breakdown(evaluation_id, ticket, breakdown=Breakdown(**breakdown))
    send_waiting()


@task
def check_step(check_id: str, ticket: str, *, machine: str, step: str) -> None:
    """A machine tries a bundle out, and is at this step; where nobody waits for it any more, it is told so."""
    if not checks.check_step(check_id, ticket, machine=machine, step=step, now=now()):
        recall(ticket, machines=[machine])


@task
def record_check(check_id: str, ticket: str, *, report: Mapping[str, Any]) -> None:
    """What a machine found in a bundle."""
    try:
        checks.record_check(check_id, ticket, report=report, now=now())
    except CheckUnfit as error:
        breakdown = Breakdown("report_unfit", str(error))
        checks.record_check_breakdown(check_id, ticket, breakdown=breakdown, now=now())


@task
def record_check_breakdown(check_id: str, ticket: str, *, breakdown: Mapping[str, str]) -> None:
    """The machine could not check it."""
    checks.record_check_breakdown(check_id, ticket, breakdown=Breakdown(**breakdown), now=now())


def send_waiting() -> None:
    """Send what live machines have places for."""
    evaluations.dispatch(now=now(), send=send_order)


def send_order(order: Order, priority: int) -> None:
    """One message; it dies with its lease, so that a late worker does not run what was sent again."""
    current_app.send_task(
        RUN,
        args=[order.to_json()],
        queue=QUEUE,
        priority=priority,
        expires=settings.EVALUATION_LEASE_SECONDS,
        soft_time_limit=order.patience_seconds,
        time_limit=order.patience_seconds + GRACE,
        retry=False,
    )


def send_check(order: CheckOrder) -> None:
    """Behind everything that teams wait for."""
    current_app.send_task(
        CHECK,
        args=[order.to_json()],
        queue=QUEUE,
        priority=PRIORITY_STEPS[-1],
        expires=settings.EVALUATION_LEASE_SECONDS,
        soft_time_limit=order.patience_seconds,
        time_limit=order.patience_seconds + GRACE,
        retry=False,
    )


def _record(evaluation_id: str, ticket: str, *, report: Report) -> None:
    with evaluation_logs.taken_in(evaluation_id, ticket) as logs, transaction.atomic():
        evaluation = evaluations.record_report(evaluation_id, ticket, report=report, logs=logs, now=now())
        if evaluation is None:
            logger.info("report_dropped", evaluation=evaluation_id)
            return
        leaderboards.take_score(evaluation, now=now())
        write_result(evaluation, now=now())
    evaluation_logs.discard(evaluation_id)


def _record_breakdown(evaluation_id: str, ticket: str, *, breakdown: Breakdown) -> None:
    logger.warning("evaluation_broke_down", evaluation=evaluation_id, **asdict(breakdown))
    with evaluation_logs.taken_in(evaluation_id, ticket) as logs:
        evaluations.record_breakdown(evaluation_id, ticket, breakdown=breakdown, logs=logs, now=now())
