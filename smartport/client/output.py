"""Where answers go: a table for people, CSV or JSON for programs; what is said besides never gets between."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from rich.console import Console
from rich.measure import Measurement
from rich.padding import Padding
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from smartport.client import shown
from smartport.client.tongue import gettext

FORMATS = ("table", "csv", "json")
PIPE_WIDTH = 1000  # a table in a pipe is not folded
WIDE = 130
UNBOUNDED = 10_000
Item = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One of a list. `told` makes its text from an item, `plain` what programs read (by default the same); a `wide` one
    is left out of a narrow table, never of CSV. `name` is its title in CSV, where that of the table is in words."""

    title: str
    told: Callable[[Item], object]
    plain: Callable[[Item], object] | None = None
    is_wide: bool = False
    name: str = ""


def worded(title: str, word_of: Callable[[Item], str], *, is_wide: bool = False) -> Column:
    """A column of words of ours: people read them in their language, programs as they are."""
    return Column(title, lambda item: gettext(word_of(item)), word_of, is_wide)


class Output:
    """The terminal, or the pipe, that a command answers to."""

    def __init__(self, *, format: str = "table", is_quiet: bool = False, stream: TextIO | None = None) -> None:  # noqa: A002
        self.format = format
        self.is_quiet = is_quiet
        self._stream = stream or sys.stdout
        self.console = console_at(self._stream)
        # Beside a table one may speak; CSV and JSON have stdout for themselves.
        self.notes = self.console if format == "table" else console_at(sys.stderr)

    @property
    def shows_progress(self) -> bool:
        """Whether something that moves is of use: for people, at a terminal."""
        return self.notes.is_terminal and not self.is_quiet

    def say(self, text: str, *, style: str = "") -> None:
        """A sentence for people; not under --quiet."""
        if not self.is_quiet:
            self.notes.print(
                shown.isolated(shown.line(text), self.notes), markup=False, highlight=False, style=style, soft_wrap=True
            )

    def rows(self, columns: Sequence[Column], items: Iterable[Item], *, whole: object = None) -> None:
        """A list; `whole` is what --format json prints of it (by default the items)."""
        found = list(items)
        if self.format == "json":
            self.json(found if whole is None else whole)
        elif self.format == "csv":
            self._csv(columns, found)
        else:
            self._table(columns, found)

    def json(self, value: object) -> None:
        """The API's answer as it is."""
        self._stream.write(json.dumps(value, indent=1, ensure_ascii=False) + "\n")

    def _csv(self, columns: Sequence[Column], items: Iterable[Item]) -> None:
        out = csv.writer(self._stream, lineterminator="\n")
        out.writerow(column.name or column.title for column in columns)
        for item in items:
            out.writerow(_cell((column.plain or column.told)(item)) for column in columns)

    def _table(self, columns: Sequence[Column], items: Iterable[Item]) -> None:
        fitting = [column for column in columns if not column.is_wide or self.console.width >= WIDE]
        lines = [[self._shown(column.told(item)) for column in fitting] for item in items]
        made = Table(box=None, header_style="bold", pad_edge=False)
        for at, column in enumerate(fitting):  # the first column is what one refers to, and is not cut
            made.add_column(shown.isolated(column.title, self.console), no_wrap=at == 0, overflow="fold")
        for line in lines:
            made.add_row(*line)
        if (
            Measurement.get(self.console, self.console.options.update(max_width=UNBOUNDED), made).minimum
            <= self.console.width
        ):
            self.console.print(made)
        else:
            self._cards([shown.isolated(column.title, self.console) for column in fitting], lines)

    def _cards(self, titles: Sequence[str], lines: Iterable[Sequence[Text]]) -> None:
        """In a terminal too narrow for the words of a table: a line for what one refers to, and below it what there is
        to say of it."""
        for first, *others in lines:
            self.console.print(Text.assemble((first.plain, "bold")), overflow="fold")
            told = [
                Text.assemble((f"{title}\N{NO-BREAK SPACE}", "dim"), cell)
                for title, cell in zip(titles[1:], others, strict=True)
                if cell
            ]
            if told:
                self.console.print(Padding(Text("   ").join(told), (0, 0, 0, 2)))

    def _shown(self, value: object) -> Text:
        made = value if isinstance(value, Text) else Text(shown.line(_cell(value)))
        made.plain = shown.isolated(made.plain, self.console)
        return made


class Bar:
    """A progress bar for files, which appears when the first byte may come, and not at all where one is refused."""

    def __init__(self, output: Output) -> None:
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn())
        self._progress = Progress(*columns, console=output.notes, disable=not output.shows_progress)

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def begin(self, name: str, *, size: int, done: int = 0) -> Callable[[int], None]:
        """What to tell how many bytes have come."""
        self._progress.start()
        task = self._progress.add_task(shown.line(name), total=size, completed=done)
        return lambda more: self._progress.advance(task, more)


def console_at(stream: Any) -> Console:
    """Colours and the terminal's width where it is one; neither in a pipe."""
    return Console(file=stream, width=None if stream.isatty() else PIPE_WIDTH)


def _cell(value: object) -> str:
    """Empty for nothing; numbers without an exponent where they are whole."""
    return "" if value is None else str(value)
