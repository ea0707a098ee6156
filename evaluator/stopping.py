"""Asking a process to stop its work, by the signal of Celery's soft time limit."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


class Stopped(BaseException):
    """The process was asked to stop its work. Not an Exception: libraries turn those into failures of their own, and
    the work would go on."""


@dataclass
class _Wish:
    """Of the main thread: how many blocks it is in that are not to be broken off, and whether it was asked there."""

    depth: int = 0
    is_open: bool = False


_WISH = _Wish()


@contextmanager
def stoppable() -> Iterator[None]:
    """Asked to stop in here, by us or by Celery, the main thread gets Stopped."""
    before = signal.signal(signal.SIGUSR1, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGUSR1, before)
        _WISH.is_open = False


@contextmanager
def unbroken() -> Iterator[None]:
    """Who is asked to stop in here stops at its end: what is being made or taken away is known or gone by then."""
    if threading.current_thread() is not threading.main_thread():  # only that one is ever asked
        yield
        return
    _WISH.depth += 1
    try:
        yield
    finally:
        _WISH.depth -= 1
        if _WISH.is_open and not _WISH.depth:
            _stop()


def _stop(*_: object) -> None:
    _WISH.is_open = _WISH.depth > 0
    if not _WISH.is_open:
        raise Stopped
