"""Values behind which too few firms stand: whoever is one of them could work out the figures of the other."""

import numpy as np
import pandas as pd

from datasets.anonymization.codes import BoolArray, Classes, FloatArray, IntArray, classified, code, coded

FEWEST = 3
LARGEST_SHARE = 0.75


def dominated(values: pd.Series, *, enterprises: pd.Series | IntArray, amounts: pd.Series | None = None) -> set[object]:
    """The values to suppress: those of fewer than 3 enterprises, and those of which one enterprise has 75 % of the
    amount or more. Without amounts, and where all amounts of a value are nothing, rows are counted. Amounts count by
    their size, an empty one is nothing. Rows that do not tell their enterprise are all of one. Null is never dominated:
    it names nothing."""
    codes, distinct = code(values)
    firms = coded(enterprises)
    pairs = classified(codes * firms.span + firms.codes, span=len(distinct) * firms.span)
    value_of = pairs.keys // max(firms.span, 1)
    few = np.bincount(value_of, minlength=len(distinct)) < FEWEST
    large = _largest(_weights(codes, amounts), pairs=pairs, value_of=value_of, number=len(distinct)) >= LARGEST_SHARE
    return set(distinct[(few | large) & distinct.notna()])


def _weights(codes: IntArray, amounts: pd.Series | None) -> FloatArray:
    if amounts is None:
        return np.ones(len(codes))
    sizes: FloatArray = np.nan_to_num(np.abs(amounts.to_numpy(dtype=np.float64, na_value=np.nan)))
    is_nothing: BoolArray = np.bincount(codes, weights=sizes) == 0
    return np.where(is_nothing[codes], 1.0, sizes)


def _largest(weights: FloatArray, *, pairs: Classes, value_of: IntArray, number: int) -> FloatArray:
    """The share that the largest enterprise has of each value."""
    amounts = np.bincount(pairs.of, weights=weights, minlength=pairs.number)
    totals = np.bincount(value_of, weights=amounts, minlength=number)
    largest = np.zeros(number)
    np.maximum.at(largest, value_of, amounts)
    return largest / totals
