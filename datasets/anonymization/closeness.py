"""How far the sensitive values of each class are from those of the whole table (t-closeness).

Li, Li & Venkatasubramanian, “t-Closeness: Privacy Beyond k-Anonymity and l-Diversity”, ICDE 2007: the earth mover's
distance; between categories all equally far apart, which is the total variation distance; between numbers as far as
there are distinct values between them (their “ordered distance”), divided by the most there can be.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_numeric_dtype

from datasets.anonymization.codes import ROOM, Classes, Coded, FloatArray, IntArray, coded


@dataclass(frozen=True, eq=False)
class Spread:
    """How often each class has each value: a line for each pair that occurs, by class and then by value. `shares` are
    those of the values in the whole table."""

    classes: IntArray
    values: IntArray
    counts: IntArray
    sizes: IntArray
    shares: FloatArray

    @property
    def distinct(self) -> IntArray:
        """The l of each class."""
        return np.bincount(self.classes, minlength=len(self.sizes))


def is_ordered(values: pd.Series) -> bool:
    return (is_numeric_dtype(values) and not is_bool_dtype(values)) or is_datetime64_any_dtype(values)


def ranked(values: pd.Series) -> Coded:
    """Numbers and times coded by size, null as if it were the largest; all else in any order."""
    if not is_ordered(values):
        return coded(values)
    codes, distinct = pd.factorize(values, sort=True, use_na_sentinel=False)
    return Coded(codes.astype(np.int64, copy=False), len(distinct))


def spread(classes: Classes, values: Coded) -> Spread:
    pairs = classes.of * values.span + values.codes
    span = classes.number * values.span
    if span <= ROOM * len(pairs):
        table = np.bincount(pairs, minlength=span)
        found = np.flatnonzero(table)
        counts = table[found]
    else:
        found, counts = np.unique(pairs, return_counts=True)
    shares = np.bincount(values.codes, minlength=values.span) / max(len(pairs), 1)
    return Spread(found // values.span, found % values.span, counts, classes.sizes, shares)


def distances(found: Spread, *, is_ordered: bool) -> FloatArray:
    """The t of each class."""
    return _between_numbers(found) if is_ordered else _between_categories(found)


def _between_categories(found: Spread) -> FloatArray:
    """Half of all differences, which is the sum of those where the class has more."""
    more = np.maximum(found.counts / found.sizes[found.classes] - found.shares[found.values], 0)
    return np.bincount(found.classes, weights=more, minlength=len(found.sizes)).astype(np.float64, copy=False)


def _between_numbers(found: Spread) -> FloatArray:
    """The sum, over all values i but the last, of |P(i) - Q(i)|, divided by their number: P and Q are the shares up to
    and with i in the class and in the table. P stays the same from one value of the class to the next, so each stretch
    is summed at once: Q is below P in its first part and above it in the rest."""
    last = len(found.shares) - 1
    if last <= 0:
        return np.zeros(len(found.sizes))
    reached = np.cumsum(found.shares)
    summed = np.concatenate([[0.0], np.cumsum(reached)])
    is_first = np.diff(found.classes, prepend=-1) > 0
    begins = found.values
    ends = np.append(np.where(is_first[1:], last, begins[1:]), last)
    before = np.cumsum(found.counts) - found.counts
    own = (before + found.counts - before[is_first][found.classes]) / found.sizes[found.classes]
    turns = np.clip(np.searchsorted(reached, own), begins, ends)
    below = own * (turns - begins) - (summed[turns] - summed[begins])
    above = (summed[ends] - summed[turns]) - own * (ends - turns)
    stretches = below + above + np.where(is_first, summed[begins], 0.0)
    sums = np.bincount(found.classes, weights=stretches, minlength=len(found.sizes))
    return np.asarray(np.clip(sums / last, 0, 1), dtype=np.float64)
