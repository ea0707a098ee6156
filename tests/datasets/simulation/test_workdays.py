"""Days on which offices and gates work."""

import numpy as np
import pytest

from datasets.simulation.workdays import FEASTS, is_holiday, is_ramadan, weekdays


def days(*dates):
    return np.array(dates, dtype="datetime64[D]").astype(np.int64)


def test_weekdays_count_from_monday():
    assert weekdays(days("2024-01-01", "2024-01-06", "2024-01-07", "1969-12-28")).tolist() == [0, 5, 6, 6]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-07-30", True),  # every year
        ("2023-01-14", False),  # the Amazigh new year is a holiday since 2024
        ("2024-01-14", True),
        ("2024-04-10", True),  # the end of Ramadan
        ("2015-07-18", True),  # as in every year since
        ("2015-07-17", False),
        ("2024-04-09", False),
    ],
)
def test_holidays_of_the_sun_and_of_the_moon(date, expected):
    assert is_holiday(days(date)).tolist() == [expected]


def test_every_year_has_its_ramadan_and_seven_or_more_days_of_feasts():
    """Eleven days earlier than in the year before, so some civil years have a feast twice."""
    for year in range(2015, 2027):
        dates = np.arange(f"{year}-01-01", f"{year + 1}-01-01", dtype="datetime64[D]").astype(np.int64)
        assert is_ramadan(dates).sum() in (29, 30)
        assert sum(feast.startswith(str(year)) for feast in FEASTS) in (7, 9)


def test_ramadan_ends_the_day_before_the_feast():
    found = is_ramadan(days("2024-03-11", "2024-03-12", "2024-04-09", "2024-04-10"))
    assert found.tolist() == [False, True, True, False]
