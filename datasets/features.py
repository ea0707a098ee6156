"""What a port knows when a ship announces itself: features worked out of a raw extract, none from the future.

Every feature of a call is as of its announcement, 24 hours before its ETA. It sees ships announced by then, berthings
and departures that have happened by then, forecasts issued by then; tides are astronomy and known for years.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation import Extract

NEVER = pd.Timestamp(2200, 1, 1)
RECENT = np.timedelta64(30, "D")
CLOSED_WINDOW_HOURS = 72
TIDE_WINDOW_HOURS = 6
HOUR = np.timedelta64(1, "h")

Values = npt.NDArray[Any]
Scopes = list[tuple[Values, pd.DataFrame]]


@dataclass(frozen=True)
class Feature:
    """How to work it out, and the options it asks for with their choices."""

    work: Callable[..., Values]
    options: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


def work_out(name: str, *, extract: Extract, options: Mapping[str, Any]) -> Values:
    """One value per row of `extract.port_calls`, in its order."""
    return FEATURES[name].work(extract, **options)


def _by_scope(calls: pd.DataFrame, work: Callable[[pd.DataFrame], Values], *, of: str) -> Values:
    """The work done on the whole port, or on each terminal alone."""
    if of == "port":
        return work(calls)
    result = np.empty(len(calls))
    terminals = calls["terminal"].to_numpy()
    for terminal in sorted(set(terminals)):
        here = terminals == terminal
        result[here] = work(calls[here])
    return result


def _so_far(calls: pd.DataFrame, event: str, *, weights: str | None = None) -> Values:
    """How many calls (or how much of a column) had the event happen by each call's announcement."""
    happened = calls[calls[event].notna()].sort_values(event, kind="stable")
    amounts = np.ones(len(happened)) if weights is None else happened[weights].to_numpy(dtype=float)
    totals = np.concatenate([[0.0], np.cumsum(amounts)])
    times = happened[event].to_numpy()
    return totals[np.searchsorted(times, calls["announced_at"].to_numpy(), side="right")]


def _between(calls: pd.DataFrame, first: str, then: str, *, weights: str | None = None) -> Values:
    return _so_far(calls, first, weights=weights) - _so_far(calls, then, weights=weights)


def ships_in_roads(extract: Extract, *, of: str) -> Values:
    return _by_scope(extract.port_calls, lambda calls: _between(calls, "ata", "atb"), of=of)


def tonnes_in_roads(extract: Extract, *, of: str) -> Values:
    return _by_scope(extract.port_calls, lambda calls: _between(calls, "ata", "atb", weights="tonnes"), of=of)


def berths_busy(extract: Extract, *, of: str) -> Values:
    return _by_scope(extract.port_calls, lambda calls: _between(calls, "atb", "atd"), of=of)


def tonnes_at_berth(extract: Extract, *, of: str) -> Values:
    return _by_scope(extract.port_calls, lambda calls: _between(calls, "atb", "atd", weights="tonnes"), of=of)


def ships_announced(extract: Extract, *, of: str) -> Values:
    """Announced and not yet in the roads, the call itself among them."""
    return _by_scope(extract.port_calls, lambda calls: _between(calls, "announced_at", "ata"), of=of)


def longest_wait(extract: Extract, *, of: str) -> Values:
    """Hours that the ship longest in the roads has been there; 0 when there is none."""
    return _by_scope(extract.port_calls, _longest_wait, of=of)


def _longest_wait(calls: pd.DataFrame) -> Values:
    came = calls[calls["ata"].notna()].sort_values("ata", kind="stable")
    arrivals = came["ata"].to_numpy()
    berthed = came["atb"].fillna(NEVER).to_numpy()
    latest = np.maximum.accumulate(berthed) if len(berthed) else berthed
    waits = np.zeros(len(calls))
    for row, now in enumerate(calls["announced_at"].to_numpy()):
        first, last = np.searchsorted(latest, now, side="right"), np.searchsorted(arrivals, now, side="right")
        waiting = np.flatnonzero(berthed[first:last] > now)
        if len(waiting):
            waits[row] = (now - arrivals[first + waiting[0]]) / HOUR
    return waits


def recent_wait(extract: Extract, *, of: str) -> Values:
    """Median hours in the roads of the ships berthed in the last 30 days; nothing when there is none."""
    return _by_scope(extract.port_calls, _recent_wait, of=of)


def _recent_wait(calls: pd.DataFrame) -> Values:
    berthed = calls[calls["atb"].notna()].sort_values("atb", kind="stable")
    times = berthed["atb"].to_numpy()
    waits = (times - berthed["ata"].to_numpy()) / HOUR
    announced = calls["announced_at"].to_numpy()
    ends = np.searchsorted(times, announced, side="right")
    begins = np.searchsorted(times, announced - RECENT, side="right")
    spans = zip(begins, ends, strict=True)
    return np.array([np.median(waits[begin:end]) if end > begin else np.nan for begin, end in spans])


def _hour_rows(extract: Extract, times: pd.Series) -> npt.NDArray[np.int64]:
    """The rows of the hourly sea in which the times fall; times outside it take its first or last row."""
    hours = ((times - extract.sea["time"].iloc[0]) // pd.Timedelta(hours=1)).to_numpy()
    rows: npt.NDArray[np.int64] = np.clip(hours, 0, len(extract.sea) - 1).astype(np.int64)
    return rows


def swell_now(extract: Extract) -> Values:
    return extract.sea["swell_m"].to_numpy()[_hour_rows(extract, extract.port_calls["announced_at"])]


def swell_forecast(extract: Extract, *, hours_ahead: int) -> Values:
    forecasts = extract.sea[f"swell_forecast_{hours_ahead}h_m"].to_numpy()
    return forecasts[_hour_rows(extract, extract.port_calls["announced_at"])]


def hours_closed(extract: Extract) -> Values:
    """Of the last 72 hours, how many the port was closed by swell."""
    closed = np.concatenate([[0], np.cumsum(~extract.sea["is_open"].to_numpy())])
    now = _hour_rows(extract, extract.port_calls["announced_at"]) + 1
    hours: Values = closed[now] - closed[np.maximum(now - CLOSED_WINDOW_HOURS, 0)]
    return hours


def tide_at_eta(extract: Extract) -> Values:
    return extract.sea["tide_m"].to_numpy()[_hour_rows(extract, extract.port_calls["eta"])]


def tide_range(extract: Extract) -> Values:
    """High water less low water, from 6 hours before the ETA to 6 after."""
    tide = extract.sea["tide_m"].to_numpy()
    around = np.arange(-TIDE_WINDOW_HOURS, TIDE_WINDOW_HOURS + 1)
    rows = _hour_rows(extract, extract.port_calls["eta"])[:, None] + around
    heights = tide[np.clip(rows, 0, len(tide) - 1)]
    spread: Values = heights.max(axis=1) - heights.min(axis=1)
    return spread


def eta_part(extract: Extract, *, part: str) -> Values:
    """The year, the month, the weekday (Monday 1) or the hour at which a slot of six hours begins; in UTC."""
    eta = extract.port_calls["eta"].dt
    parts = {"year": eta.year, "month": eta.month, "weekday": eta.day_of_week + 1, "slot": eta.hour // 6 * 6}
    values: Values = parts[part].to_numpy()
    return values


OF: Mapping[str, tuple[Any, ...]] = {"of": ("terminal", "port")}

FEATURES: Mapping[str, Feature] = {
    "berths_busy": Feature(berths_busy, OF),
    "eta_part": Feature(eta_part, {"part": ("year", "month", "weekday", "slot")}),
    "hours_closed": Feature(hours_closed),
    "longest_wait": Feature(longest_wait, OF),
    "recent_wait": Feature(recent_wait, OF),
    "ships_announced": Feature(ships_announced, OF),
    "ships_in_roads": Feature(ships_in_roads, OF),
    "swell_forecast": Feature(swell_forecast, {"hours_ahead": (24, 48, 72)}),
    "swell_now": Feature(swell_now),
    "tide_at_eta": Feature(tide_at_eta),
    "tide_range": Feature(tide_range),
    "tonnes_at_berth": Feature(tonnes_at_berth, OF),
    "tonnes_in_roads": Feature(tonnes_in_roads, OF),
}
