"""A column as a score of an outcome, whatever its type, without learning the outcome of the row itself."""

import numpy as np
import pandas as pd

from datasets.gates.case import SEED, Floats, Ints
from datasets.gates.outcomes import is_numeric, ranks_of

FOLDS = 5
BINS = 64


def levels_of(values: pd.Series) -> Ints:
    """A code for each row: the category, or one of 64 bins of as many rows each. Null is a level of its own."""
    if is_numeric(values):
        ranks = ranks_of(numbers_of(values)) - 1
        values = pd.Series(np.where(values.isna(), -1, ranks * BINS // max(len(values), 1)))
    codes, _ = pd.factorize(values, use_na_sentinel=False)
    return np.asarray(codes, dtype=np.int64)


def numbers_of(values: pd.Series) -> Floats:
    """Null is smaller than any number."""
    return values.to_numpy(dtype=np.float64, na_value=-np.inf)


def mean_elsewhere(levels: Ints, outcome: Floats) -> Floats:
    """For each row the mean outcome of its level in the four folds that the row is not in, drawn to the mean of all
    by the weight of one row: levels of a single row say nothing, however many there are."""
    folds = np.random.default_rng(SEED).integers(0, FOLDS, len(levels))
    cells = levels * FOLDS + folds
    size = (int(levels.max()) + 1) * FOLDS if len(levels) else 0
    counts = np.bincount(cells, minlength=size).reshape(-1, FOLDS)
    sums = np.bincount(cells, weights=outcome, minlength=size).reshape(-1, FOLDS)
    counts_elsewhere = (counts.sum(axis=1, keepdims=True) - counts)[levels, folds]
    sums_elsewhere = (sums.sum(axis=1, keepdims=True) - sums)[levels, folds]
    return np.asarray((sums_elsewhere + outcome.mean()) / (counts_elsewhere + 1))
