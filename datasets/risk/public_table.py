"""A made-up public table, as ship-tracking sites keep one: who was where, with what they saw a little off."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from datasets.risk.case import FloatArray, IntArray
from datasets.risk.coded import as_floats, is_measured

SIZE_OFF_BY = 0.01
"""Lengths, draughts and weights are written down to one percent."""

SOME = 5000


@dataclass(frozen=True)
class RawColumn:
    """A quasi-identifier as it was: times in hours, sizes, or the codes of names; NaN for null."""

    values: FloatArray
    kind: Literal["time", "size", "name"]

    @property
    def grain(self) -> float:
        """The smallest step between two of the first few thousand values."""
        some = self.values[:SOME]
        steps = np.diff(np.unique(some[np.isfinite(some)]))
        return float(steps.min()) if len(steps) else 1.0


def raw_column(values: pd.Series, *, codes: IntArray) -> RawColumn:
    """`codes` has a number for each value, if it is a name."""
    if is_measured(values):
        is_time = pd.api.types.is_datetime64_any_dtype(values.dtype)
        return RawColumn(as_floats(values), "time" if is_time else "size")
    return RawColumn(np.where(values.isna().to_numpy(dtype=bool), np.nan, codes.astype(np.float64)), "name")


def seen(column: RawColumn, rows: IntArray, *, off_by_hours: float, rng: np.random.Generator) -> FloatArray:
    """What an onlooker wrote down of these rows, as the lowest and the highest value that it can be (rows x 2; NaN:
    nothing): times off by at most so many hours, sizes by one percent, names as they were. The truth is between."""
    truth = column.values[rows]
    reach = {
        "time": np.full(len(rows), off_by_hours),
        "size": SIZE_OFF_BY * np.abs(truth),
        "name": np.zeros(len(rows)),
    }[column.kind]
    noted = truth + rng.uniform(-1.0, 1.0, len(rows)) * reach
    return np.column_stack([noted - reach, noted + reach])
