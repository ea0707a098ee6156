"""Runs a coroutine in a thread of its own: tests in a browser leave a loop running in theirs."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run_apart(story: Coroutine[Any, Any, None]) -> None:
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, story).result()
