"""The air around the quays: what each station measured, and the bulletins that a forecast is made from."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port

from .memory import Hours, remembering
from .pollution.concentrations import Conditions, Reaching, conditions, no2, pm10, read_by_instrument
from .pollution.handling import DAY_HOURS, Stays, each_hour, each_planned_hour, engines_of, stays_of, tonnes_of
from .pollution.sites import Quay, Site, Station, plume, site_of
from .pollution.traffic import Traffic, traffic
from .weather import weather

LEAST = {"pm10": 4.0, "no2": 2.0}  # ours: limits of detection, µg/m³
BATCH_SPREAD = 0.25  # ours: some cargoes of a kind are dustier than others
SLOW = {"pm10": (0.50, 0.10, 0.16), "no2": (0.53, 0.10, 0.14)}
"""Ours: sigmas of the logarithm of a background over days and over seasons, and of what is a station's own."""
FURTHEST = 1.1
"""Ours: a background is never e^1.1 (three) times the usual, so that no single day outweighs a whole test."""

BULLETIN_EVERY = 8
"""Days: so far apart that what the next bulletin knows of the air a week later is of no use for this one. Of every
fourth day it was worth three to five points of a hundred."""
TONNES_STEP = 50
EVENING = slice(21, 24)
FORECAST = (
    "wind_ms", "wind_from_deg", "temperature_c", "humidity_pct", "rain_mm", "mixing_m", "dust_ugm3",
)  # fmt: skip
REMEMBERED = ("wind_ms", "wind_from_deg", "humidity_pct", "mixing_m")

Days = npt.NDArray[np.int64]


def air(port: Port, calls: pd.DataFrame, sea: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """What the stations measured in the hours of `sea`: station, at (UTC), pm10 and no2 in µg/m³, empty where there is
    no measurement; by station, then by hour. Raises NoStations."""
    return _measured(port, calls, weather(port, sea, seed=seed), seed=seed)


def station_hours(port: Port, calls: pd.DataFrame, sea: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """A row for each station and hour of a bulletin: every eighth day, at midnight UTC, for the 24 hours that follow.

    `bulletin` is a number that says which rows belong together, and nothing of when they were. A row knows the weather
    forecast for its hour, the berth plan and the bookings of that midnight, and what was measured on the day before,
    which is in no bulletin: no row's features are another row's answer, whatever rows are put together.
    `pm10_24h_before` and `no2_24h_before` are never empty: where the hour is missing, the last one of that day before
    it stands there, or else the first one after it. Hours without a measurement of either pollutant
    have no row. `sea` begins at a midnight.
    """
    sky = weather(port, sea, seed=seed)
    measured = _measured(port, calls, sky, seed=seed)
    days = np.arange(1, len(sky) // DAY_HOURS, BULLETIN_EVERY)
    told = _bulletins(port, calls, sky, days=days, seed=seed)
    tables = [
        pd.concat([told.assign(station=station), _before(rows, days=days)], axis=1)
        for station, rows in measured.groupby("station", sort=False)
    ]
    table = pd.concat(tables, ignore_index=True)
    is_whole = table[["pm10", "no2", "pm10_24h_before", "no2_24h_before"]].notna().all(axis=1)
    return table[is_whole].reset_index(drop=True)


def _measured(port: Port, calls: pd.DataFrame, sky: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    site, here, moving = site_of(port), conditions(sky), traffic(port, sky["time"], seed=seed)
    stays = stays_of(port, calls, start=sky["time"].iloc[0], seed=seed)
    cargo = _cargo(site, calls, stays, hours=len(sky), rng=stream(seed, port.locode, "batches"))
    ships = [
        each_hour(stays.begin, stays.end, rates=engines_of(calls, terminals=quay.terminals), hours=len(sky))
        for quay in site.quays
    ]
    common = {name: _common(name, port=port, hours=len(sky), seed=seed) for name in SLOW}
    tables = []
    for station in site.stations:
        rng = stream(seed, port.locode, "station", station.code)
        shares = [_share(quay, station, sky) for quay in site.quays]
        reaching = Reaching(
            cargo=np.sum([share * tonnes for share, tonnes in zip(shares, cargo, strict=True)], axis=0),
            ships=np.sum([share * ship for share, ship in zip(shares, ships, strict=True)], axis=0),
            **{name: _level(name, common[name], rng=rng) for name in SLOW},
        )
        tables.append(_read(station, here, moving, reaching=reaching, rng=rng).assign(at=sky["time"].to_numpy()))
    return pd.concat(tables, ignore_index=True)[["station", "at", "pm10", "no2"]]


def _cargo(site: Site, calls: pd.DataFrame, stays: Stays, *, hours: int, rng: np.random.Generator) -> list[Hours]:
    """By quay, tonnes an hour as if all were cereals."""
    worked = np.exp(BATCH_SPREAD * rng.standard_normal(len(calls))) / (stays.end - stays.begin)
    return [
        each_hour(
            stays.begin,
            stays.end,
            rates=worked * tonnes_of(calls, terminals=quay.terminals, dust=quay.dust),
            hours=hours,
        )
        for quay in site.quays
    ]


def _share(quay: Quay, station: Station, sky: pd.DataFrame) -> Hours:
    wind, wind_from = sky["wind_ms"].to_numpy(), sky["wind_from_deg"].to_numpy()
    return plume(quay, station=station, wind_ms=wind, wind_from_deg=wind_from)


def _common(name: str, *, port: Port, hours: int, seed: int) -> Hours:
    """The logarithm of a background, the same at all stations."""
    rng = stream(seed, port.locode, "background", name)
    days, seasons, _own = SLOW[name]
    return days * remembering(rng, hours, lasting=110) + seasons * remembering(rng, hours, lasting=900)


def _level(name: str, common: Hours, *, rng: np.random.Generator) -> Hours:
    """A factor: how much the background is above the usual at one station."""
    *_shared, own = SLOW[name]
    above = common + own * remembering(rng, len(common), lasting=70)
    return np.exp(FURTHEST * np.tanh(above / FURTHEST))


def _read(
    station: Station, here: Conditions, moving: Traffic, *, reaching: Reaching, rng: np.random.Generator
) -> pd.DataFrame:
    true = {
        "pm10": pm10(station, here, moving, reaching=reaching),
        "no2": no2(station, here, moving, reaching=reaching),
    }
    read = {name: read_by_instrument(values, least=LEAST[name], rng=rng) for name, values in true.items()}
    return pd.DataFrame({"station": station.code, **read})


def _bulletins(port: Port, calls: pd.DataFrame, sky: pd.DataFrame, *, days: Days, seed: int) -> pd.DataFrame:
    """What every station is told at midnight for the 24 hours that follow."""
    hours = (days[:, np.newaxis] * DAY_HOURS + np.arange(DAY_HOURS)).ravel()
    coming, gone = sky.iloc[hours], sky.iloc[hours - DAY_HOURS]
    moving = traffic(port, sky["time"], seed=seed)
    return pd.DataFrame(
        {
            "at": coming["time"].to_numpy(),
            "bulletin": (1 + stream(seed, port.locode, "bulletins").permutation(len(days))).repeat(DAY_HOURS),
            "is_ramadan": np.where(moving.is_ramadan[hours], "yes", "no"),
            "is_holiday": np.where(moving.is_holiday[hours], "yes", "no"),
            **{f"{name}_forecast": coming[f"{name}_forecast"].to_numpy() for name in FORECAST},
            **_planned(port, calls, start=sky["time"].iloc[0], midnights=days * DAY_HOURS, seed=seed),
            "trucks_booked": moving.booked[hours],
            **{f"{name}_24h_before": gone[name].to_numpy() for name in REMEMBERED},
            "rain_day_before_mm": _by_day(sky["rain_mm"].to_numpy())[days - 1].sum(axis=1).repeat(DAY_HOURS).round(1),
        }
    )


def _planned(port: Port, calls: pd.DataFrame, *, start: pd.Timestamp, midnights: Days, seed: int) -> dict[str, Hours]:
    """Dusty cargo in tonnes an hour by quay, and ships at the dusty quays and at the others."""
    stays, (*dusty, other) = stays_of(port, calls, start=start, seed=seed), site_of(port).quays
    tonnes = {
        f"{quay.code.lower()}_t_h": tonnes_of(calls, terminals=quay.terminals, dust=dict.fromkeys(quay.dust, 1.0))
        / stays.stay
        for quay in dusty
    }
    at_dusty = calls["terminal"].isin([terminal for quay in dusty for terminal in quay.terminals])
    ships = {"ships_dusty": at_dusty, "ships_other": calls["terminal"].isin(other.terminals)}
    rates = [np.asarray(rate, dtype=np.float64) for rate in (*tonnes.values(), *ships.values())]
    planned = each_planned_hour(stays, rates, midnights=midnights.tolist())
    steps = [TONNES_STEP] * len(tonnes) + [1] * len(ships)
    return {
        name: np.round(values / step) * step
        for name, values, step in zip((*tonnes, *ships), planned, steps, strict=True)
    }


def _before(rows: pd.DataFrame, *, days: Days) -> pd.DataFrame:
    """Of one station: what is measured in the hours of the bulletins, and what was measured the day before."""
    found = {}
    for name in SLOW:
        by_day = pd.DataFrame(_by_day(rows[name].to_numpy()))
        before = by_day.iloc[days - 1]
        found[name] = by_day.iloc[days].to_numpy().ravel()
        found[f"{name}_24h_before"] = before.ffill(axis=1).bfill(axis=1).to_numpy().ravel()
        found[f"{name}_evening_before"] = before.iloc[:, EVENING].mean(axis=1).round(1).repeat(DAY_HOURS).to_numpy()
        found[f"{name}_day_before"] = before.mean(axis=1).round(1).repeat(DAY_HOURS).to_numpy()
    return pd.DataFrame(found)


def _by_day(hours: Hours) -> npt.NDArray[np.float64]:
    """A line of 24 hours for each day."""
    return hours[: len(hours) // DAY_HOURS * DAY_HOURS].reshape(-1, DAY_HOURS)
