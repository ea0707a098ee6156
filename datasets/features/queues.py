"""Lines of ships or trucks as they stand at a moment: how many, how much, how long; nothing from the future.

A row is ongoing from its time `since` to its time `until`: in the roads from arrival to berthing, at the quay from
berthing to leaving. Each row's line is counted at its own time `at`, over the whole table or over the rows that share
its value of `within` (its terminal, its gate).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from datasets.features.values import HOUR, Values, column, numbers, times
from datasets.tables import Tables

NEVER = np.datetime64("2200-01-01", "ns")


@dataclass(frozen=True)
class _Line:
    """Times and amounts of the rows that stand in one line."""

    since: Values
    until: Values
    at: Values
    amounts: Values


def ongoing(
    tables: Tables, *, since: str, until: str, at: str, within: str | None = None, total_of: str | None = None
) -> Values:
    """How many rows had begun and not ended, or the sum of one of their columns; nothing without a time."""
    rows = tables.rows
    amounts = np.ones(len(rows)) if total_of is None else np.nan_to_num(numbers(rows, total_of))
    return _each_line(rows, _ongoing, since=since, until=until, at=at, within=within, amounts=amounts)


def longest_ongoing(tables: Tables, *, since: str, until: str, at: str, within: str | None = None) -> Values:
    """Hours that the one longest in the line has been there; 0 when there is none."""
    return _each_line(tables.rows, _longest, since=since, until=until, at=at, within=within)


def recent_median(tables: Tables, *, since: str, until: str, at: str, days: float, within: str | None = None) -> Values:
    """Median hours in the line of those that left it in the last days; nothing when there is none."""
    span = np.timedelta64(round(days * 86_400), "s")
    return _each_line(
        tables.rows, lambda line: _recent(line, span=span), since=since, until=until, at=at, within=within
    )


def _each_line(
    rows: pd.DataFrame,
    work: Callable[[_Line], Values],
    *,
    since: str,
    until: str,
    at: str,
    within: str | None,
    amounts: Values | None = None,
) -> Values:
    whole = _Line(
        times(rows, since), times(rows, until), times(rows, at), np.ones(len(rows)) if amounts is None else amounts
    )
    if within is None:
        return work(whole)
    codes, _ = pd.factorize(column(rows, within), use_na_sentinel=False)
    result = np.empty(len(rows))
    for here in pd.Series(np.arange(len(rows))).groupby(codes).indices.values():
        result[here] = work(_Line(whole.since[here], whole.until[here], whole.at[here], whole.amounts[here]))
    return result


def _ongoing(line: _Line) -> Values:
    """Those that never ended count as ongoing; those that never began do not."""
    began = ~np.isnat(line.since)
    ended = began & ~np.isnat(line.until)
    counts = _so_far(line, line.since, of=began) - _so_far(line, line.until, of=ended)
    return np.where(np.isnat(line.at), np.nan, counts)


def _so_far(line: _Line, event: Values, *, of: Values) -> Values:
    order = np.argsort(event[of], kind="stable")
    happened = event[of][order]
    totals = np.concatenate([[0.0], np.cumsum(line.amounts[of][order])])
    return np.asarray(totals[np.searchsorted(happened, line.at, side="right")])


def _longest(line: _Line) -> Values:
    came = ~np.isnat(line.since)
    order = np.argsort(line.since[came], kind="stable")
    arrivals = line.since[came][order]
    left = np.where(np.isnat(line.until), NEVER, line.until)[came][order]
    latest = np.maximum.accumulate(left) if len(left) else left
    waits = np.zeros(len(line.at))
    for row, now in enumerate(line.at):
        if np.isnat(now):
            waits[row] = np.nan
            continue
        first, last = np.searchsorted(latest, now, side="right"), np.searchsorted(arrivals, now, side="right")
        waiting = np.flatnonzero(left[first:last] > now)
        if len(waiting):
            waits[row] = (now - arrivals[first + waiting[0]]) / HOUR
    return waits


def _recent(line: _Line, *, span: np.timedelta64) -> Values:
    ended = ~np.isnat(line.until) & ~np.isnat(line.since)
    order = np.argsort(line.until[ended], kind="stable")
    ends_at = line.until[ended][order]
    hours = (ends_at - line.since[ended][order]) / HOUR
    ends = np.searchsorted(ends_at, line.at, side="right")
    begins = np.searchsorted(ends_at, line.at - span, side="right")
    return np.array([np.median(hours[a:b]) if b > a else np.nan for a, b in zip(begins, ends, strict=True)])
