"""What the air holds at a station, hour by hour, and what an instrument reads of it; all numbers are ours.

PM10 is made of a background with memory, dust of the Sahara, salt, the dust that wheels raise, and cargo that is
handled at a quay up the wind while the air is dry. NO2 is made of a background, the town's traffic, trucks at the gate
and ships at berth; the sun takes some of it. Calm and a low mixing height keep both, rain washes particles out.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from datasets.simulation.skies.memory import Hours
from datasets.simulation.skies.weather import season

from .sites import Station
from .traffic import Traffic

NOON = 12.5  # UTC
BACKGROUND_PM10, BACKGROUND_NO2 = 24.0, 9.0  # µg/m³ in common weather, as all that follows
SALT = 1.3
TOWN_PM10, TOWN_NO2 = 11.0, 20.0
TRUCKS_PM10, TRUCKS_NO2 = 10.0, 22.0  # of 150 trucks an hour
CARGO_PM10 = 0.40  # of a ton an hour that reaches the station whole
SHIP_NO2 = 34.0  # of a ship of 20,000 gross tons, likewise
SUN_TAKES = 0.3

READING_ERROR, ZERO_ERROR = 0.05, 1.0  # a share, and µg/m³
SINGLE_GAPS = 0.008
FAULTS_A_YEAR, FAULT_HOURS = 9, 14.0
HOURS_A_YEAR = 8766


@dataclass(frozen=True)
class Conditions:
    """What all stations share, hour by hour. `still` is how well the air keeps what is let into it (1 in common
    weather), `dry` how easily dust is raised, `washed` what rain leaves of the particles, `onshore` how much the wind
    comes from the sea, `dust` the PM10 from the Sahara."""

    wind: Hours
    onshore: Hours
    still: Hours
    dry: Hours
    washed: Hours
    dust: Hours
    winter: Hours
    sun: Hours


@dataclass(frozen=True)
class Reaching:
    """What reaches one station: tonnes an hour of cargo and ships, thinned out by wind and distance, and how much the
    backgrounds are above the usual there (factors)."""

    cargo: Hours
    ships: Hours
    pm10: Hours
    no2: Hours


def conditions(sky: pd.DataFrame) -> Conditions:
    """Of the hours of a table of weather."""
    wind, humidity = sky["wind_ms"].to_numpy(), sky["humidity_pct"].to_numpy()
    winter = season(sky["time"])
    wet = _over_the_last(sky["rain_mm"].to_numpy(), lasting=8)
    return Conditions(
        wind=wind,
        onshore=np.cos(np.radians(sky["wind_from_deg"].to_numpy() - 340)).clip(0),
        still=_kept(260 / sky["mixing_m"].to_numpy()) ** 0.40 * _kept(3.2 / (wind + 0.7)) ** 0.45,
        dry=((102 - humidity) / 25).clip(0.12, 2.2) / (1 + wet),
        washed=1 / (1 + 0.45 * wet),
        dust=sky["dust_ugm3"].to_numpy(),
        winter=winter,
        sun=np.cos(2 * np.pi * (sky["time"].dt.hour.to_numpy() - NOON) / 24).clip(0) * (1 - 0.4 * winter),
    )


def pm10(station: Station, here: Conditions, traffic: Traffic, *, reaching: Reaching) -> Hours:
    background = BACKGROUND_PM10 * np.exp(0.1 * here.winter) * reaching.pm10 * here.still**0.4 * here.washed
    salt = SALT * station.salt * here.onshore * (here.wind - 2).clip(0)
    wheels = TOWN_PM10 * station.town * traffic.town + TRUCKS_PM10 * station.trucks * traffic.trucks / 150
    raised = (1 + (here.wind / 6) ** 2) / (1 + here.wind)  # wind lifts more, and thins what it lifts
    cargo = CARGO_PM10 * reaching.cargo * traffic.quays * here.dry * raised
    return np.asarray(background + salt + wheels * here.still * here.dry.clip(0.3, 1.4) + cargo + here.dust)


def no2(station: Station, here: Conditions, traffic: Traffic, *, reaching: Reaching) -> Hours:
    background = BACKGROUND_NO2 * np.exp(0.2 * here.winter) * here.still**0.5
    wheels = TOWN_NO2 * station.town * traffic.town + TRUCKS_NO2 * station.trucks * traffic.trucks / 150
    ships = SHIP_NO2 * reaching.ships * here.still / (1 + here.wind)
    return np.asarray((background + wheels * here.still) * reaching.no2 * (1 - SUN_TAKES * here.sun) + ships)


def read_by_instrument(values: Hours, *, least: float, rng: np.random.Generator) -> Hours:
    """With noise, to a tenth; what it cannot tell from nothing is reported as `least`. Empty in single hours, and for
    as long as a fault lasts."""
    number = len(values)
    read = values * np.exp(READING_ERROR * rng.standard_normal(number)) + ZERO_ERROR * rng.standard_normal(number)
    missing = rng.random(number) < SINGLE_GAPS
    faults = rng.poisson(FAULTS_A_YEAR * number / HOURS_A_YEAR)
    begins, lasts = rng.integers(0, number, faults), 1 + rng.exponential(FAULT_HOURS, faults).astype(np.int64)
    for begin, hours in zip(begins.tolist(), lasts.tolist(), strict=True):
        missing[begin : begin + hours] = True
    return np.where(missing, np.nan, np.round(read.clip(least), 1))


def _over_the_last(values: Hours, *, lasting: float) -> Hours:
    """The sum of what came, less and less of what came long ago."""
    return np.convolve(values, np.exp(-np.arange(round(4 * lasting)) / lasting))[: len(values)]


def _kept(values: Hours, *, lasting: float = 3) -> Hours:
    """The mean of the last hours: what was let into the air before is still there."""
    return _over_the_last(values, lasting=lasting) / _over_the_last(np.ones(len(values)), lasting=lasting)
