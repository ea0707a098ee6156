"""Tells what separates the cells of a CSV: semicolons, commas, tabs or bars."""

import csv
import io
from dataclasses import dataclass
from statistics import median

SEPARATORS = {";": "semicolons", ",": "commas", "\t": "tabs", "|": "bars"}
LOOKED_AT = 50  # lines that tell the separator
DECLARATION = "sep="  # the first line of some files that Excel is to open


@dataclass(frozen=True)
class Dialect:
    """`columns` is how many cells the header has; `begins` on which line it stands, from 1."""

    separator: str
    columns: int
    begins: int = 1


def dialect_of(text: str) -> Dialect:
    """Of the beginning of a file. The separator that cuts the first lines into the most cells, all of them into as
    many as the header; one column where no line can be cut."""
    first, _, rest = text.partition("\n")
    declared = first.strip().removeprefix(DECLARATION)
    if first.startswith(DECLARATION) and (declared in SEPARATORS or first.startswith("sep=\t")):
        separator = declared or "\t"
        return Dialect(separator, _header_width(_widths(rest, separator)), begins=2)
    found = {separator: _widths(text, separator) for separator in SEPARATORS}
    best = max(found, key=lambda separator: _fitness(found[separator]))
    return Dialect(best, _header_width(found[best]))


def _widths(text: str, separator: str) -> list[int]:
    """How many cells the first lines have that are not empty."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return [len(cells) for cells, _ in zip(reader, range(LOOKED_AT), strict=False) if any(cells)]
    except csv.Error:
        return []


def _header_width(widths: list[int]) -> int:
    return widths[0] if widths else 1


def _fitness(widths: list[int]) -> tuple[bool, int, float]:
    return len(set(widths)) == 1 and widths[0] > 1, _header_width(widths), median(widths or [0])
