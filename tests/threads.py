"""Doing things at the same time, each in a thread with a database connection of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

Result = TypeVar("Result")


def at_once(times: int, act: Callable[[int], Result]) -> list[Result | Exception]:
    """Run `act(0)`, `act(1)`… all released at the same instant; what each gave or raised."""
    barrier = threading.Barrier(times)

    def one(number: int) -> Result | Exception:
        try:
            barrier.wait(timeout=10)
            return act(number)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=times) as pool:
        return list(pool.map(one, range(times)))
