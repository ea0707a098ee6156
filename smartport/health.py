"""Whether the site is well, for a load balancer or a watchman: no login, nothing secret, cheap however often asked.

`/health/live/` says only that this process answers. `/health/` looks at all parts, each process at most every few
seconds; whoever asks in between has what was found. A part that is failing makes 503; a warning does not.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

import structlog
from celery import current_app
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.evaluations.queries import live_machines
from challenges.operations.queries import reading
from challenges.operations.rules import Disk, is_heard_of
from challenges.operations.storage import is_writable, spaces

logger = structlog.get_logger(__name__)

OK, WARNING, FAILING = "ok", "warning", "failing"
DISKS = {Disk.OK: OK, Disk.LOW: WARNING, Disk.FULL: FAILING}
FRESH_SECONDS = 3.0
PATIENCE_SECONDS = 5.0  # for who is looking just now; a part that hangs is not waited for by everybody
BROKER_SECONDS = 2


@dataclass(frozen=True)
class Found:
    """What was found of the parts, and when by the steady clock."""

    at: float
    parts: Mapping[str, str]

    @property
    def status(self) -> str:
        """The worst of all."""
        return next((word for word in (FAILING, WARNING) if word in self.parts.values()), OK)


class Watch:
    """Of one process. One looks at a time."""

    def __init__(self) -> None:
        self._looking = Lock()
        self._last: Found | None = None
        self._is_migrated = False

    def look(self) -> Found:
        """What was found at most some seconds ago."""
        if not self._looking.acquire(timeout=PATIENCE_SECONDS):
            return Found(time.monotonic(), {"answer": FAILING})
        try:
            if self._last is None or time.monotonic() - self._last.at > FRESH_SECONDS:
                self._last = Found(time.monotonic(), {name: _word(part) for name, part in self._parts().items()})
            return self._last
        finally:
            self._looking.release()

    def forget(self) -> None:
        """The next one looks anew."""
        self._last, self._is_migrated = None, False

    def _parts(self) -> Mapping[str, Callable[[], str]]:
        return {
            "database": _database,
            "migrations": self._migrations,
            "broker": _broker,
            "storage": lambda: OK if is_writable() else FAILING,
            "disk": lambda: _worst(DISKS[space.state] for space in spaces()),
            "worker": _worker,
            "machines": lambda: OK if live_machines(now=clock.now()).exists() else WARNING,
        }

    def _migrations(self) -> str:
        """Once all are there they stay: a process has the program it was started with."""
        if not self._is_migrated:
            executor = MigrationExecutor(connection)
            self._is_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return OK if self._is_migrated else FAILING


WATCH = Watch()


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """This process answers."""
    return _answer(OK)


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """How all parts are."""
    found = WATCH.look()
    return _answer(found.status, parts=dict(found.parts))


def _answer(status: str, **more: Any) -> JsonResponse:
    answer = JsonResponse({"status": status, **more}, status=503 if status == FAILING else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _word(part: Callable[[], str]) -> str:
    """Whatever a part raises, it is failing; why stands in the log, not in the answer."""
    try:
        return part()
    except Exception as error:  # the edge to everything that can be away
        level = logger.info if isinstance(error, DatabaseError) else logger.warning
        level("health_part_failing", error=repr(error)[:200])
        return FAILING


def _worst(words: Any) -> str:
    found = set(words)
    return next((word for word in (FAILING, WARNING) if word in found), OK)


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _broker() -> str:
    with current_app.connection_for_write(connect_timeout=BROKER_SECONDS) as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_SECONDS)
    return OK


def _worker() -> str:
    last = reading("worker")
    return OK if is_heard_of(last.at if last else None, now=clock.now()) else FAILING
