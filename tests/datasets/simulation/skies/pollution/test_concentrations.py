"""Concentrations: what each source adds, what weather does to it, and what an instrument reads."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from datasets.simulation.chance import stream
from datasets.simulation.skies.pollution.concentrations import Reaching, conditions, no2, pm10, read_by_instrument
from datasets.simulation.skies.pollution.sites import Station
from datasets.simulation.skies.pollution.traffic import Traffic

HOURS = 48
STATION = Station("S", 0, 0, town=1, trucks=1, salt=1)
ONES = np.ones(HOURS)
TRAFFIC = Traffic(ONES, 150 * ONES, 150 * ONES, ONES, ONES > 1, ONES > 1)
REACHING = Reaching(cargo=0 * ONES, ships=0 * ONES, pm10=ONES, no2=ONES)


def sky(**told: float) -> pd.DataFrame:
    usual = {"wind_ms": 2.5, "wind_from_deg": 180, "humidity_pct": 77, "rain_mm": 0, "mixing_m": 260, "dust_ugm3": 0}
    return pd.DataFrame({"time": pd.date_range("2024-04-15", periods=HOURS, freq="h"), **(usual | told)})


def last(values: np.ndarray) -> float:
    return float(values[-1])


def both(reaching: Reaching = REACHING, **told: float) -> tuple[float, float]:
    here = conditions(sky(**told))
    return last(pm10(STATION, here, TRAFFIC, reaching=reaching)), last(no2(STATION, here, TRAFFIC, reaching=reaching))


def test_dust_is_added_to_particles_alone():
    (clear, gas), (dusty, same) = both(), both(dust_ugm3=80)
    assert dusty - clear == pytest.approx(80)
    assert same == gas


def test_calm_and_a_low_layer_keep_both():
    usual = both()
    for told in ({"wind_ms": 0.5}, {"mixing_m": 80}):
        assert all(more > 1.2 * less for more, less in zip(both(**told), usual, strict=True))


def test_rain_washes_particles_out_and_not_gas():
    (dry, gas), (wet, same) = both(), both(rain_mm=3)
    assert wet < 0.4 * dry
    assert same == gas


def test_cargo_is_dust_in_dry_air_and_none_in_rain():
    working = replace(REACHING, cargo=400 * ONES)
    added = {name: both(working, **told)[0] - both(**told)[0] for name, told in (
        ("dry", {"humidity_pct": 40}), ("humid", {"humidity_pct": 95}), ("rain", {"rain_mm": 3}))}  # fmt: skip
    assert added["dry"] > 5 * added["humid"] > 5 * added["rain"] > 0
    assert both(working)[1] == both()[1]


def test_ships_are_gas():
    smoking = replace(REACHING, ships=ONES)
    assert both(smoking)[1] > both()[1] + 5
    assert both(smoking)[0] == both()[0]


def test_salt_comes_with_wind_from_the_sea():
    assert both(wind_ms=8, wind_from_deg=340)[0] > both(wind_ms=8)[0] + 5


def test_instrument_is_off_by_little_and_not_below_its_limit():
    read = read_by_instrument(np.repeat([0.0, 100.0], 5000), least=4.0, rng=stream(1, "instrument"))
    low, high = read[:5000], read[5000:]
    assert np.nanmin(low) == 4.0
    assert np.nanmean(high) == pytest.approx(100, abs=0.5)
    assert np.nanstd(high) == pytest.approx(5.1, abs=0.3)
    assert 0.005 < np.isnan(read).mean() < 0.06
