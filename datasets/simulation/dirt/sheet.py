"""A table of texts while faults are put into it: which cells were changed, and which rows are still as they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

MOST_STRUCK = 0.1  # of a table, by one fault: small tables stay readable


@dataclass(frozen=True, eq=False)
class Change:
    """What one fault did to cells of a column; an empty text is an empty cell."""

    kind: str
    column: str
    rows: Rows
    before: Sequence[str]
    after: Sequence[str]


class Sheet:
    """No row has two faults: whoever chooses rows takes them away from the next fault."""

    def __init__(self, texts: pd.DataFrame) -> None:
        self.columns: Mapping[str, pa.Array] = {name: _one_piece(texts[name]) for name in texts.columns}
        self.is_free: Mask = np.ones(len(texts), dtype=bool)

    def has(self, *columns: str) -> bool:
        return all(name in self.columns for name in columns)

    def is_filled(self, column: str) -> Mask:
        return np.asarray(self.columns[column].is_valid())

    def choose(self, share: float, *, rng: np.random.Generator, among: Mask | None = None) -> Rows:
        """That share of all rows, at least one, drawn from the free ones; in order."""
        number = min(ceil(share * len(self.is_free)), int(MOST_STRUCK * len(self.is_free)))
        candidates = np.flatnonzero(self.is_free if among is None else self.is_free & among)
        return self.take(rng.permutation(candidates)[:number])

    def take(self, rows: Rows) -> Rows:
        self.is_free[rows] = False
        return np.sort(rows)

    def texts(self, column: str, rows: Rows) -> list[str]:
        """Nothing as an empty text."""
        return [text or "" for text in self.columns[column].take(pa.array(rows)).to_pylist()]


def _one_piece(column: pd.Series) -> pa.Array:
    found = pa.array(column)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
