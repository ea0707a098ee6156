"""How far a backup or a restore is: bars on a terminal, nothing elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class Witness(Protocol):
    """Hears of each step that begins, how much there is to do (where that is known), and what was done."""

    def begin(self, step: str, total: int | None = None) -> None: ...

    def did(self, amount: int) -> None: ...


class Silent:
    """Says nothing."""

    def begin(self, step: str, total: int | None = None) -> None:
        pass

    def did(self, amount: int) -> None:
        pass


class Bars:
    """One bar a step; what is done stays above what is being done."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.task: TaskID | None = None

    def begin(self, step: str, total: int | None = None) -> None:
        self.end()
        self.task = self.progress.add_task(step, total=total)

    def did(self, amount: int) -> None:
        if self.task is not None:
            self.progress.advance(self.task, amount)

    def end(self) -> None:
        """The last step is done, however much it was."""
        if self.task is not None:
            done = self.progress.tasks[self.task].completed
            self.progress.update(self.task, total=done or 1, completed=done or 1)


@contextmanager
def shown() -> Iterator[Witness]:
    """On the terminal's other stream: the backup itself may go to the first."""
    if not sys.stderr.isatty():
        yield Silent()
        return
    columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bars = Bars(progress)
        yield bars
        bars.end()
