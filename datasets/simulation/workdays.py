"""Days on which the port's offices and gates work: weekends, public holidays of Morocco, Ramadan.

Dates of the moon's feasts are those observed in Morocco; those of years to come may turn out a day later.
"""

import numpy as np
import numpy.typing as npt

EVERY_YEAR = ("01-01", "01-11", "05-01", "07-30", "08-14", "08-20", "08-21", "11-06", "11-18")
SINCE = {"01-14": 2024, "10-31": 2025}  # Amazigh new year; day of unity
FEASTS = (
    "2015-01-04", "2015-01-05", "2015-07-18", "2015-07-19", "2015-09-24", "2015-09-25", "2015-10-15", "2015-12-24",
    "2015-12-25", "2016-07-06", "2016-07-07", "2016-09-12", "2016-09-13", "2016-10-03", "2016-12-12", "2016-12-13",
    "2017-06-26", "2017-06-27", "2017-09-01", "2017-09-02", "2017-09-22", "2017-12-01", "2017-12-02",
    "2018-06-15", "2018-06-16", "2018-08-22", "2018-08-23", "2018-09-11", "2018-11-20", "2018-11-21",
    "2019-06-05", "2019-06-06", "2019-08-12", "2019-08-13", "2019-09-01", "2019-11-10", "2019-11-11",
    "2020-05-24", "2020-05-25", "2020-07-31", "2020-08-01", "2020-08-21", "2020-10-29", "2020-10-30",
    "2021-05-13", "2021-05-14", "2021-07-21", "2021-07-22", "2021-08-11", "2021-10-19", "2021-10-20",
    "2022-05-02", "2022-05-03", "2022-07-10", "2022-07-11", "2022-07-31", "2022-10-09", "2022-10-10",
    "2023-04-22", "2023-04-23", "2023-06-29", "2023-06-30", "2023-07-20", "2023-09-28", "2023-09-29",
    "2024-04-10", "2024-04-11", "2024-06-17", "2024-06-18", "2024-07-08", "2024-09-16", "2024-09-17",
    "2025-03-31", "2025-04-01", "2025-06-07", "2025-06-08", "2025-06-27", "2025-09-05", "2025-09-06",
    "2026-03-20", "2026-03-21", "2026-05-27", "2026-05-28", "2026-06-17", "2026-08-26", "2026-08-27",
)  # fmt: skip
RAMADANS = (  # first day, and the first day after
    ("2015-06-18", "2015-07-18"), ("2016-06-07", "2016-07-06"), ("2017-05-27", "2017-06-26"),
    ("2018-05-17", "2018-06-15"), ("2019-05-07", "2019-06-05"), ("2020-04-25", "2020-05-24"),
    ("2021-04-14", "2021-05-13"), ("2022-04-03", "2022-05-02"), ("2023-03-23", "2023-04-22"),
    ("2024-03-12", "2024-04-10"), ("2025-03-02", "2025-03-31"), ("2026-02-19", "2026-03-20"),
    ("2027-02-08", "2027-03-10"),
)  # fmt: skip
SATURDAY, SUNDAY = 5, 6

Days = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def weekdays(days: Days) -> Days:
    """0 is Monday; days are counted from 1970-01-01, a Thursday."""
    return (days + 3) % 7


def is_holiday(days: Days) -> Mask:
    dates = days.astype("datetime64[D]")
    years = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    within = np.array([str(date)[5:] for date in dates.ravel()]).reshape(dates.shape)
    yearly = np.isin(within, EVERY_YEAR)
    for day, year in SINCE.items():
        yearly |= (within == day) & (years >= year)
    return yearly | np.isin(dates, np.array(FEASTS, dtype="datetime64[D]"))


def is_ramadan(days: Days) -> Mask:
    dates = days.astype("datetime64[D]")
    found = np.zeros(dates.shape, dtype=bool)
    for first, after in RAMADANS:
        found |= (dates >= np.datetime64(first)) & (dates < np.datetime64(after))
    return found
