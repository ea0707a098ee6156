"""When two files of predictions are nearly the same, and how an organizer's word about a pair is kept."""

import heapq
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from challenges.errors import Refusal, gettext_noop
from challenges.folding import can_stand
from evaluator.scorekit.cells import Cell

SAMPLE = 500  # ids of a file that are kept, the same of every file
FEWEST = 20  # of fewer ids in common nothing is said
COARSE = 10  # a column of fewer values agrees by chance
DIGITS = 9
NEAR_NUMBERS, NEAR_LABELS = 0.3, 0.99  # the share of the sample from which two files are a pair to look at
NEAR_RANKS, ORDINARY_RANKS = 0.9995, 0.999
WORD_LENGTH = 500
POINTS = 120  # in the picture of a pair

Sketch = Mapping[str, list[Any]]  # "keys": digests of ids; "cells": their rows


class WordUnusable(Refusal):
    """Details: limit."""

    code = "word_unusable"
    message = gettext_noop("Write a word about what you saw: at least one letter, and at most %(limit)s.")
    hint = gettext_noop("One sentence will do, such as: the same starting notebook.")
    field = "word"
    status = 422


class LookedAtMeanwhile(Refusal):
    code = "looked_at_meanwhile"
    message = gettext_noop("Somebody else has looked at this pair meanwhile.")
    hint = gettext_noop("Read their word; then write yours in its place, if it is needed.")


@dataclass
class Sampler:
    """Takes the rows of a file as they stream by, and keeps those whose ids have the smallest digests: a sample that
    is the same for all files of the same ids."""

    most: int = SAMPLE
    _kept: list[tuple[int, list[Cell]]] = field(default_factory=list)

    def take(self, name: str, cells: list[Cell]) -> None:
        key = _digest(name)
        if len(self._kept) < self.most:
            heapq.heappush(self._kept, (-key, cells))
        elif -key > self._kept[0][0]:
            heapq.heapreplace(self._kept, (-key, cells))

    def sketch(self) -> Sketch:
        rows = sorted((-key, cells) for key, cells in self._kept)
        return {"keys": [key for key, _ in rows], "cells": [[_short(cell) for cell in cells] for _, cells in rows]}


@dataclass(frozen=True)
class PredictionsAlike:
    """Of the ids that two samples have in common: the share whose values agree as rounded, and for numbers the rank
    correlation (Spearman 1904, "The proof and measurement of association between two things", American Journal of
    Psychology 15), of the column where it is lowest; None for labels."""

    compared: int
    agreement: float
    ranks: float | None

    @property
    def strength(self) -> float:
        """From 0 to 1; good models agree in their order, so only what is beyond that says anything."""
        if self.ranks is None:
            return self.agreement if self.agreement >= NEAR_LABELS else 0.0
        by_ranks = (self.ranks - ORDINARY_RANKS) / (1 - ORDINARY_RANKS) if self.ranks >= NEAR_RANKS else 0.0
        by_values = self.agreement if self.agreement >= NEAR_NUMBERS else 0.0
        return min(1.0, max(by_ranks, by_values))


def compare_predictions(first: Sketch, second: Sketch, *, decimals: int) -> PredictionsAlike | None:
    """Values are rounded to the decimals of the score that ranks. None where there is too little to say anything: few
    ids, other columns, or the same row for every id."""
    rows = _shared_rows(first, second)
    if len(rows) < FEWEST:
        return None
    by_column = zip(*(zip(*row, strict=True) for row in rows), strict=True)
    columns = [_Column.of(pairs, decimals=decimals) for pairs in by_column]
    if any(len({tuple(row[side]) for row in rows}) < 2 for side in (0, 1)):
        return None
    fine = [column for column in columns if not column.is_coarse]
    spoken = fine or columns
    agreement = sum(column.agreement for column in spoken) / len(spoken)
    return PredictionsAlike(len(rows), agreement, min((column.ranks for column in fine), default=None))


def points_of(first: Sketch, second: Sketch, *, most: int = POINTS) -> list[tuple[float, float]]:
    """Of the first column of numbers, each value beside the other's; none where there is no such column."""
    rows = _shared_rows(first, second)
    width = len(rows[0][0]) if rows else 0
    for at in range(width):
        pairs = [(mine[at], others[at]) for mine, others in rows]
        if not any(isinstance(cell, str) for pair in pairs for cell in pair):
            return [(float(left), float(right)) for left, right in pairs[:most]]
    return []


def require_word(text: str) -> str:
    """One line, without what cannot be seen. Raises WordUnusable."""
    plain = "".join(filter(can_stand, " ".join(text.split()))).strip()
    if not 1 <= len(plain) <= WORD_LENGTH:
        raise WordUnusable(limit=WORD_LENGTH)
    return plain


@dataclass(frozen=True)
class _Column:
    agreement: float
    ranks: float
    is_coarse: bool

    @classmethod
    def of(cls, pairs: Sequence[tuple[Cell, Cell]], *, decimals: int) -> "_Column":
        left, right = ([_rounded(cell, decimals) for cell in side] for side in zip(*pairs, strict=True))
        agreement = sum(one == other for one, other in zip(left, right, strict=True)) / len(left)
        has_labels = any(isinstance(cell, str) for cell in (*left, *right))
        is_coarse = has_labels or min(len(set(left)), len(set(right))) < COARSE
        return cls(agreement, 0.0 if is_coarse else _spearman(pairs), is_coarse)


def _shared_rows(first: Sketch, second: Sketch) -> list[tuple[list[Cell], list[Cell]]]:
    others = dict(zip(second["keys"], second["cells"], strict=True))
    mine = zip(first["keys"], first["cells"], strict=True)
    rows = [(cells, others[key]) for key, cells in mine if key in others]
    return rows if len({len(cells) for row in rows for cells in row}) == 1 else []


def _spearman(pairs: Sequence[tuple[Cell, Cell]]) -> float:
    left, right = (_ranks([float(cell) for cell in side]) for side in zip(*pairs, strict=True))
    return max(-1.0, min(1.0, statistics.correlation(left, right)))


def _ranks(values: Sequence[float]) -> list[float]:
    """From 1; equal ones share the mean of their places."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            ranks[place] = (start + end) / 2 + 1
        start = end + 1
    return ranks


def _rounded(cell: Cell, decimals: int) -> Cell:
    return cell if isinstance(cell, str) else round(cell, decimals) + 0.0


def _digest(name: str) -> int:
    """48 bits: a whole number in JSON everywhere."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")


def _short(cell: Cell) -> Cell:
    return cell if isinstance(cell, str) else float(f"{cell:.{DIGITS}g}")
