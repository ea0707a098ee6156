"""Hour by hour: swell, its forecasts, tide, and when ships may pass."""

from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port, Sea

Hours = npt.NDArray[np.floating]

LEADS = (24, 48, 72)
FORECAST_SPREAD = {24: 0.12, 48: 0.20, 72: 0.28}  # ours: sigma of the logarithm of a forecast's error
FORECAST_MEMORY = 0.9
MOON_HOURS, SUN_HOURS = 12.4206, 12.0


@dataclass(frozen=True)
class SeaState:
    """Hourly series from `start`; `next_open[h]` is the first hour from h at which a ship may pass (deep ships
    need the tide as well)."""

    start: pd.Timestamp
    swell: Hours
    forecasts: dict[int, Hours]
    tide: Hours
    is_open: npt.NDArray[np.bool_]
    next_open: list[int]
    next_open_deep: list[int]

    def hours_until_open(self, now: float, *, deep: bool) -> float:
        """Zero when a ship may pass in this hour."""
        return max(0.0, (self.next_open_deep if deep else self.next_open)[int(now)] - now)

    def table(self) -> pd.DataFrame:
        forecasts = {f"swell_forecast_{lead}h_m": values for lead, values in self.forecasts.items()}
        times = pd.date_range(self.start, periods=len(self.swell), freq="h")
        return pd.DataFrame(
            {"time": times, "swell_m": self.swell, **forecasts, "tide_m": self.tide, "is_open": self.is_open}
        )


def sea_state(port: Port, *, start: pd.Timestamp, hours: int, seed: int) -> SeaState:
    swell = _swell(port.sea, start=start, hours=hours + max(LEADS), rng=stream(seed, port.locode, "swell"))
    tide = _tide(port.sea, hours=_hours_of_epoch(start) + np.arange(hours))
    forecasts = {
        lead: _forecast(swell, lead=lead, hours=hours, rng=stream(seed, port.locode, "forecast", lead))
        for lead in LEADS
    }
    now = swell[:hours]
    is_open = now <= port.sea.closed_above
    return SeaState(
        start=start,
        swell=now,
        forecasts=forecasts,
        tide=tide,
        is_open=is_open,
        next_open=_next(is_open),
        next_open_deep=_next(is_open & (tide >= port.deep_tide)),
    )


def _hours_of_epoch(time: pd.Timestamp) -> float:
    return time.timestamp() / 3600


def _memory(shocks: Hours, *, rho: float) -> Hours:
    """An AR(1) series of mean 0 and variance 1."""
    fresh = (shocks * np.sqrt(1 - rho * rho)).tolist()
    fresh[0] = float(shocks[0])
    return np.array(list(accumulate(fresh, lambda before, shock: rho * before + shock)))


def _swell(sea: Sea, *, start: pd.Timestamp, hours: int, rng: np.random.Generator) -> Hours:
    days = start.day_of_year - 1 + np.arange(hours) / 24
    season = sea.swell_mean + sea.swell_season * np.cos(2 * np.pi * (days - 15) / 365.25)
    weather = sea.swell_spread * _memory(rng.standard_normal(hours), rho=sea.swell_memory)
    flutter = sea.swell_flutter * rng.standard_normal(hours)
    swell: Hours = np.round(season * np.exp(weather - sea.swell_spread**2 / 2 + flutter), 2)
    return swell


def _forecast(swell: Hours, *, lead: int, hours: int, rng: np.random.Generator) -> Hours:
    """What was forecast at each hour for `lead` hours later: the swell that came, with an error that lasts."""
    error = FORECAST_SPREAD[lead] * _memory(rng.standard_normal(hours), rho=FORECAST_MEMORY)
    forecast: Hours = np.round(swell[lead : lead + hours] * np.exp(error), 1)
    return forecast


def _tide(sea: Sea, *, hours: Hours) -> Hours:
    moon = sea.tide_moon * np.cos(2 * np.pi * hours / MOON_HOURS)
    sun = sea.tide_sun * np.cos(2 * np.pi * hours / SUN_HOURS)
    tide: Hours = np.round(sea.tide_mean + moon + sun, 2)
    return tide


def _next(passable: npt.NDArray[np.bool_]) -> list[int]:
    """For each hour the first passable hour from it on; the end of the series counts as passable."""
    hours = np.where(passable, np.arange(len(passable)), len(passable))
    result: list[int] = np.minimum.accumulate(hours[::-1])[::-1].tolist()
    return result
