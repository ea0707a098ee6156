"""Finds the columns that stay the same from one row of an entity to the next, and so join its rows."""

import numpy as np
import pandas as pd

from datasets.risk.case import IntArray
from datasets.risk.coded import codes_of, counts_of
from datasets.risk.sightings import draw_sightings

MOST_PAIRS = 2000
LASTS = 0.9
"""In so many of the pairs of rows of one entity both say the same."""

MOST_COMMON = 0.9
"""A column in which so many rows say the same joins nobody."""


def lasting_columns(table: pd.DataFrame, *, entities: IntArray, rng: np.random.Generator) -> list[str]:
    """Judged on two rows each of up to `MOST_PAIRS` entities; none where every entity has one row."""
    drawn = draw_sightings(entities, most=MOST_PAIRS, visits=2, rng=rng)
    pairs = drawn.several(2)
    if not len(pairs):
        return []
    rows = table.iloc[drawn.rows]
    return [name for name in table.columns if _lasts(codes_of(rows[name]), pairs)]


def _lasts(codes: IntArray, pairs: IntArray) -> bool:
    said = codes[pairs]
    agree = float(np.mean(said[:, 0] == said[:, 1]))
    return agree >= LASTS and float(counts_of(codes).max()) / len(codes) < MOST_COMMON
