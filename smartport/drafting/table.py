"""Reads a CSV as offices really have it: any usual separator and encoding, with a byte order mark or without."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from smartport.drafting.refusal import NotDrafted

SEPARATORS = {";": "semicolons", ",": "commas", "\t": "tabs", "|": "bars"}
LOOKED_AT = 50  # lines that tell the separator
MAX_BYTES = 256 * 1024 * 1024
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
NAMES = {"utf-8": "UTF-8", "utf-16": "UTF-16", "windows-1252": "Windows-1252"}
SPACES = " \t\u00a0\u202f\u2007"


@dataclass(frozen=True)
class Table:
    """Texts without spaces around them; `lines` says on which line of the file each row stands (the header is 1)."""

    cells: pd.DataFrame
    lines: list[int]
    encoding: str
    separator: str

    def at(self, row: int, column: str) -> str:
        """The place of a cell and what stands there, for a person."""
        return f"row {self.lines[row]}, column {column}, {self.cells[column].iloc[row]!r}"

    def require(self, column: str) -> None:
        if column not in self.cells.columns:
            names = ", ".join(self.cells.columns)
            raise NotDrafted(f"There is no column {column}; the table has: {names[:400]}.")


def read_table(path: Path) -> Table:
    """Raises NotDrafted."""
    encoding, text = _decoded(path)
    if not text.strip():
        raise NotDrafted(f"{path.name} is empty.")
    separator = _separator(text)
    rows = _rows(text, separator)
    line, header = next(rows)
    width = _used(header)
    names = _header(header[:width], line=line)
    kept, lines = [], []
    for line, cells in rows:
        if any(cells):
            kept.append(_fitted(cells, width=width, line=line))
            lines.append(line)
    if not kept:
        raise NotDrafted(f"{path.name} has a header and no rows.")
    return Table(pd.DataFrame(kept, columns=names, dtype=str), lines, encoding, SEPARATORS[separator])


def _decoded(path: Path) -> tuple[str, str]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise NotDrafted(f"{path.name} is larger than {MAX_BYTES >> 20} MiB: take a part of it.")
        content = path.read_bytes()
    except OSError as error:
        raise NotDrafted(f"{path} cannot be read: {error.strerror}.") from error
    for encoding in _encodings(content):
        try:
            return next(NAMES[name] for name in NAMES if encoding.startswith(name)), content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotDrafted(f"{path.name} is text in no encoding that is known here: save it as CSV in UTF-8.")


def _encodings(content: bytes) -> list[str]:
    """What it says of itself, what its zero bytes betray, else UTF-8 and then what Windows writes in Morocco."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return [encoding]
    if b"\0" in content[:2000]:
        return ["utf-16-be" if content[:1] == b"\0" else "utf-16-le"]
    return ["utf-8", "windows-1252"]


def _separator(text: str) -> str:
    """The one that cuts the first lines into the most cells, all of them into as many as the header."""
    found = {separator: _cut(text, separator) for separator in SEPARATORS}
    even = {separator for separator, widths in found.items() if len(set(widths)) == 1 and widths[0] > 1}
    best = max(found, key=lambda separator: (separator in even, found[separator][:1]))
    if found[best][:1] < [2]:
        raise NotDrafted(
            "Only one column was found: separate the cells with semicolons, commas or tabs, "
            "and leave nothing above the header."
        )
    return best


def _cut(text: str, separator: str) -> list[int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return [len(cells) for cells, _ in zip(reader, range(LOOKED_AT), strict=False) if any(cells)]
    except csv.Error:
        return []


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [" ".join(cell.split("\n")).strip(SPACES) for cell in cells]
    except csv.Error as error:
        raise NotDrafted(f"Row {reader.line_num} cannot be read: its quotes do not pair ({error}).") from error


def _used(header: list[str]) -> int:
    """Spreadsheets leave empty columns at the end."""
    return max((at + 1 for at, name in enumerate(header) if name), default=0)


def _header(names: list[str], *, line: int) -> list[str]:
    for at, name in enumerate(names, start=1):
        if not name:
            raise NotDrafted(f"Row {line}: column {at} has no name; every column needs one.")
        if not name.isprintable() or len(name) > 100:
            raise NotDrafted(f"Row {line}: the name of column {at} is too long, or has signs that cannot be shown.")
    for name, times in Counter(names).items():
        if times > 1:
            raise NotDrafted(f"Row {line}: {times} columns are called {name}; rename them.")
    return names


def _fitted(cells: list[str], *, width: int, line: int) -> list[str]:
    """As wide as the header; empty cells beyond it do not count."""
    if len(cells) < width or any(cells[width:]):
        raise NotDrafted(
            f"Row {line} has {len(cells)} cells and the header {width}: look for a missing or a spare separator."
        )
    return cells[:width]
