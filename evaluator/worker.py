"""The evaluator's worker: Order in, Report out. It knows neither Django nor a database; only this file knows Celery."""

import logging
import os
import secrets
import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
from celery import Celery, signals

from evaluator.broker import broker_from_environment
from evaluator.cache import Cache
from evaluator.cancelling import listen
from evaluator.checking.check import check
from evaluator.delivery import LINE_FAILURES, ContentUnavailable, Delivery, deliver_logs, without_address
from evaluator.draining import Draining
from evaluator.errors import EngineGone, EvaluatorError
from evaluator.harness import evaluate
from evaluator.introducing import introduction
from evaluator.limits import MIB
from evaluator.line import GrowingLog, Line, Machine
from evaluator.log import keep_ends
from evaluator.order import CHECK, LOGS, QUEUE, RUN, Breakdown, CheckOrder, Order
from evaluator.report import Report
from evaluator.running import Running
from evaluator.sandbox.docker import DockerSandbox
from evaluator.sandbox.kept import KeptSandbox
from evaluator.sandbox.owner import is_orphan
from evaluator.sandbox.proof import Proof
from evaluator.sandbox.reap import LEFT_BEHIND
from evaluator.stopping import Stopped, stoppable

logger = logging.getLogger(__name__)
logging.getLogger("httpx").setLevel(logging.WARNING)  # it would write signed addresses into the log

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("SMARTPORT_DATA") or ROOT / "var").expanduser().absolute()
SLOTS = int(os.environ.get("SMARTPORT_SLOTS") or os.cpu_count() or 1)
NAME = os.environ.get("SMARTPORT_MACHINE") or socket.gethostname()
BOOT = f"{time.time_ns():020d}-{secrets.token_hex(4)}"  # made once, inherited by the pool: one life of this worker
DELIVERY = Delivery(Cache(DATA / "cache", max_bytes=int(os.environ.get("SMARTPORT_CACHE_MB") or 4096) * MIB))
RUNNING = Running(DATA / "running")
DRAINING = Draining(DATA / "drained")

WARM = int(os.environ.get("SMARTPORT_WARM", "").strip() or 4)  # places a process keeps ready; two make an evaluation

HELLO_EVERY = 5.0
REAP_EVERY = 12  # hellos, unless somebody dies
LOOK_EVERY = 0.5
ENGINE_PATIENCE = 20.0
SANDBOXES = DATA / "sandbox"
SANDBOX = KeptSandbox(lambda: DockerSandbox(folder=SANDBOXES, warm=WARM), patience=ENGINE_PATIENCE)
PROOF = Proof()
ABOUT = introduction(None)  # more of it once the engine answers

# Without fixups: Celery would load Django where the environment names its settings.
app = Celery("evaluator", fixups=[], set_as_current=False)
app.conf.update(
    broker_from_environment(data=DATA),
    task_default_queue=QUEUE,
    worker_concurrency=SLOTS,
    worker_max_tasks_per_child=200,
)


def _send(task: str, arguments: tuple[str, ...], named: Mapping[str, Any], *, expires: float | None = None) -> None:
    app.send_task(task, args=arguments, kwargs=named, queue="site", retry=False, expires=expires)


LINE = Line(_send, Machine(NAME, BOOT))


@app.task(name=RUN, bind=True)  # type: ignore[untyped-decorator]
def run(task: Any, asked: Mapping[str, Any]) -> None:
    """Work on one order. A message that comes twice is worked on once; one whose process died is given back."""
    order = Order.from_json(asked)
    with stoppable(), RUNNING.claim(order.ticket) as is_ours:
        if not is_ours:
            return
        if task.request.delivery_info.get("redelivered"):
            LINE.breakdown(order, Breakdown("worker_lost", f"a process of {NAME} ended during the evaluation"))
            return
        LINE.start(order)
        with LINE.beating(order):
            work(order)


def work(order: Order) -> None:
    """Evaluate, show the log meanwhile, bring the logs, report; whatever goes wrong with us becomes a breakdown."""
    growing = GrowingLog()
    try:
        with LINE.showing(order, growing):
            report = _evaluate(order, on_log=None if order.log_policy == "off" else growing.grow)
        deliver_logs(order, {which: getattr(report, name) for which, name in LOGS.items()})
    except (Exception, Stopped) as error:  # the edge of the process: the site must hear of everything
        breakdown = _breakdown_of(error)
        logger.warning("%s broke down: %s", order.evaluation, breakdown, exc_info=breakdown.code == "unexpected_error")
        _leave_logs(order, {"entry": keep_ends(growing.log), "scorer": getattr(error, "log", b"")})
        LINE.breakdown(order, breakdown)
        return
    LINE.report(order, report)


@app.task(name=CHECK, bind=True)  # type: ignore[untyped-decorator]
def check_bundle(task: Any, asked: Mapping[str, Any]) -> None:
    """Try a bundle out. A message that comes twice is worked on once; one whose process died is given back."""
    order = CheckOrder.from_json(asked)
    with stoppable(), RUNNING.claim(order.ticket) as is_ours:
        if not is_ours:
            return
        if task.request.delivery_info.get("redelivered"):
            LINE.not_checked(order, Breakdown("worker_lost", f"a process of {NAME} ended during the check"))
            return
        work_on_check(order)


def work_on_check(order: CheckOrder) -> None:
    """Check, tell the steps meanwhile, report; whatever goes wrong with us becomes a breakdown."""
    try:
        with LINE.checking(order) as tell, DELIVERY.received_challenge(order) as challenge:
            checked = check(challenge, SANDBOX.get(), tell=tell)
    except (Exception, Stopped) as error:  # the edge of the process: the site must hear of everything
        breakdown = _breakdown_of(error)
        logger.warning("The check %s broke down: %s", order.check, breakdown)
        LINE.not_checked(order, breakdown)
        return
    LINE.checked(order, checked.to_json())


def _evaluate(order: Order, *, on_log: Callable[[bytes], None] | None) -> Report:
    with DELIVERY.received(order) as (bundle, submission):
        return evaluate(bundle, submission, SANDBOX.get(), logs=order.log_policy, on_log=on_log)


def _breakdown_of(error: BaseException) -> Breakdown:
    match error:
        case EvaluatorError():
            return Breakdown(error.code, str(error))
        case httpx.HTTPError() | httpx.InvalidURL():
            return Breakdown("content_unavailable", without_address(error))
        case ContentUnavailable():
            return Breakdown("content_unavailable", str(error))
        case OSError():  # a full disk, a mount that is refused: another machine may do better
            return Breakdown("machine_failed", str(error))
        case Stopped():
            return Breakdown("interrupted", "the worker was stopped, or the evaluation took far longer than it may")
        case _:
            return Breakdown("unexpected_error", repr(error))


def _leave_logs(order: Order, logs: Mapping[str, bytes]) -> None:
    """What there was when we failed; its loss is no reason to fail again."""
    try:
        deliver_logs(order, logs)
    except (*LINE_FAILURES, OSError) as lost:
        logger.warning("The logs of %s were lost: %s", order.evaluation, without_address(lost))


@signals.celeryd_after_setup.connect  # type: ignore[untyped-decorator]
def wait_for_proof(*, instance: Any, **_: object) -> None:
    """Nothing is taken from the queue before the engine is proved."""
    instance.app.amqp.queues.deselect(QUEUE)


@signals.worker_ready.connect  # type: ignore[untyped-decorator]
def announce(*, sender: Any, **_: object) -> None:
    """Clear away what an earlier life left; then say every few seconds that this machine lives and what it can take,
    and hear which orders are called back and whether it is to take none."""
    Thread(target=_announce, args=[sender], name="announce", daemon=True).start()
    hear = {"machine": NAME, "recall": RUNNING.recall, "drain": DRAINING.turn}
    Thread(target=listen, args=[app.connection_for_read], kwargs=hear, name="recalls", daemon=True).start()


def _announce(consumer: Any) -> None:
    beats = 0
    known: frozenset[str] = frozenset()
    while True:
        if is_time_to_reap := beats % REAP_EVERY == 0:
            known = _left_behind()
        trouble, drained = _trouble(reap=is_time_to_reap), DRAINING.is_on
        if drained or not isinstance(trouble, EngineGone):  # one that is just being started again is waited for
            consumer.call_soon(_leave if trouble or drained else _take, consumer)
        LINE.hello(slots=0 if trouble else SLOTS, trouble=str(trouble or ""), drained=drained, about=ABOUT)
        beats = 0 if trouble else beats + 1  # an engine that is back is tidied first
        if _leaves_more(than=known, within=HELLO_EVERY, drained=drained):
            beats = 0


def _leaves_more(*, than: frozenset[str], within: float, drained: bool) -> bool:
    """Waits so long, or until a process has died and left something: its containers have no business any more. No
    longer than until the machine is told to drain, or to work again."""
    until = time.monotonic() + within
    while time.monotonic() < until and DRAINING.is_on is drained:
        time.sleep(LOOK_EVERY)
        if _left_behind() - than:
            return True
    return False


def _left_behind() -> frozenset[str]:
    names = [path.name for path in SANDBOXES.iterdir()] if SANDBOXES.exists() else []
    return frozenset(name for name in names if is_orphan(name) or name.endswith(LEFT_BEHIND))


def _trouble(*, reap: bool) -> EvaluatorError | OSError | None:
    """What keeps this machine from work."""
    try:
        if reap:
            RUNNING.tidy()
            DELIVERY.cache.tidy()
        with DockerSandbox(folder=SANDBOXES) as sandbox:
            if reap:
                sandbox.reap()
                ABOUT.update(introduction(sandbox.engine))
            PROOF.require(sandbox)
    except (EvaluatorError, OSError) as error:
        logger.warning("No work is asked for: %s", error)
        return error
    return None


def _take(consumer: Any) -> None:
    """From now on orders are taken from the queue; in the consumer's own thread."""
    if consumer.task_consumer and not consumer.task_consumer.consuming_from(QUEUE):
        consumer.add_task_queue(QUEUE)


def _leave(consumer: Any) -> None:
    """From now on they are left to other machines."""
    if consumer.task_consumer and consumer.task_consumer.consuming_from(QUEUE):
        consumer.cancel_task_queue(QUEUE)


@signals.worker_process_shutdown.connect  # type: ignore[untyped-decorator]
def clear_away(**_: object) -> None:
    """A process of the pool ends: nothing waits for it any more."""
    SANDBOX.close()


@signals.worker_shutting_down.connect  # type: ignore[untyped-decorator]
def give_back(**_: object) -> None:
    """Asked to stop: what runs is stopped and cleared away at once, and evaluated elsewhere or later."""
    LINE.hello(slots=0, drained=DRAINING.is_on, about=ABOUT)
    RUNNING.interrupt()


@signals.worker_shutdown.connect  # type: ignore[untyped-decorator]
def leave_nothing(**_: object) -> None:
    """The processes have ended; what one of them could not take away is nobody's now."""
    _trouble(reap=True)
