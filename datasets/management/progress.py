"""Shows on a terminal how far a raw extract is, and says it line by line where there is no terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from django.core.management.base import OutputWrapper
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from datasets.simulation.handover.raw_folder import Witness

COLUMNS = (
    TextColumn("{task.description:<24}"),
    BarColumn(),
    TextColumn("{task.completed:>11,.0f} / {task.total:,.0f} {task.fields[unit]}"),
    TimeElapsedColumn(),
)


@contextmanager
def shown(stream: OutputWrapper, *, steps: int) -> Iterator[Witness]:
    """For so many tables: bars on the terminal, gone when all is done; else a line for each table on the stream."""
    if not stream.isatty():
        yield Lines(stream)
        return
    with Progress(*COLUMNS, console=Console(stderr=True), transient=True) as progress:
        yield Bars(progress, steps=steps)


class Lines:
    """A line per table, once it is made up."""

    def __init__(self, stream: OutputWrapper) -> None:
        self.stream = stream
        self.began = monotonic()

    def making(self, table: str) -> None:
        self.began = monotonic()

    def writing(self, table: str, *, rows: int) -> None:
        self.stream.write(f"{table}: {rows:,} rows made up in {monotonic() - self.began:.1f} s", ending="\n")

    def wrote(self, rows: int) -> None:
        pass


class Bars:
    """One bar for all tables, and one for the rows of the table that is being written."""

    def __init__(self, progress: Progress, *, steps: int) -> None:
        self.progress = progress
        self.tables: TaskID = progress.add_task("tables", total=steps, unit="tables", completed=-1)
        self.rows: TaskID = progress.add_task("", total=1, unit="rows", visible=False)

    def making(self, table: str) -> None:
        self.progress.advance(self.tables)
        self.progress.update(self.tables, description=f"making {table}")
        self.progress.update(self.rows, visible=False)

    def writing(self, table: str, *, rows: int) -> None:
        self.progress.reset(self.rows, total=rows, description=f"writing {table}", visible=True)

    def wrote(self, rows: int) -> None:
        self.progress.advance(self.rows, rows)
