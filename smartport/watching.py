"""What becomes of the tasks of the site's own workers: failures are kept for the operator, and that a worker lives is
known by what it does."""

import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any

import structlog
from celery import signals
from django.db import DatabaseError

from challenges import clock
from challenges.operations.actions import Failure, keep_failure, note

logger = structlog.get_logger(__name__)

# Of each worker a task that comes every few seconds, by the name under which it is noted.
BEATS: Mapping[str, str] = {"challenges.tasks.sweep": "worker"}
OURS = ("challenges.", "datasets.", "smartport.")


@signals.task_failure.connect  # type: ignore[untyped-decorator]
def keep(
    *,
    sender: Any = None,
    exception: BaseException | None = None,
    args: Any = (),
    kwargs: Any = None,
    traceback: TracebackType | None = None,  # Celery's name for it
    **_: object,
) -> None:
    """Whatever the failure was, keeping it must not be another."""
    if sender is None or exception is None or not str(sender.name).startswith(OURS):
        return
    try:
        keep_failure(_failure(sender, exception, traceback, tuple(args or ()), kwargs or {}), now=clock.now())
    except DatabaseError as error:
        logger.warning("failure_not_kept", task=sender.name, error=repr(error)[:200])


@signals.task_success.connect  # type: ignore[untyped-decorator]
def note_beat(*, sender: Any = None, **_: object) -> None:
    """The worker has done what comes every few seconds."""
    name = BEATS.get(getattr(sender, "name", ""))
    if name is None:
        return
    try:
        note(name, now=clock.now())
    except DatabaseError as error:
        logger.warning("beat_not_noted", name=name, error=repr(error)[:200])


def _failure(
    sender: Any, exception: BaseException, trace: TracebackType | None, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Failure:
    frames = traceback.extract_tb(trace)
    where = getattr(getattr(sender, "request", None), "delivery_info", None) or {}
    return Failure(
        task=str(sender.name),
        queue=str(where.get("routing_key") or "site"),
        args=args,
        kwargs=kwargs,
        error=type(exception).__name__,
        message=str(exception),
        place=f"{frames[-1].filename}:{frames[-1].name}" if frames else "",
        traceback="".join(traceback.format_exception(type(exception), exception, trace)),
    )
