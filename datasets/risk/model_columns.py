"""Columns as a simple model takes them: numbers as they are, times by their parts, names by what they tell of the
target."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from datasets.risk.case import BoolArray, FloatArray, IntArray
from datasets.risk.coded import as_floats, codes_of, is_measured

FOLDS = 5
AS_IF = 10.0
"""The mean of a name is drawn to the mean of all as if so many rows more had that one."""


@dataclass(frozen=True)
class Learning:
    """What is to be predicted (a number, or codes of classes), and which rows are learnt from."""

    target: FloatArray
    is_number: bool
    is_train: BoolArray
    seed: int

    @cached_property
    def folds(self) -> IntArray:
        """For each row learnt from the fold it is in."""
        return np.random.default_rng(self.seed).integers(0, FOLDS, int(self.is_train.sum()))

    @cached_property
    def columns(self) -> FloatArray:
        """The target as it is when it is a number or has two classes, else a column of 0 and 1 per class."""
        classes = np.unique(self.target)
        if self.is_number or len(classes) <= 2:
            return self.target.reshape(-1, 1)
        return np.equal(self.target.reshape(-1, 1), classes).astype(np.float64)


def as_features(values: pd.Series, *, task: Learning) -> FloatArray:
    """Rows x features. A name becomes the mean target of its training rows, for each fold taken from the others, so
    that the name of a single row tells nothing of that row; and its place among the names, as ISO dates have one."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return _parts_of_time(values)
    if is_measured(values):
        return as_floats(values).reshape(-1, 1)
    codes = codes_of(values)
    learnt, targets = codes[task.is_train], task.columns[task.is_train]
    told = np.empty((len(codes), targets.shape[1]))
    told[~task.is_train] = _means(learnt, targets, size=int(codes.max()) + 1)[codes[~task.is_train]]
    inside = np.empty_like(targets)
    for fold in range(FOLDS):
        is_here = task.folds == fold
        inside[is_here] = _means(learnt[~is_here], targets[~is_here], size=int(codes.max()) + 1)[learnt[is_here]]
    told[task.is_train] = inside
    return np.column_stack([told, _places(values)])


def _means(codes: IntArray, targets: FloatArray, *, size: int) -> FloatArray:
    """The mean target of each code; of those that do not occur the mean of all."""
    whole = targets.mean(axis=0)
    sums = np.column_stack([np.bincount(codes, weights=target, minlength=size) for target in targets.T])
    means: FloatArray = (sums + AS_IF * whole) / (np.bincount(codes, minlength=size).reshape(-1, 1) + AS_IF)
    return means


def _parts_of_time(values: pd.Series) -> FloatArray:
    """Hours since 1970, hour of the day, day of the week, day of the year."""
    parts = (values.dt.hour, values.dt.day_of_week, values.dt.day_of_year)
    return np.column_stack([as_floats(values), *(part.to_numpy(np.float64, na_value=np.nan) for part in parts)])


def _places(values: pd.Series) -> FloatArray:
    codes, _uniques = pd.factorize(values.astype("str"), sort=True)
    return np.where(codes < 0, np.nan, codes.astype(np.float64))
