"""Days on which offices and gates work."""

import numpy as np
import pytest

from datasets.simulation.workdays import is_holiday, is_ramadan, weekdays


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
        ("2024-04-09", False),
    ],
)
def test_holidays_of_the_sun_and_of_the_moon(date, expected):
    assert is_holiday(days(date)).tolist() == [expected]


def test_ramadan_ends_the_day_before_the_feast():
    found = is_ramadan(days("2024-03-11", "2024-03-12", "2024-04-09", "2024-04-10"))
    assert found.tolist() == [False, True, True, False]
