"""The line from a machine to the site: everything it says, and how hard it tries to be heard."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from kombu.exceptions import OperationalError

from evaluator.order import Breakdown, Order
from evaluator.report import Report

logger = logging.getLogger(__name__)

SITE = "challenges.tasks"
REPORT_PATIENCE = 600.0  # beyond that the site has long asked another machine
PAUSE = 1.0
BEATS_A_LEASE = 4
UNHEARD = (OperationalError, OSError)

Send = Callable[[str, tuple[str, ...], Mapping[str, Any]], None]


@dataclass(frozen=True)
class Machine:
    """A host that evaluates, and which life of its worker this is."""

    name: str
    boot: str


@dataclass(frozen=True)
class Line:
    """`send` puts one task of the site into its queue; it raises at once where the broker is gone."""

    send: Send
    machine: Machine

    def hello(self, *, slots: int) -> None:
        """I am here and have room for so many."""
        self._try("hello", (self.machine.name,), slots=slots, boot=self.machine.boot)

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
        done = Event()
        pause = order.lease_seconds / BEATS_A_LEASE

        def beat() -> None:
            while not done.wait(pause):
                self._try("heartbeat", _of(order), machine=self.machine.name)

        heart = Thread(target=beat, name="heartbeat", daemon=True)
        heart.start()
        try:
            yield
        finally:
            done.set()
            heart.join(timeout=PAUSE)

    def _try(self, task: str, arguments: tuple[str, ...], **named: Any) -> bool:
        try:
            self.send(f"{SITE}.{task}", arguments, named)
        except UNHEARD as error:
            logger.warning("The broker is gone, %s was not heard: %r", task, error)
            return False
        return True

    def _insist(self, task: str, arguments: tuple[str, ...], **named: Any) -> bool:
        until = time.monotonic() + REPORT_PATIENCE
        while not (heard := self._try(task, arguments, **named)) and time.monotonic() < until:
            time.sleep(PAUSE)
        return heard


def _of(order: Order) -> tuple[str, str]:
    return order.evaluation, order.ticket
