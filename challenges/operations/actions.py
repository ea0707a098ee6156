"""Keeps what failed and what was measured; sends a task again, and says that one is dealt with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import F

from challenges.journal.actions import write
from challenges.operations.models import FailedTask, Reading
from challenges.operations.rules import (
    KEPT,
    Kept,
    NotToBeSentAgain,
    kept_arguments,
    kept_error,
    kept_traceback,
    likeness_of,
    may_send_again,
)

Send = Callable[[FailedTask], None]


@dataclass(frozen=True)
class Failure:
    """A task that ended in an exception: its kind, what it says, where in the program, and all of the traceback."""

    task: str
    queue: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    error: str
    message: str
    place: str
    traceback: str


def keep_failure(failure: Failure, *, now: datetime) -> FailedTask:
    """A row for each way of failing, and a count; what was dealt with and fails again is a new one."""
    kept = kept_arguments(failure.args, failure.kwargs)
    likeness = likeness_of(failure.task[:120], error=failure.error, place=failure.place, kept=kept)
    told = _told(failure, kept)
    for _ in range(2):
        same = FailedTask.objects.filter(likeness=likeness, dealt_with_at=None)
        if same.update(times=F("times") + 1, last_at=now, sent_again_at=None, **told):
            return same.get()
        try:
            with transaction.atomic():
                return FailedTask.objects.create(
                    task=failure.task[:120], likeness=likeness, first_at=now, last_at=now, **told
                )
        except IntegrityError:  # another process kept its like in between: count it there
            continue
    raise RuntimeError("a failure can neither be added nor counted")


@transaction.atomic
def send_again(failed: FailedTask, *, send: Send, by: AbstractBaseUser, now: datetime) -> bool:
    """The same message once more, after commit; it is then dealt with, until it fails again. False if somebody was
    quicker. Raises NotToBeSentAgain."""
    if not may_send_again(failed.task, is_whole=failed.is_whole):
        raise NotToBeSentAgain
    if not _end(failed, now=now, sent_again_at=now):
        return False
    _journal("task.sent_again", failed, by=by, now=now)
    transaction.on_commit(lambda: send(failed))
    return True


@transaction.atomic
def deal_with(failed: FailedTask, *, by: AbstractBaseUser, now: datetime) -> bool:
    """It needs nobody any more. False if somebody was quicker."""
    if not _end(failed, now=now):
        return False
    _journal("task.dealt_with", failed, by=by, now=now)
    return True


def forget_old_failures(*, now: datetime) -> int:
    """Those that have not failed for a month; how many."""
    forgotten, _ = FailedTask.objects.filter(last_at__lt=now - KEPT).delete()
    return forgotten


def note(name: str, *, now: datetime, value: Mapping[str, Any] | None = None) -> None:
    """What was measured under this name takes the place of what was measured before."""
    told = {"at": now, "value": dict(value or {})}
    if not Reading.objects.filter(name=name).update(**told):
        Reading.objects.get_or_create(name=name, defaults=told)


def _told(failure: Failure, kept: Kept) -> dict[str, Any]:
    return {
        "queue": failure.queue[:60],
        "arguments": dict(kept.arguments),
        "is_whole": kept.is_whole,
        "error": kept_error(failure.error, failure.message),
        "traceback": kept_traceback(failure.traceback),
    }


def _end(failed: FailedTask, *, now: datetime, **more: datetime) -> bool:
    is_open = FailedTask.objects.filter(pk=failed.pk, dealt_with_at=None)
    return bool(is_open.update(dealt_with_at=now, **more))


def _journal(deed: str, failed: FailedTask, *, by: AbstractBaseUser, now: datetime) -> None:
    details = {"task": failed.task, "error": failed.error, "times": failed.times}
    write(deed, subject=f"failedtask:{failed.pk}", by=by, now=now, details=details)
