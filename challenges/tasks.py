"""The clock and the worker's messages: doors that load and delegate."""

from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, TypeVar, cast

import structlog
from celery import current_app, shared_task
from django.conf import settings
from django.db import OperationalError, transaction

from challenges.clock import now
from challenges.evaluations import actions as evaluations
from challenges.evaluations import live
from challenges.evaluations import logs as evaluation_logs
from challenges.evaluations.rules import ReportUnfit
from challenges.evaluations.telling import write_result
from challenges.leaderboards import actions as leaderboards
from challenges.leaderboards.freezing import freeze
from challenges.leaderboards.queries import closable, out_of_step
from challenges.mentoring.reminding import free_abandoned, remind
from challenges.post.actions import forget_old_letters
from challenges.post.sending import send_waiting_letters
from challenges.recall import recall
from challenges.teams.telling import write_announcements
from evaluator.order import QUEUE, RUN, Breakdown, Order
from evaluator.report import Report

logger = structlog.get_logger(__name__)

GRACE = 30.0

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
    leaderboards.open_missing()
    for leaderboard in out_of_step(now=now()):
        freeze(leaderboard, now=now())
    send_waiting()
    for leaderboard in closable(now=now()):
        leaderboards.close_leaderboard(leaderboard, by=None, now=now())


@task
def sweep_post() -> None:
    """What was announced and what is near becomes letters, and letters that wait are sent."""
    write_announcements(now=now())
    free_abandoned(now=now())
    remind(now=now())
    send_waiting_letters(now=now())
    forget_old_letters(now=now())


@task
def hello(machine: str, *, slots: int, boot: str, trouble: str = "") -> None:
    """A machine lives and has room, or says what keeps it from work."""
    evaluations.hello(machine, slots=slots, boot=boot, trouble=trouble, now=now())
    send_waiting()


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
