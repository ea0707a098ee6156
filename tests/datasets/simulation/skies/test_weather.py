"""The weather: the same for the same seed, tied to the sea, and like that of an Atlantic port of Morocco."""

import numpy as np
import pandas as pd
import pytest

from datasets.simulation import PORTS, simulate
from datasets.simulation.skies.weather import weather

CASABLANCA = PORTS["MACAS"]
YEARS = range(2020, 2024)


@pytest.fixture(scope="module")
def sea():
    return simulate(CASABLANCA, years=YEARS, seed=5).sea


@pytest.fixture(scope="module")
def sky(sea):
    return weather(CASABLANCA, sea, seed=5)


def test_weather_is_the_same_for_the_same_seed(sea, sky):
    pd.testing.assert_frame_equal(weather(CASABLANCA, sea, seed=5), sky)
    assert not weather(CASABLANCA, sea, seed=6)["wind_ms"].equals(sky["wind_ms"])


def test_weather_has_the_hours_of_the_sea(sea, sky):
    assert sky["time"].tolist() == sea["time"].tolist()
    assert not sky.isna().any().any()
    assert sky["wind_from_deg"].between(0, 359).all()
    assert sky["humidity_pct"].between(12, 100).all()


def test_rain_is_that_of_casablanca_and_comes_in_winter(sky):
    months = sky["time"].dt.month
    yearly = sky["rain_mm"].sum() / len(YEARS)
    assert yearly == pytest.approx(420, rel=0.4)
    assert sky.loc[months.isin([10, 11, 12, 1, 2, 3, 4]), "rain_mm"].sum() > 0.85 * sky["rain_mm"].sum()
    assert (sky["rain_mm"] > 0).mean() == pytest.approx(0.045, abs=0.02)


def test_wind_is_the_trade_wind_in_summer_and_turns_west_in_winter(sky):
    months, off_north = sky["time"].dt.month, np.abs((sky["wind_from_deg"] - 15 + 180) % 360 - 180)
    from_west = sky["wind_from_deg"].between(200, 320)
    summer, winter = months.isin([6, 7, 8]), months.isin([12, 1, 2])
    assert (off_north[summer] < 60).mean() > 0.5
    assert from_west[winter].mean() > 2.5 * from_west[summer].mean()


def test_sea_breeze_blows_in_the_afternoon(sky):
    summer = sky[sky["time"].dt.month.isin([6, 7, 8, 9])]
    from_sea = np.cos(np.radians(summer["wind_from_deg"])) * summer["wind_ms"]
    by_hour = from_sea.groupby(summer["time"].dt.hour).mean()
    assert by_hour[15] > by_hour[3] + 2


def test_high_swell_brings_wet_days(sea, sky):
    """Within winter, so that it is not the season that does it."""
    winter = sky["time"].dt.month.isin([12, 1, 2])
    is_high = sea["swell_m"] > sea.loc[winter, "swell_m"].quantile(0.75)
    assert sky.loc[winter & is_high, "rain_mm"].mean() > 2 * sky.loc[winter & ~is_high, "rain_mm"].mean()


def test_chergui_is_hot_dry_dusty_and_comes_from_the_east(sky):
    daily = sky.groupby(sky["time"].dt.date)["dust_ugm3"].mean()
    assert 8 < (daily > 20).sum() / len(YEARS) < 40
    at_noon = sky[sky["time"].dt.month.isin([6, 7, 8]) & (sky["time"].dt.hour == 12)]
    dusty, clear = at_noon[at_noon["dust_ugm3"] > 40], at_noon[at_noon["dust_ugm3"] == 0]
    assert dusty["temperature_c"].mean() > clear["temperature_c"].mean() + 2
    assert dusty["humidity_pct"].mean() < clear["humidity_pct"].mean() - 8
    assert dusty["wind_from_deg"].between(40, 180).mean() > clear["wind_from_deg"].between(40, 180).mean() + 0.2


def test_air_mixes_higher_by_day_and_with_the_wind(sky):
    by_hour = sky.groupby(sky["time"].dt.hour)["mixing_m"].mean()
    assert by_hour[14] > 2 * by_hour[2]
    assert sky["mixing_m"].corr(sky["wind_ms"]) > 0.4


@pytest.mark.parametrize("name", ["wind_ms", "temperature_c", "humidity_pct", "mixing_m", "dust_ugm3", "rain_mm"])
def test_forecast_beats_the_day_before_and_is_not_perfect(sky, name):
    foretold, before = (sky[name].corr(other) for other in (sky[f"{name}_forecast"], sky[name].shift(24)))
    assert before < foretold < 0.99


def test_forecast_of_direction_errs_more_in_a_calm(sky):
    off = np.abs((sky["wind_from_deg_forecast"] - sky["wind_from_deg"] + 180) % 360 - 180)
    assert off[sky["wind_ms"] < 1.5].mean() > 1.5 * off[sky["wind_ms"] > 4].mean() > 3
