"""Whether the order of published rows tells something: it must be drawn at random."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from datasets.releasing.breaches import Breach

LIMIT = 0.02
"""A rank correlation that is too great whatever the number of rows."""

DEVIATIONS = 6
"""By chance a correlation of n rows has a standard deviation of 1/sqrt(n); so many of them are no chance."""

TOO_COMMON = 0.9
"""A column with so great a share of one value is not asked: a few rows would decide."""


def check_order(table: pa.Table, *, path: str) -> Iterator[Breach]:
    """Two rank correlations for each column, the ids among them: with the position, and with the row before (which
    finds groups or days that stand together without going up or down)."""
    rows = table.num_rows
    if rows < DEVIATIONS**2:
        return
    limit = max(LIMIT, DEVIATIONS / np.sqrt(rows))
    positions = _standard(np.arange(rows, dtype=np.float64))
    for name in table.column_names:
        ranks = _ranks(table[name])
        if ranks is None:
            continue
        trend, neighbours = ranks @ positions, ranks[1:] @ ranks[:-1]
        found = max(trend, neighbours, key=abs)
        if abs(found) > limit:
            yield Breach(
                "order_tells",
                {"path": path, "column": name, "number": round(float(found), 3), "limit": round(float(limit), 3)},
            )


def _ranks(values: pa.ChunkedArray) -> npt.NDArray[np.float64] | None:
    """Standardized, equal values with their mean rank and the empty ones first; None where one value is too common."""
    codes = _codes(values)
    counts = np.bincount(codes)
    if counts.max() > TOO_COMMON * len(codes):
        return None
    return _standard((np.cumsum(counts) - (counts - 1) / 2)[codes])


def _codes(values: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    """The place of each value among the different ones, from 0 for the empty cell."""
    distinct = pc.unique(values).drop_null()
    places = pc.index_in(values, value_set=distinct.take(pc.sort_indices(distinct)))
    return np.asarray(pc.fill_null(pc.add(pc.cast(places, pa.int64()), 1), 0).to_numpy(), dtype=np.int64)


def _standard(values: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Mean nothing, length one: a product of two is their correlation."""
    centred = values - values.mean()
    return np.asarray(centred / np.linalg.norm(centred), dtype=np.float64)
