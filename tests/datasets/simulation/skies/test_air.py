"""The air around the quays: what raises it, and bulletins of which no row holds the answer of another."""

import numpy as np
import pandas as pd
import pytest

from datasets.simulation import PORTS, simulate
from datasets.simulation.skies.air import LEAST, air, station_hours
from datasets.simulation.skies.pollution.sites import NoStations
from datasets.simulation.skies.weather import weather

CASABLANCA = PORTS["MACAS"]
YEARS = range(2020, 2024)
SEED = 5
POLLUTANTS = ("pm10", "no2")
DAY = pd.Timedelta(days=1)


@pytest.fixture(scope="module")
def extract():
    return simulate(CASABLANCA, years=YEARS, seed=SEED)


@pytest.fixture(scope="module")
def measured(extract):
    return air(CASABLANCA, extract.port_calls, extract.sea, seed=SEED)


@pytest.fixture(scope="module")
def bulletins(extract):
    return station_hours(CASABLANCA, extract.port_calls, extract.sea, seed=SEED)


@pytest.fixture(scope="module")
def under_sky(extract, measured):
    """What was measured, with the weather that there was."""
    return measured.merge(weather(CASABLANCA, extract.sea, seed=SEED), left_on="at", right_on="time")


def rmse(one: pd.Series, other: pd.Series) -> float:
    return float(np.sqrt(((one - other) ** 2).mean()))


def test_air_is_the_same_for_the_same_seed(extract, measured, bulletins):
    pd.testing.assert_frame_equal(air(CASABLANCA, extract.port_calls, extract.sea, seed=SEED), measured)
    pd.testing.assert_frame_equal(station_hours(CASABLANCA, extract.port_calls, extract.sea, seed=SEED), bulletins)


def test_port_without_stations_is_refused(extract):
    with pytest.raises(NoStations, match=r"no air stations at MAAGA; choose one of: MACAS"):
        air(PORTS["MAAGA"], extract.port_calls, extract.sea, seed=SEED)


def test_instruments_miss_a_few_hours_and_stop_at_their_limit(measured):
    assert measured["station"].unique().tolist() == ["ST1", "ST2", "ST3", "ST4", "ST5", "ST6"]
    for name in POLLUTANTS:
        assert 0.01 < measured[name].isna().mean() < 0.04
        assert measured[name].min() == LEAST[name]
        assert (measured[name].dropna() == measured[name].dropna().round(1)).all()


def test_levels_are_those_of_quays_gate_and_town(measured):
    means = measured.groupby("station")[list(POLLUTANTS)].mean()
    assert means["pm10"].idxmax() == "ST1"
    assert means["no2"].idxmax() == "ST3"
    assert means.idxmin().tolist() == ["ST6", "ST6"]
    assert means["pm10"].between(20, 80).all()
    assert means["no2"].between(8, 50).all()


def test_rain_washes_particles_out(under_sky):
    assert under_sky.loc[under_sky["rain_mm"] > 1, "pm10"].mean() < 0.6 * under_sky["pm10"].mean()


def test_dust_of_the_sahara_is_everywhere(under_sky):
    dusty = under_sky["dust_ugm3"] > 60
    for _station, rows in under_sky.groupby("station"):
        assert rows.loc[dusty, "pm10"].mean() > rows.loc[~dusty, "pm10"].mean() + 50


def test_calm_winter_nights_keep_no2(under_sky):
    nights = under_sky[under_sky["time"].dt.hour.isin([21, 22, 23]) & (under_sky["station"] == "ST4")]
    calm = nights["wind_ms"] < 1.5
    assert nights.loc[calm, "no2"].mean() > 1.5 * nights.loc[nights["wind_ms"] > 4, "no2"].mean()


def test_trucks_rest_on_sundays(measured):
    """At the gate more than elsewhere."""
    mornings = measured[measured["at"].dt.hour.between(8, 11)]
    is_sunday = mornings["at"].dt.day_name() == "Sunday"
    shares = {
        station: rows.loc[is_sunday, "no2"].mean() / rows.loc[~is_sunday, "no2"].mean()
        for station, rows in mornings.groupby("station")
    }
    assert min(shares, key=lambda station: shares[station]) == "ST3"
    assert shares["ST3"] < 0.8


def test_cargo_up_the_wind_raises_dust_and_down_the_wind_none(bulletins):
    """At the grain terminal: the quays lie to its east and north-east."""
    here = bulletins[(bulletins["station"] == "ST2") & (bulletins["dust_ugm3_forecast"] == 0)]
    handled = here[["cer_t_h", "vra_t_h", "pho_t_h"]].sum(axis=1)
    means = {
        (is_up, is_much): here.loc[from_quays & working, "pm10"].mean()
        for is_up, from_quays in (
            (True, here["wind_from_deg_forecast"].between(40, 90)),
            (False, here["wind_from_deg_forecast"].between(220, 270)),
        )
        for is_much, working in ((True, handled >= 1800), (False, handled < 600))
    }
    assert means[True, True] > 1.4 * means[True, False]
    assert means[False, True] == pytest.approx(means[False, False], rel=0.3)


def test_bulletins_are_of_every_eighth_day_and_whole(bulletins):
    days = pd.Series(sorted(bulletins["at"].dt.floor("D").unique()))
    assert set(days.diff().dropna()) == {8 * DAY}
    assert set(days.dt.day_name()) == {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
    assert bulletins.groupby("bulletin")["at"].agg(lambda at: at.dt.floor("D").nunique()).eq(1).all()
    assert sorted(bulletins["bulletin"].unique()) == list(range(1, len(days) + 1))
    assert len(bulletins) > 0.94 * 6 * 24 * len(days)
    answers = ["pm10", "no2", "pm10_24h_before", "no2_24h_before"]
    assert bulletins[answers].notna().all().all()


def test_number_of_a_bulletin_tells_nothing_of_its_day(bulletins):
    first = bulletins.groupby("bulletin")["at"].min()
    assert abs(np.corrcoef(first.index, first.rank())[0, 1]) < 3 / np.sqrt(len(first))


def test_row_knows_the_day_before_alone_and_no_row_has_its_answer(measured, bulletins):
    """Every feature that was measured is worked out again of days without a bulletin; so whatever is known of a row, or
    of all rows together, is the answer of none."""
    days = measured["at"].dt.floor("D")
    others = measured[~days.isin(bulletins["at"].dt.floor("D").unique())]
    by_day = others.assign(day=others["at"].dt.floor("D"), hour=others["at"].dt.hour)
    asked = pd.MultiIndex.from_arrays([bulletins["station"], bulletins["at"].dt.floor("D") - DAY])
    for name in POLLUTANTS:
        hours = by_day.pivot(index=["station", "day"], columns="hour", values=name)
        told = hours.ffill(axis=1).bfill(axis=1).loc[asked].to_numpy()
        at_hour = told[np.arange(len(told)), bulletins["at"].dt.hour.to_numpy()]
        assert bulletins[f"{name}_24h_before"].tolist() == at_hour.tolist()
        for what, those in (("day", slice(0, 23)), ("evening", slice(21, 23))):
            means = hours.loc[:, those].mean(axis=1).round(1).loc[asked]
            np.testing.assert_array_equal(bulletins[f"{name}_{what}_before"], means)


def test_row_knows_the_weather_of_the_day_before_and_a_forecast(extract, bulletins):
    sky = weather(CASABLANCA, extract.sea, seed=SEED).set_index("time")
    assert bulletins["wind_ms_forecast"].tolist() == sky["wind_ms_forecast"].loc[bulletins["at"]].tolist()
    assert bulletins["wind_ms_24h_before"].tolist() == sky["wind_ms"].loc[bulletins["at"] - DAY].tolist()
    rain = sky["rain_mm"].groupby(sky.index.floor("D")).sum()
    days = bulletins["at"].dt.floor("D") - DAY
    np.testing.assert_allclose(bulletins["rain_day_before_mm"], rain.loc[days], atol=0.051)


def beyond(values: pd.Series, known: pd.DataFrame) -> np.ndarray:
    """What is left of the values when all that is known of them by a straight line is taken away."""
    columns = np.column_stack([np.ones(len(known)), known])
    return values.to_numpy() - columns @ np.linalg.lstsq(columns, values, rcond=None)[0]


def test_next_bulletin_tells_next_to_nothing_of_this_one(bulletins):
    """What a team would gain by putting the bulletins in order, which the rules forbid: with a bulletin on every fourth
    day it is a correlation of 0.23."""
    weather_told = ["wind_ms_forecast", "mixing_m_forecast", "wind_ms_24h_before", "mixing_m_24h_before"]
    before = [f"{name}_day_before" for name in POLLUTANTS]
    daily = bulletins.groupby(bulletins["at"].dt.floor("D"))[[*POLLUTANTS, *before, *weather_told]].mean().apply(np.log)
    known, coming = daily[:-1][[*before, *weather_told]], daily[before].shift(-1)[:-1]
    told = [
        np.corrcoef(beyond(daily[:-1][name], known), beyond(coming[f"{name}_day_before"], known))[0, 1]
        for name in POLLUTANTS
    ]
    assert abs(np.mean(told)) < 0.12


@pytest.mark.parametrize("name", POLLUTANTS)
def test_persistence_beats_what_is_usual_and_is_beaten_by_its_half(bulletins, name):
    """So hour, month, weekday and station alone are worth nothing; what is known at midnight is."""
    is_learnt = bulletins["at"] < pd.Timestamp(2023, 1, 1)
    keys = [bulletins["station"], bulletins["at"].dt.hour, bulletins["at"].dt.month]
    usual = bulletins[name].where(is_learnt).groupby(keys).transform("mean")
    rows = bulletins[~is_learnt]
    persistence = rmse(rows[name], rows[f"{name}_24h_before"])
    assert rmse(rows[name], usual[~is_learnt]) > persistence
    assert rmse(rows[name], (usual[~is_learnt] + rows[f"{name}_24h_before"]) / 2) < 0.96 * persistence


@pytest.mark.parametrize("name", POLLUTANTS)
def test_no_day_outweighs_the_others(bulletins, name):
    """So that a test of some hundred days says who forecasts better, whatever the seed."""
    errors = (bulletins[name] - bulletins[f"{name}_24h_before"]) ** 2
    assert errors.groupby(bulletins["at"].dt.floor("D")).sum().max() < 0.15 * errors.sum()


def test_alert_thresholds_are_reached_by_one_hour_in_ten_or_so(bulletins):
    """In the data of the pack more closely: tests/packs/test_air.py."""
    assert 0.06 < (bulletins["pm10"] >= 90).mean() < 0.14
    assert 0.06 < (bulletins["no2"] >= 50).mean() < 0.14
