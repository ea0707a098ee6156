"""Counts different values of a column while they go by, exactly while they are few and by an estimate after that."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

KEPT = 1 << 15
SPAN = 2.0**64

Hashes = npt.NDArray[np.uint64]


class Distinct:
    """Keeps the smallest hashes (k minimum values: Bar-Yossef et al. 2002, Beyer et al. 2007). From KEPT different
    values on, the count is an estimate with a standard error of 1 / sqrt(KEPT), here 0.6 %. Nulls do not count."""

    def __init__(self) -> None:
        self._smallest: Hashes = np.zeros(0, np.uint64)

    def take(self, values: pa.Array) -> None:
        hashes = _hashes(values)
        if not self.is_exact:
            hashes = hashes[hashes < self._smallest[-1]]
        if len(hashes):
            merged = np.sort(np.concatenate([self._smallest, hashes]))
            is_new = np.diff(merged, prepend=merged[:1] - np.uint64(1)) != 0
            self._smallest = merged[is_new][:KEPT]

    @property
    def is_exact(self) -> bool:
        return len(self._smallest) < KEPT

    @property
    def count(self) -> int:
        if self.is_exact:
            return len(self._smallest)
        return round((KEPT - 1) / (float(self._smallest[-1]) / SPAN))


def _hashes(values: pa.Array) -> Hashes:
    filled = pc.unique(values.drop_null())
    if pa.types.is_string(filled.type):
        return pd.util.hash_array(filled.to_numpy(zero_copy_only=False), categorize=False)
    if pa.types.is_boolean(filled.type):
        filled = filled.cast(pa.uint8())
    return pd.util.hash_array(filled.to_numpy(zero_copy_only=False))
