"""Parts of a time, and the hours from one to another."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from datasets.features.values import HOUR, Values, times
from datasets.tables import Tables

PARTS: Mapping[str, Callable[["pd.DatetimeIndex"], "pd.Index[int]"]] = {
    "year": lambda at: at.year,
    "quarter": lambda at: at.quarter,
    "month": lambda at: at.month,
    "weekday": lambda at: at.day_of_week + 1,
    "slot": lambda at: at.hour // 6 * 6,
    "hour": lambda at: at.hour,
}
"""Weekdays count from Monday, 1; a slot is one of six hours, named by its first."""


def time_part(tables: Tables, *, of: str, part: str) -> Values:
    """As numbers, in the time the extract is written in; nothing where there is no time."""
    return PARTS[part](pd.DatetimeIndex(times(tables.rows, of))).to_numpy(dtype=float, na_value=np.nan)


def duration(tables: Tables, *, begins: str, ends: str) -> Values:
    """Hours; below zero where the second time comes first."""
    return np.asarray((times(tables.rows, ends) - times(tables.rows, begins)) / HOUR)
