"""Columns as numbers: the same number for the same value, nulls among them."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.anonymization.codes import classified
from datasets.risk.case import FloatArray, IntArray


class Coded:
    """Codes of a table's columns, worked out when they are first asked for. Null is a value like any other."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table
        self._codes: dict[str, IntArray] = {}

    def __len__(self) -> int:
        return len(self.table)

    def of(self, name: str) -> IntArray:
        """One code per row, from 0, in the order of first appearance."""
        if name not in self._codes:
            self._codes[name] = codes_of(self.table[name])
        return self._codes[name]

    def together(self, names: list[str]) -> IntArray:
        """One code per row for the combination of the columns; all the same for no columns."""
        joint = np.zeros(len(self), dtype=np.int64)
        for name in names:
            joint = joined(joint, self.of(name))
        return joint

    def as_frame(self, names: list[str]) -> pd.DataFrame:
        """The codes as a table; a single column of one value where no column is named."""
        if not names:
            return pd.DataFrame({"": np.zeros(len(self), dtype=np.int64)})
        return pd.DataFrame({name: self.of(name) for name in names})


def codes_of(values: pd.Series) -> IntArray:
    codes, _uniques = pd.factorize(values, use_na_sentinel=False)
    return codes.astype(np.int64, copy=False)


def joined(one: IntArray, other: IntArray) -> IntArray:
    """Codes of pairs, again from 0."""
    ones, others = int(one.max(initial=-1)) + 1, int(other.max(initial=-1)) + 1
    return classified(one * others + other, span=ones * others).of


def counts_of(codes: IntArray) -> IntArray:
    """How many rows have each code."""
    return np.bincount(codes).astype(np.int64, copy=False)


def is_measured(values: pd.Series) -> bool:
    """Whether nearness means something: numbers and times, but not categories and truth values."""
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype) or pd.api.types.is_bool_dtype(dtype):
        return False
    return pd.api.types.is_numeric_dtype(dtype) or pd.api.types.is_datetime64_any_dtype(dtype)


def as_floats(values: pd.Series) -> FloatArray:
    """Numbers as they are and times in hours; NaN for null. Only for what `is_measured`."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        seconds = values.to_numpy(dtype="datetime64[s]")
        hours: npt.NDArray[np.float64] = seconds.astype(np.int64) / 3600.0
        return np.where(np.isnat(seconds), np.nan, hours)
    return values.to_numpy(dtype=np.float64, na_value=np.nan)
