"""Parts of a time, as ISO 8601 writes them: day, week, month, quarter, year. Nothing finer than a day is published."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype

from datasets.anonymization.hierarchies.level import Level
from datasets.anonymization.refusal import LadderUnfit
from datasets.recipes.recipe import Column

DEFAULT = ("month", "quarter", "year")


def week_of(day: date) -> str:
    """The ISO week, which may belong to the year before or after."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


PARTS: dict[str, Callable[[date], str]] = {
    "day": lambda day: day.isoformat(),
    "week": week_of,
    "month": lambda day: f"{day.year:04}-{day.month:02}",
    "quarter": lambda day: f"{day.year:04}-Q{(day.month + 2) // 3}",
    "year": lambda day: f"{day.year:04}",
}


def levels(column: Column, distinct: pd.Index) -> list[Level]:
    """The parts that the recipe lists, else month, quarter and year; empty stays empty. Raises LadderUnfit."""
    if not is_datetime64_any_dtype(distinct):
        raise LadderUnfit(f"“{column.name}” holds no times: take another ladder, or write them as 2024-03-05 14:30.")
    days, which = np.unique(distinct.to_numpy(dtype="datetime64[D]"), return_inverse=True)
    return [_level(part, days=days, which=which) for part in tuple(column.levels) or DEFAULT]


def _level(part: Any, *, days: Any, which: Any) -> Level:
    written = [None if day is None else PARTS[part](day) for day in days.tolist()]
    return Level(part, pd.Index(written, dtype="str").take(which))
