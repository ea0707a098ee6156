"""Numbers for values: columns coded, columns combined into classes, distinct values counted in each class."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]

WIDEST = 2**62
"""Keys stay below this; what would go beyond is numbered anew on the way."""

ROOM = 8
"""A table of marks may be so many times as long as what is marked; beyond, hashing is cheaper."""


@dataclass(frozen=True, eq=False)
class Coded:
    """`codes` from 0 to `span` - 1, one for each row."""

    codes: IntArray
    span: int

    def take(self, rows: BoolArray) -> "Coded":
        return Coded(self.codes[rows], self.span)


@dataclass(frozen=True, eq=False)
class Classes:
    """`of` gives the class of each row, from 0; `keys` what stands for each class, in the order of its values."""

    of: IntArray
    keys: IntArray

    @property
    def number(self) -> int:
        return len(self.keys)

    @property
    def sizes(self) -> IntArray:
        """Rows of each class."""
        return np.bincount(self.of, minlength=self.number)


def code(values: Any) -> tuple[IntArray, pd.Index]:
    """A number for each row in order of first appearance, and the value of each number. Null is a value, and one only;
    -0.0 is 0.0."""
    codes, distinct = pd.factorize(values, use_na_sentinel=False)
    return codes.astype(np.int64, copy=False), pd.Index(distinct)


def coded(values: Any) -> Coded:
    codes, distinct = code(values)
    return Coded(codes, len(distinct))


def combine(columns: Sequence[Coded], *, rows: int) -> Classes:
    """Rows alike in all columns are one class. Its key is its codes read as the digits of one number, the first column
    first; where the columns are together wider than `WIDEST`, another number in the same order."""
    keys, span = np.zeros(rows, dtype=np.int64), 1
    for column in columns:
        if span * column.span > WIDEST:
            distinct, keys = np.unique(keys, return_inverse=True)
            span = len(distinct)
        keys = keys * column.span + column.codes if span > 1 else column.codes
        span *= max(column.span, 1)
    return classified(keys, span=span)


def classified(keys: IntArray, *, span: int) -> Classes:
    """Keys from 0 to `span` - 1 as classes, which are numbered in no order that means anything."""
    if span > ROOM * len(keys) + 1024:
        codes, distinct = pd.factorize(keys)
        return Classes(codes.astype(np.int64, copy=False), distinct)
    seen = np.zeros(span, dtype=np.bool_)
    seen[keys] = True
    places = np.cumsum(seen) - 1
    return Classes(places[keys], np.flatnonzero(seen))


def classes_of(frame: pd.DataFrame) -> Classes:
    """Rows that the frame shows alike; null and `*` are values; any index, any types."""
    columns = [coded(frame.iloc[:, place]) for place in range(frame.shape[1])]
    return combine(columns, rows=len(frame))


def distinct_within(classes: IntArray, values: Coded, *, number: int) -> IntArray:
    """How many different values each of `number` classes has."""
    pairs = classes * values.span + values.codes
    if number * values.span > ROOM * len(classes):
        return np.bincount(pd.unique(pairs) // values.span, minlength=number)
    seen = np.zeros(number * values.span, dtype=np.bool_)
    seen[pairs] = True
    found: IntArray = np.count_nonzero(seen.reshape(number, values.span), axis=1)
    return found
