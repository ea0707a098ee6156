"""Tables and the many ways in which an office may write them, for hypothesis."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

Cells = list[Any]

LETTERS = "abéÉœ'’ -;,|\t\"\n0"


@dataclass(frozen=True)
class Manner:
    """How a table is written: the signs around cells and in numbers, the form of days, the words of yes and no."""

    separator: str
    end: str
    encoding: str
    quoting: int
    decimal: str
    thousands: str
    day: str
    clock: str
    yes_no: tuple[str, str]
    nothing: str


MANNERS = st.builds(
    Manner,
    separator=st.sampled_from([";", "\t", "|", ","]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    decimal=st.sampled_from([",", "."]),
    thousands=st.sampled_from(["", " ", "\u00a0"]),
    day=st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d"]),
    clock=st.sampled_from([" %H:%M:%S", "T%H:%M:%S"]),
    yes_no=st.sampled_from([("oui", "non"), ("true", "false"), ("Vrai", "Faux"), ("YES", "NO")]),
    nothing=st.sampled_from(["", "NA", "N/A", "-", "null", "néant"]),
)


@dataclass(frozen=True)
class Table:
    """Columns by name, with nothing where a cell is empty."""

    columns: dict[str, Cells]

    def written(self, manner: Manner) -> bytes:
        write: dict[str, Callable[[Any], str]] = {
            "num": str,
            "tonnes": lambda value: _grouped(f"{value:,}", manner),
            "valeur": lambda value: _grouped(f"{value:,.2f}", manner),
            "jour": lambda value: _dated(value, manner.day),
            "moment": lambda value: _dated(value, manner.day + manner.clock),
            "plein": lambda value: manner.yes_no[0 if value else 1],
            "port": str,
        }
        empty = {name: manner.nothing if name in ("tonnes", "valeur", "jour", "moment") else "" for name in write}
        cells = [
            [empty[name] if value is None else write[name](value) for value in values]
            for name, values in self.columns.items()
        ]
        stream = io.StringIO(newline="")
        writer = csv.writer(
            stream, delimiter=manner.separator, lineterminator=manner.end, quoting=self._quoting(manner)
        )
        writer.writerows([list(self.columns), *zip(*cells, strict=True)])
        return stream.getvalue().encode(manner.encoding)

    def _quoting(self, manner: Manner) -> int:
        """The library leaves some line ends in cells without quotes."""
        has_ends = any("\n" in text for text in self.columns["port"] if text)
        return csv.QUOTE_ALL if has_ends else manner.quoting


def _grouped(text: str, manner: Manner) -> str:
    return text.translate({ord(","): manner.thousands, ord("."): manner.decimal})


def _dated(moment: datetime, form: str) -> str:
    return moment.strftime(form.replace("%Y", f"{moment.year:04d}"))


def _column(cells: st.SearchStrategy[Any], rows: int) -> st.SearchStrategy[Cells]:
    """With holes, and never all of them."""
    some = st.lists(st.none() | cells, min_size=rows - 1, max_size=rows - 1)
    return st.builds(lambda first, rest: [first, *rest], cells, some)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    rows = draw(st.integers(1, 12))
    moments = st.datetimes().map(lambda moment: moment.replace(microsecond=0))
    texts = st.text(LETTERS, max_size=6).map(lambda text: f"x{text}".rstrip(" \n\t"))
    return Table(
        {
            "num": [1000 + row for row in range(rows)],
            "tonnes": draw(_column(st.integers(-(10**12), 10**12), rows)),
            "valeur": draw(_column(st.integers(-(10**9), 10**9).map(lambda cents: cents / 100), rows)),
            "jour": draw(_column(moments.map(lambda moment: moment.replace(hour=0, minute=0, second=0)), rows)),
            "moment": draw(_column(moments, rows)),
            "plein": draw(_column(st.booleans(), rows)),
            "port": draw(_column(texts, rows)),
        }
    )
