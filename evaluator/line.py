"""The line from a machine to the site: everything it says, and how hard it tries to be heard."""

import logging
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any, Protocol

from kombu.exceptions import OperationalError

from evaluator.log import end_of
from evaluator.order import Breakdown, CheckOrder, Order
from evaluator.report import Report

logger = logging.getLogger(__name__)

SITE = "challenges.tasks"
REPORT_PATIENCE = 600.0  # beyond that the site has long asked another machine
PAUSE = 1.0
BEATS_A_LEASE = 4
LIVE_PAUSE = 1.0
LIVE_FOR = 5.0  # what the site has not read by then is thrown away: a newer end of the log is on its way
UNHEARD = (OperationalError, OSError)


class Send(Protocol):
    """Puts one task of the site into its queue, where it is good for `expires` seconds; raises at once where the broker
    is gone."""

    def __call__(
        self, task: str, arguments: tuple[str, ...], named: Mapping[str, Any], *, expires: float | None = None
    ) -> None: ...


@dataclass(frozen=True)
class Machine:
    """A host that evaluates, and which life of its worker this is."""

    name: str
    boot: str


@dataclass
class GrowingLog:
    """What an entry has printed so far: given by who runs it, taken by who tells of it, each at their own pace."""

    log: bytes = b""
    news: Event = field(default_factory=Event)

    def grow(self, log: bytes) -> None:
        """The whole log as it is now. Returns at once."""
        if len(log) > len(self.log):
            self.log = log
            self.news.set()


@dataclass(frozen=True)
class Line:
    """All that is said goes through `send`."""

    send: Send
    machine: Machine

    def hello(
        self, *, slots: int, trouble: str = "", drained: bool = False, about: Mapping[str, str] | None = None
    ) -> None:
        """I am here and have room for so many; where that is none, what keeps me from work. Drained, I finish what runs
        and take nothing new. What I am made of is said along."""
        told: dict[str, Any] = {
            "boot": self.machine.boot,
            "trouble": trouble,
            "drained": drained,
            "about": dict(about or {}),
        }
        self._try("hello", (self.machine.name,), slots=slots, **told)

    def start(self, order: Order) -> None:
        """I begin."""
        self._try("start", _of(order), machine=self.machine.name, boot=self.machine.boot)

    def report(self, order: Order, report: Report) -> None:
        """I am done. Tried until the broker is back: the work is not thrown away."""
        self._insist("record_report", _of(order), report=report.to_json())

    def breakdown(self, order: Order, breakdown: Breakdown) -> None:
        """I failed."""
        self._insist("record_breakdown", _of(order), breakdown=breakdown.to_json())

    @contextmanager
    def beating(self, order: Order) -> Iterator[None]:
        """I am still at it: said until the block is left, often enough for one message to be lost."""
        with _beating(order.lease_seconds, lambda: self._try("heartbeat", _of(order), machine=self.machine.name)):
            yield

    @contextmanager
    def checking(self, order: CheckOrder) -> Iterator[Callable[[str], None]]:
        """I try a bundle out, and am at this step of it: said at each step, and between two of them often enough."""
        at = [""]

        def tell(step: str = "") -> None:
            at[0] = step or at[0]
            self._try("check_step", (order.check, order.ticket), machine=self.machine.name, step=at[0])

        tell()
        with _beating(order.lease_seconds, tell):
            yield tell

    def checked(self, order: CheckOrder, report: Mapping[str, Any]) -> None:
        """This is what the check found. Insisted on, as a report is."""
        self._insist("record_check", (order.check, order.ticket), report=report)

    def not_checked(self, order: CheckOrder, breakdown: Breakdown) -> None:
        """I could not check it."""
        self._insist("record_check_breakdown", (order.check, order.ticket), breakdown=breakdown.to_json())

    @contextmanager
    def showing(self, order: Order, growing: GrowingLog) -> Iterator[None]:
        """This is how its log ends now: said until the block is left, once a second at most and only when it grew.

        Nothing waits for it, and nobody who runs an entry waits for a broker: what grew meanwhile is told at once.
        """

        def show(done: Event) -> None:
            while growing.news.wait() and not done.is_set():
                growing.news.clear()
                self._show(order, growing.log)
                done.wait(LIVE_PAUSE)

        with _beside("live-log", show, wake=growing.news):
            yield

    def _show(self, order: Order, log: bytes) -> None:
        """The end of it travels as base64: it may hold any byte, and JSON may not."""
        tail = b64encode(end_of(log)).decode()
        self._try("live_log", _of(order), expires=LIVE_FOR, size=len(log), tail=tail)

    def _try(self, task: str, arguments: tuple[str, ...], *, expires: float | None = None, **named: Any) -> bool:
        until = {"expires": expires} if expires else {}
        try:
            self.send(f"{SITE}.{task}", arguments, named, **until)
        except UNHEARD as error:
            level = logging.DEBUG if expires else logging.WARNING  # what would soon be worthless is no loss
            logger.log(level, "The broker is gone, %s was not heard: %r", task, error)
            return False
        return True

    def _insist(self, task: str, arguments: tuple[str, ...], **named: Any) -> bool:
        until = time.monotonic() + REPORT_PATIENCE
        while not (heard := self._try(task, arguments, **named)) and time.monotonic() < until:
            time.sleep(PAUSE)
        return heard


@contextmanager
def _beating(lease_seconds: int, say: Callable[[], object]) -> Iterator[None]:
    """Said until the block is left, so often that a lease outlives a message that is lost."""

    def beat(done: Event) -> None:
        while not done.wait(lease_seconds / BEATS_A_LEASE):
            say()

    with _beside("heartbeat", beat):
        yield


@contextmanager
def _beside(name: str, work: Callable[[Event], None], *, wake: Event | None = None) -> Iterator[None]:
    """A thread at work until the block is left; `work` is given what tells it so, `wake` what else it may wait for."""
    done = Event()
    thread = Thread(target=work, args=(done,), name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        if wake:
            wake.set()
        thread.join(timeout=PAUSE)


def _of(order: Order) -> tuple[str, str]:
    return order.evaluation, order.ticket
