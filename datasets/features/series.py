"""Looks things up in a table of another rhythm: the sea hour by hour, at the time of a call or around it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from datasets.features.values import MissingColumn, Values, column, numbers, times
from datasets.tables import Tables

TIME = "time"


@dataclass(frozen=True)
class _Series:
    """The rows of the table in order of time, and the moments at which the rows look."""

    order: Values
    moments: Values
    at: Values

    def until(self, shift: np.timedelta64) -> Values:
        """How many rows of the table are at or before each moment, moved by `shift`."""
        return np.searchsorted(self.moments, self.at + shift, side="right")


def at_time(tables: Tables, *, table: str, column: str, at: str, time: str = TIME, ahead_hours: float = 0) -> Values:
    """The last value at or before the time, moved ahead by some hours (tides are known for years); nothing before the
    table begins."""
    series = _series(tables, table=table, at=at, time=time)
    values = numbers(tables.others[table], column)[series.order]
    rows = series.until(_hours(ahead_hours)) - 1
    return np.where((rows >= 0) & ~np.isnat(series.at), values[np.maximum(rows, 0)], np.nan)


def hours_where(
    tables: Tables, *, table: str, column: str, at: str, equals: object, hours: float, time: str = TIME
) -> Values:
    """Of the rows of an hourly table in the last hours, how many hold this value."""
    series = _series(tables, table=table, at=at, time=time)
    holds = _equal(tables.others[table], column, equals)[series.order]
    totals = np.concatenate([[0], np.cumsum(holds)])
    return np.asarray(totals[series.until(_hours(0))] - totals[series.until(_hours(-hours))])


def spells(
    tables: Tables, *, table: str, column: str, at: str, equals: object, hours: float, time: str = TIME
) -> Values:
    """When in the hours from the time on an hourly table holds this value, as text: “31-45 60-66” for two spells, in
    whole hours from the time, the second number being the first hour after the spell; empty where there is none."""
    series = _series(tables, table=table, at=at, time=time)
    holds = _equal(tables.others[table], column, equals)[series.order]
    begins = series.until(_hours(0)) - 1
    distinct, place = np.unique(np.where(np.isnat(series.at), -1, begins), return_inverse=True)
    told = ["" if first < 0 else _spells_in(holds[first : first + round(hours)]) for first in distinct.tolist()]
    return np.array(told, dtype=object)[place]


def _spells_in(holds: Values) -> str:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], holds, [False]]).astype(np.int8))).reshape(-1, 2)
    return " ".join(f"{begins}-{ends}" for begins, ends in edges.tolist())


def spread_around(tables: Tables, *, table: str, column: str, at: str, hours: float, time: str = TIME) -> Values:
    """The greatest less the least from some hours before the time to as many after; nothing where the table is
    empty."""
    series = _series(tables, table=table, at=at, time=time)
    values = numbers(tables.others[table], column)[series.order]
    begins = np.minimum(series.until(_hours(-hours)), len(values) - 1)
    ends = np.clip(series.until(_hours(hours)), begins + 1, len(values))
    padded = np.append(values, np.nan)
    spans = np.column_stack([begins, ends]).ravel()
    return np.asarray(np.fmax.reduceat(padded, spans)[::2] - np.fmin.reduceat(padded, spans)[::2])


def _series(tables: Tables, *, table: str, at: str, time: str) -> _Series:
    if table not in tables.others or tables.others[table].empty:
        raise MissingColumn(f"The recipe looks things up in the table “{table}”; give it an extract under “tables”.")
    moments = times(tables.others[table], time)
    order = np.argsort(moments, kind="stable")
    return _Series(order, moments[order], times(tables.rows, at))


def _hours(hours: float) -> np.timedelta64:
    return np.timedelta64(round(hours * 3600), "s")


def _equal(frame: pd.DataFrame, name: str, wanted: object) -> Values:
    return (column(frame, name) == wanted).to_numpy(dtype=bool, na_value=False)
