"""One line of progress per step: a moving one while it runs on a terminal, a lasting one when it is over."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
FRAME_SECONDS = 0.1
CLEAR_LINE = "\r\033[K"


class StepFailed(Exception):
    """One plain sentence for the person at the terminal, and the log with the rest."""

    def __init__(self, sentence: str, log: Path | None = None) -> None:
        super().__init__(sentence)
        self.log = log


@dataclass
class Step:
    """A running step; `note` is what its last line says besides its title."""

    title: str
    began: float
    note: str = ""


class Steps:
    """Prints the progress of steps that may run side by side."""

    def __init__(self, out: TextIO = sys.stdout) -> None:
        self.out = out
        self.animated = out.isatty()
        self._running: list[Step] = []
        self._lock = threading.Lock()
        if self.animated:
            threading.Thread(target=self._animate, daemon=True).start()

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """Shows how the block ended; a StepFailed is shown with its sentence and goes on up."""
        step = Step(title, began=time.monotonic())
        with self._lock:
            self._running.append(step)
        try:
            yield step
        except StepFailed as failure:
            self._end(step, f"✗ {title}: {failure}" + (f"\n  The log: {failure.log}" if failure.log else ""))
            raise
        except BaseException:
            self._end(step, f"✗ {title}: interrupted")
            raise
        note = f": {step.note}" if step.note else ""
        self._end(step, f"✓ {title}{note} ({time.monotonic() - step.began:.1f} s)")

    def say(self, text: str) -> None:
        """Lines of their own, beside the steps."""
        with self._lock:
            self._print(text)

    def _end(self, step: Step, line: str) -> None:
        with self._lock:
            self._running.remove(step)
            self._print(line)

    def _print(self, text: str) -> None:
        self.out.write(f"{CLEAR_LINE if self.animated else ''}{text}\n")
        self.out.flush()

    def _animate(self) -> None:
        frame = 0
        while True:
            time.sleep(FRAME_SECONDS)
            with self._lock:
                if not self._running:
                    continue
                frame = (frame + 1) % len(FRAMES)
                seconds = time.monotonic() - self._running[0].began
                titles = " · ".join(step.title for step in self._running)
                self.out.write(f"{CLEAR_LINE}{FRAMES[frame]} {titles} … {seconds:.0f} s")
                self.out.flush()


def together(*tasks: Callable[[], None]) -> None:
    """Runs all tasks side by side and waits for all; the first that failed, in their order, fails the whole."""
    with ThreadPoolExecutor(max_workers=len(tasks)) as pool:
        ended = [pool.submit(task) for task in tasks]
    for task in ended:
        task.result()
