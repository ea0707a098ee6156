"""Hour by hour: wind, temperature, humidity, rain, mixing height and Saharan dust, and what was forecast of them.

The weather is tied to the sea: the disturbances that raise the swell bring west wind and rain. All numbers are ours,
chosen so that the year looks like that of a port on the Atlantic coast of Morocco: trade winds from the north in
summer, breezes, fronts from the west in winter, some twenty days of chergui (hot, dry and dusty, from the east).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port, Sea

from .memory import Hours, remembering

YEAR_DAYS = 365.25
COLDEST_DAY, COOLEST_SEA_DAY = 15, 35
WARMEST_HOUR = 14.0  # UTC; the sun is highest at half past twelve
SWELL_SHARE = 0.6  # correlation of a disturbance with the swell
CHERGUI_ABOVE, CHERGUI_WINTER = 1.55, 0.45  # sigmas: in mid-summer 1.1, in mid-winter 2.0
DUST_AT_ONE, MOST_DUST = 70.0, 250.0  # µg/m³ with a chergui of intensity 1, in the median; and at most
HEAVY_RAIN = 3.0  # mm in an hour of a front of intensity 1


@dataclass(frozen=True)
class _Sky:
    """What drives the rest: `winter` goes from -1 in mid-July to 1 in mid-January, `warmth` from -1 at night to 1 in
    the afternoon, `front` is a disturbance in sigmas, `chergui` 0 without one."""

    hour: Hours
    winter: Hours
    warmth: Hours
    front: Hours
    chergui: Hours


def weather(port: Port, sea: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """The hours of `sea`, each with what came and with what was forecast for it the day before (`_forecast`).

    Columns: time, wind_ms, wind_from_deg, temperature_c, humidity_pct, rain_mm, mixing_m (height of the layer in which
    the air mixes), dust_ugm3 (PM10 from the Sahara).
    """
    came = _weather(port, sea, seed=seed)
    forecast = {f"{name}_forecast": values for name, values in _forecast(port, came, seed=seed).items()}
    return pd.DataFrame({"time": sea["time"].to_numpy(), **came, **forecast})


def _weather(port: Port, sea: pd.DataFrame, *, seed: int) -> dict[str, Hours]:
    sky = _sky(port, sea, seed=seed)
    hours = len(sea)
    rng = stream(seed, port.locode, "weather")
    east, north = _wind(sky, rng=rng)
    wind = np.hypot(east, north)
    warmth = sky.warmth * (1 - 0.25 * sky.front.clip(-1, 1.5))
    temperature = 18.2 - 5.0 * season(sea["time"], coldest=COOLEST_SEA_DAY) + 3.2 * warmth + 7 * sky.chergui
    temperature += 1.4 * remembering(rng, hours, lasting=80)
    humidity = 77 - 10 * warmth - 24 * sky.chergui + 4 * sky.front + 6 * remembering(rng, hours, lasting=30)
    rain = _rain(sky, rng=rng)
    return {
        "wind_ms": np.round(wind.clip(0.3), 1),
        "wind_from_deg": np.round(np.degrees(np.arctan2(-east, -north))) % 360,
        "temperature_c": np.round(temperature, 1),
        "humidity_pct": np.round(np.where(rain > 0, humidity + 10, humidity).clip(12, 100)),
        "rain_mm": rain,
        "mixing_m": _mixing(sky, wind=wind, rng=rng),
        "dust_ugm3": _dust(sky, rng=rng),
    }


def season(times: pd.Series, *, coldest: float = COLDEST_DAY) -> Hours:
    """From 1 on the coldest day of the year to -1 half a year later."""
    days = times.dt.day_of_year.to_numpy(dtype=np.float64) - 1 + times.dt.hour.to_numpy() / 24
    return np.asarray(np.cos(2 * np.pi * (days - coldest) / YEAR_DAYS))


def _sky(port: Port, sea: pd.DataFrame, *, seed: int) -> _Sky:
    hours, winter = len(sea), season(sea["time"])
    rng = stream(seed, port.locode, "sky")
    own = remembering(rng, hours, lasting=80)
    front = SWELL_SHARE * _swell(port.sea, sea) + np.sqrt(1 - SWELL_SHARE**2) * own
    east = remembering(rng, hours, lasting=80)
    hour = sea["time"].dt.hour.to_numpy(dtype=np.float64)
    return _Sky(
        hour=hour,
        winter=winter,
        warmth=np.cos(2 * np.pi * (hour - WARMEST_HOUR) / 24),
        front=front,
        chergui=(east - 0.2 * front - CHERGUI_ABOVE - CHERGUI_WINTER * winter).clip(0),
    )


def _swell(port_sea: Sea, sea: pd.DataFrame) -> Hours:
    """How much higher than in the season, in sigmas of the logarithm."""
    usual = port_sea.swell_mean + port_sea.swell_season * season(sea["time"])
    logarithm = np.log(sea["swell_m"].to_numpy(dtype=np.float64).clip(0.05) / usual)
    return np.asarray(logarithm / port_sea.swell_spread + port_sea.swell_spread / 2)


def _wind(sky: _Sky, *, rng: np.random.Generator) -> tuple[Hours, Hours]:
    """Metres a second to the east and to the north."""
    hours, cold = len(sky.hour), (1 + sky.winter) / 2
    breeze = np.cos(2 * np.pi * (sky.hour - WARMEST_HOUR - 1) / 24) * (1 - 0.45 * cold) + 0.15
    east = -0.7 + 1.5 * cold + sky.front.clip(-0.5) * (0.8 + 1.6 * cold) + 0.5 * breeze - 4.0 * sky.chergui
    north = -2.2 + 2.0 * cold - 0.5 * sky.front - 1.9 * breeze + 2.2 * sky.chergui
    east += 1.5 * remembering(rng, hours, lasting=80) + 0.5 * remembering(rng, hours, lasting=4)
    north += 1.8 * remembering(rng, hours, lasting=80) + 0.5 * remembering(rng, hours, lasting=4)
    return east, north


def _rain(sky: _Sky, *, rng: np.random.Generator) -> Hours:
    """Showers within a front; next to none in summer."""
    hours = len(sky.hour)
    heavy = (sky.front - 1.15 + 0.45 * sky.winter).clip(0) * (0.6 + 0.5 * sky.winter).clip(0.1)
    shower = (remembering(rng, hours, lasting=3) - 0.35).clip(0)
    return np.asarray(np.round(HEAVY_RAIN * heavy * shower, 1))


def _mixing(sky: _Sky, *, wind: Hours, rng: np.random.Generator) -> Hours:
    """Low on calm clear nights, high on warm afternoons; wind stirs."""
    height = 130 + 55 * wind + 430 * sky.warmth.clip(0) * (1 - 0.35 * sky.winter)
    height *= np.exp(0.18 * sky.front + 0.22 * remembering(rng, len(wind), lasting=60))
    return np.asarray(np.round(height.clip(60), -1))


def _dust(sky: _Sky, *, rng: np.random.Generator) -> Hours:
    """Comes some hours after the wind has turned, and settles slowly."""
    raised = DUST_AT_ONE * sky.chergui * np.exp(0.45 * remembering(rng, len(sky.hour), lasting=30))
    raised = MOST_DUST * np.tanh(raised / MOST_DUST)
    weights = np.exp(-np.arange(48) / 12)
    return np.asarray(np.round(np.convolve(raised, weights / weights.sum())[: len(raised)]))


def _forecast(port: Port, came: Mapping[str, Hours], *, seed: int) -> dict[str, Hours]:
    """What came, with errors that last; rain and dust are drawn out over some hours, as models do."""
    rng = stream(seed, port.locode, "weather forecast")
    hours = len(came["wind_ms"])

    def error() -> Hours:
        return remembering(rng, hours, lasting=10)

    turned = (8 + 25 / (came["wind_ms"] + 0.5)) * error()
    return {
        "wind_ms": np.round((came["wind_ms"] * np.exp(0.15 * error())).clip(0.3), 1),
        "wind_from_deg": np.round(came["wind_from_deg"] + turned) % 360,
        "temperature_c": np.round(came["temperature_c"] + 0.9 * error(), 1),
        "humidity_pct": np.round((came["humidity_pct"] + 5 * error()).clip(12, 100)),
        "rain_mm": _above(0.1, _spread(came["rain_mm"], over=5) * np.exp(0.6 * error())),
        "mixing_m": np.round(came["mixing_m"] * np.exp(0.18 * error()), -1),
        "dust_ugm3": np.round(_above(2, _spread(came["dust_ugm3"], over=7) * np.exp(0.3 * error()))),
    }


def _spread(values: Hours, *, over: int) -> Hours:
    return np.convolve(values, np.full(over, 1 / over), mode="same")


def _above(least: float, values: Hours) -> Hours:
    return np.asarray(np.round(np.where(values >= least, values, 0.0), 1))
