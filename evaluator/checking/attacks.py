"""Files that a team may hand in by mistake or by malice, and what a careless scorer would make of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Literal

from evaluator.checking.tables import Table

Wanted = Literal["refused", "same", "same_or_refused", "not_broken"]
TWIN = 7  # how often the easy row is repeated


@dataclass(frozen=True)
class Attack:
    """`wanted` is what a good scorer answers: a refusal, or the very score of the file that this one was made from.
    `careless` goes on after "A careless scorer".
    """

    code: str
    title: str
    content: bytes
    wanted: Wanted
    careless: str


def attacks_on(base: Table, rng: Random) -> Iterator[Attack]:
    """All made from a file that the scorer took."""
    yield from _orders(base, rng)
    yield from _cells(base)
    yield from _ids(base)
    yield from _files(base)


def _orders(base: Table, rng: Random) -> Iterator[Attack]:
    rows = list(base.rows)
    while len(rows) > 1 and tuple(rows) == base.rows:
        rng.shuffle(rows)
    yield Attack(
        "rows_permuted",
        "The same rows in another order",
        base.with_rows(rows).content(),
        "same",
        "joins by position instead of by id: a right file in another order is judged as wrong, and nobody sees why.",
    )
    swapped = Table(base.header[::-1], tuple(row[::-1] for row in base.rows))
    yield Attack(
        "columns_permuted",
        "The same columns in another order",
        swapped.content(),
        "same_or_refused",
        "takes the second column for the prediction, whatever its name.",
    )
    extra = Table((*base.header, "note"), tuple((*row, "0") for row in base.rows))
    yield Attack(
        "extra_column",
        "A column too many",
        extra.content(),
        "same_or_refused",
        "takes the last column, whatever it is.",
    )


def _cells(base: Table) -> Iterator[Attack]:
    middle = len(base.rows) // 2
    yield Attack(
        "nan",
        "NaN in one row",
        base.with_cell(middle, "nan").content(),
        "refused",
        "skips such rows, or scores NaN: a team answers only where it is sure, or breaks the board's order.",
    )
    yield Attack(
        "infinity",
        "Infinity in one row",
        base.with_cell(middle, "inf").content(),
        "refused",
        "computes an infinite score, or clips it to whatever suits the team.",
    )
    yield Attack(
        "empty_cell",
        "An empty cell",
        base.with_cell(middle, "").content(),
        "refused",
        "reads it as NaN or as zero, which the team never said.",
    )
    yield Attack(
        "text",
        "A word in place of a number",
        base.with_cell(middle, "soon").content(),
        "refused",
        "crashes: the team is told that the fault is ours, and the platform tries three times in vain.",
    )
    yield Attack(
        "huge",
        "1e300 in one row",
        base.with_cell(middle, "1e300").content(),
        "not_broken",
        "squares it beyond what a number can hold and fails, at the wish of any team.",
    )


def _ids(base: Table) -> Iterator[Attack]:
    first = base.rows[0]
    yield Attack(
        "id_twice",
        "One id many times",
        base.with_rows([*base.rows, *[first] * TWIN]).content(),
        "refused",
        "counts every row: a team repeats the row that it is surest of.",
    )
    yield Attack(
        "id_twice_for_another",
        "One id twice, another missing",
        base.with_rows([*base.rows[:-1], first]).content(),
        "refused",
        "counts the rows and is content: a team leaves out the hardest and repeats the easiest.",
    )
    yield Attack(
        "id_missing",
        "One row missing",
        base.with_rows(base.rows[:-1]).content(),
        "refused",
        "joins what is there: a team leaves out the rows that it would get wrong.",
    )
    yield Attack(
        "half_missing",
        "Half of the rows missing",
        base.with_rows(base.rows[: (len(base.rows) + 1) // 2]).content(),
        "refused",
        "joins what is there: a team answers the easy half.",
    )
    unknown = (f"{first[0]}-unknown", *first[1:])
    yield Attack(
        "id_unknown",
        "An id that nobody asked for",
        base.with_rows([*base.rows, unknown]).content(),
        "refused",
        "lets it fall, and a team that mistook the file never learns of it.",
    )


def _files(base: Table) -> Iterator[Attack]:
    content = base.content()
    yield Attack(
        "empty_file",
        "An empty file",
        b"",
        "refused",
        "crashes: the team is told that the fault is ours, and the platform tries three times in vain.",
    )
    yield Attack(
        "header_alone",
        "A header and no rows",
        base.with_rows([]).content(),
        "refused",
        "takes the mean of nothing for zero: no error at all.",
    )
    yield Attack(
        "column_missing",
        "A column missing",
        Table(base.header[:-1], tuple(row[:-1] for row in base.rows)).content(),
        "refused",
        "crashes, or fills it with zeros.",
    )
    yield Attack(
        "truncated",
        "A file cut off in the middle",
        content[: len(content) * 2 // 3],
        "refused",
        "scores the rows before the cut, as if the upload had not broken.",
    )
    yield Attack(
        "not_text",
        "Bytes that are no text",
        b"\x93NUMPY\x01\x00" + bytes(range(256)),
        "refused",
        "crashes, or worse: unpacks it, and a pickle may then run anything.",
    )
