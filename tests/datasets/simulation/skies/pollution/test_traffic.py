"""Traffic: by the clocks that Morocco shows, by weekday, in Ramadan and on holidays."""

import pandas as pd
import pytest

from datasets.simulation import PORTS
from datasets.simulation.skies.pollution.traffic import traffic

TIMES = pd.Series(pd.date_range("2024-01-01", "2025-01-01", freq="h", inclusive="left"))


@pytest.fixture(scope="module")
def moving():
    found = traffic(PORTS["MACAS"], TIMES, seed=3)
    return pd.DataFrame({name: getattr(found, name) for name in ("town", "trucks", "booked", "quays")}).assign(
        fasting=found.is_ramadan, holiday=found.is_holiday, day=TIMES.dt.day_name(), hour=TIMES.dt.hour
    )


def test_trucks_come_from_9_to_13_of_the_clock(moving):
    """An hour earlier in UTC, but in Ramadan."""
    usual = moving[~moving["fasting"]].groupby("hour")["trucks"].mean()
    fasting = moving[moving["fasting"]].groupby("hour")["trucks"].mean()
    assert sorted(usual.nlargest(4).index) == [8, 9, 10, 11]
    assert sorted(fasting.nlargest(4).index) == [9, 10, 11, 12]


def test_trucks_rest_on_sundays_and_holidays(moving):
    working = moving[~moving["holiday"] & (moving["day"] != "Sunday")]["trucks"].mean()
    assert moving[moving["day"] == "Sunday"]["trucks"].mean() < 0.4 * working
    assert moving[moving["holiday"]]["trucks"].mean() < 0.4 * working


def test_bookings_foretell_trucks_and_not_perfectly(moving):
    assert (moving["booked"] % 5 == 0).all()
    assert 0.95 < moving["booked"].corr(moving["trucks"]) < 0.999


def test_town_is_empty_at_sunset_in_ramadan(moving):
    fasting = moving[moving["fasting"]].groupby("hour")["town"].mean()
    assert fasting[18] < 0.4 * fasting[16]
    assert fasting[18] < 0.4 * fasting[21]
    assert moving["fasting"].sum() == 29 * 24
