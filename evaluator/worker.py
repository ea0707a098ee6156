"""The evaluator's worker: Order in, Report out. It knows neither Django nor a database; only this file knows Celery."""

import logging
import os
import secrets
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
from celery import Celery, signals
from celery.exceptions import SoftTimeLimitExceeded

from evaluator.broker import broker_from_environment
from evaluator.cache import Cache
from evaluator.cancelling import listen
from evaluator.delivery import LINE_FAILURES, ContentUnavailable, Delivery, deliver_logs, without_address
from evaluator.errors import EngineGone, EvaluatorError
from evaluator.harness import evaluate
from evaluator.limits import MIB
from evaluator.line import Line, Machine
from evaluator.order import QUEUE, RUN, Breakdown, Order
from evaluator.report import Report
from evaluator.running import Running
from evaluator.sandbox.docker import DockerSandbox

logger = logging.getLogger(__name__)
logging.getLogger("httpx").setLevel(logging.WARNING)  # it would write signed addresses into the log

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("SMARTPORT_DATA") or ROOT / "var").expanduser().absolute()
SLOTS = int(os.environ.get("SMARTPORT_SLOTS") or os.cpu_count() or 1)
NAME = os.environ.get("SMARTPORT_MACHINE") or socket.gethostname()
BOOT = f"{time.time_ns():020d}-{secrets.token_hex(4)}"  # made once, inherited by the pool: one life of this worker
DELIVERY = Delivery(Cache(DATA / "cache", max_bytes=int(os.environ.get("SMARTPORT_CACHE_MB") or 4096) * MIB))
RUNNING = Running(DATA / "running")

HELLO_EVERY = 5.0
REAP_EVERY = 12  # hellos
ENGINE_PATIENCE = 20.0
PAUSE = 1.0

# Without fixups: Celery would load Django where the environment names its settings.
app = Celery("evaluator", fixups=[], set_as_current=False)
app.conf.update(
    broker_from_environment(data=DATA),
    task_default_queue=QUEUE,
    worker_concurrency=SLOTS,
    worker_max_tasks_per_child=200,
)


def _send(task: str, arguments: tuple[str, ...], named: Mapping[str, Any]) -> None:
    app.send_task(task, args=arguments, kwargs=named, queue="site", retry=False)


LINE = Line(_send, Machine(NAME, BOOT))


@app.task(name=RUN, bind=True)  # type: ignore[untyped-decorator]
def run(task: Any, asked: Mapping[str, Any]) -> None:
    """Work on one order. A message that comes twice is worked on once; one whose process died is given back."""
    order = Order.from_json(asked)
    with RUNNING.claim(order.ticket) as is_ours:
        if not is_ours:
            return
        if task.request.delivery_info.get("redelivered"):
            LINE.breakdown(order, Breakdown("worker_lost", f"a process of {NAME} ended during the evaluation"))
            return
        LINE.start(order)
        with LINE.beating(order):
            work(order)


def work(order: Order) -> None:
    """Evaluate, bring the logs, report; whatever goes wrong with us becomes a breakdown."""
    try:
        report = _evaluate(order)
        deliver_logs(order, entry=report.entry_log, scorer=report.scorer_log)
    except Exception as error:  # the edge of the process: the site must hear of everything
        breakdown = _breakdown_of(error)
        logger.warning("%s broke down: %s", order.evaluation, breakdown, exc_info=breakdown.code == "unexpected_error")
        _leave_log(order, error)
        LINE.breakdown(order, breakdown)
        return
    LINE.report(order, report)


def _evaluate(order: Order) -> Report:
    with DELIVERY.received(order) as (bundle, submission), _engine(order) as sandbox:
        return evaluate(bundle, submission, sandbox)


@contextmanager
def _engine(order: Order) -> Iterator[DockerSandbox]:
    """The sandbox, waited for where the engine is just being started again. Raises EngineGone."""
    until = time.monotonic() + ENGINE_PATIENCE
    while True:
        try:
            sandbox = DockerSandbox(folder=DATA / "sandbox", evaluation=order.evaluation)
            break
        except EngineGone:
            if time.monotonic() > until:
                raise
            time.sleep(PAUSE)
    with sandbox:
        yield sandbox


def _breakdown_of(error: Exception) -> Breakdown:
    match error:
        case EvaluatorError():
            return Breakdown(error.code, str(error))
        case httpx.HTTPError() | httpx.InvalidURL():
            return Breakdown("content_unavailable", without_address(error))
        case ContentUnavailable() | OSError():
            return Breakdown("content_unavailable", str(error))
        case SoftTimeLimitExceeded():
            return Breakdown("interrupted", "the worker was stopped, or the evaluation took far longer than it may")
        case _:
            return Breakdown("unexpected_error", repr(error))


def _leave_log(order: Order, error: Exception) -> None:
    """The scorer's words, for the organizers, where there are any; their loss is no reason to fail again."""
    try:
        deliver_logs(order, entry=b"", scorer=getattr(error, "log", b""))
    except (*LINE_FAILURES, OSError) as lost:
        logger.warning("The log of %s was lost: %s", order.evaluation, without_address(lost))


@signals.worker_ready.connect  # type: ignore[untyped-decorator]
def announce(**_: object) -> None:
    """Clear away what an earlier life left; then say every few seconds that this machine lives and what it can take,
    and hear which orders are called back."""
    RUNNING.tidy()
    DELIVERY.cache.tidy()
    Thread(target=_announce, name="announce", daemon=True).start()
    hear = {"machine": NAME, "recall": RUNNING.recall}
    Thread(target=listen, args=[app.connection_for_read], kwargs=hear, name="recalls", daemon=True).start()


def _announce() -> None:
    beats = 0
    while True:
        is_well = _is_engine_well(reap=beats % REAP_EVERY == 0)
        LINE.hello(slots=SLOTS if is_well else 0)
        beats = beats + 1 if is_well else 0  # an engine that is back is tidied first
        time.sleep(HELLO_EVERY)


def _is_engine_well(*, reap: bool) -> bool:
    try:
        with DockerSandbox(folder=DATA / "sandbox") as sandbox:
            if reap:
                sandbox.reap()
    except EngineGone as error:
        logger.warning("No work is asked for: %s", error)
        return False
    return True


@signals.worker_shutting_down.connect  # type: ignore[untyped-decorator]
def give_back(**_: object) -> None:
    """Asked to stop: what runs is stopped and cleared away at once, and evaluated elsewhere or later."""
    LINE.hello(slots=0)
    RUNNING.interrupt()
