"""Times are read from where their digits stand; a day that is in no calendar is none."""

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.reading.masks import masks_of
from datasets.reading.times import DAY_FIRST, MONTH_FIRST, YEAR_FIRST, form, instants, layout_of

FORMS = {
    "%Y-%m-%d": YEAR_FIRST,
    "%Y/%m/%d %H:%M": YEAR_FIRST,
    "%Y-%m-%dT%H:%M:%S": YEAR_FIRST,
    "%Y-%m-%d %H:%M:%S.%f": YEAR_FIRST,
    "%Y%m%d": YEAR_FIRST,
    "%Y%m%d%H%M": YEAR_FIRST,
    "%Y%m%d%H%M%S": YEAR_FIRST,
    "%d/%m/%Y": DAY_FIRST,
    "%d/%m/%Y %H:%M": DAY_FIRST,
    "%d-%m-%Y %H:%M:%S": DAY_FIRST,
    "%d.%m.%Y %Hh%M": DAY_FIRST,
    "%d/%m/%Y, %H:%M": DAY_FIRST,
    "%m/%d/%Y": MONTH_FIRST,
    "%m/%d/%Y %H:%M:%S": MONTH_FIRST,
}


def read(text: str, *, order: str) -> np.datetime64:
    layout = layout_of(masks_of(pa.array([text]))[0].as_py())
    assert layout is not None
    assert order in layout.orders
    return instants(pa.array([text]), layout, order=order)[0]


@settings(deadline=None)
@given(st.datetimes(), st.sampled_from(sorted(FORMS)))
def test_time_is_what_the_library_reads(moment, written):
    text = moment.strftime(written.replace("%Y", f"{moment.year:04d}"))
    expected = datetime.strptime(text, written)  # noqa: DTZ007 - naive on purpose
    assert read(text, order=FORMS[written]) == np.datetime64(expected, "us")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1/2/2025 7:05", "2025-02-01T07:05"),
        ("2025-01-02T08:30:00Z", "2025-01-02T08:30"),
        ("2025-01-02 08:30:00 UTC", "2025-01-02T08:30"),
        ("2025-01-02T08:30:00+01:00", "2025-01-02T07:30"),
        ("2025-01-02T08:30:00-0530", "2025-01-02T14:00"),
        ("2025-01-02T00:30:00+01", "2025-01-01T23:30"),
        ("2025-01-02T08:30:00.123456789Z", "2025-01-02T08:30:00.123456"),
        ("2025-01-02 08:30:00,5", "2025-01-02T08:30:00.5"),
    ],
)
def test_zone_fraction_and_single_digits(text, moment):
    layout = layout_of(masks_of(pa.array([text]))[0].as_py())
    assert read(text, order=layout.orders[0]) == np.datetime64(moment, "us")


@settings(deadline=None)
@given(st.datetimes().filter(lambda moment: 1 < moment.year < 9999), st.integers(-14 * 60, 14 * 60))
def test_zone_is_taken_to_utc(moment, minutes):
    moment = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    expected = moment.astimezone(UTC).replace(tzinfo=None)
    assert read(moment.isoformat(), order=YEAR_FIRST) == np.datetime64(expected, "us")


@pytest.mark.parametrize(
    "text",
    ["2025-02-29", "2025-13-01", "2025-00-10", "2025-01-00", "0000-01-01", "2025-01-01 24:00", "2025-01-01 12:60",
     "2025-01-01 12:00:60", "2025-01-01T12:00:00+15:00", "2025-01-01T12:00:00+01:99"],
)  # fmt: skip
def test_time_of_no_calendar_is_none(text):
    assert np.isnat(read(text, order=YEAR_FIRST))


def test_leap_days_are_those_of_the_calendar():
    assert read("29/02/2024", order=DAY_FIRST) == np.datetime64("2024-02-29")
    assert np.isnat(read("29/02/1900", order=DAY_FIRST))
    assert read("29/02/2000", order=DAY_FIRST) == np.datetime64("2000-02-29")


@pytest.mark.parametrize(
    "text", ["08:30", "2025-01", "01/02/25", "2025-01/02", "1-janv-2025", "2025-01-02 8", "9999999"]
)
def test_what_is_no_time(text):
    assert layout_of(masks_of(pa.array([text]))[0].as_py()) is None


@pytest.mark.parametrize(
    ("mask", "order", "shown"),
    [
        ("09/99/9999 09:99", DAY_FIRST, "dd/mm/yyyy hh:mm"),
        ("9-9-9999", MONTH_FIRST, "mm-dd-yyyy"),
        ("9999-99-99T99:99:99.999Z", YEAR_FIRST, "yyyy-mm-ddThh:mm:ssZ → UTC"),
        ("9999-99-99 99:99+99:99", YEAR_FIRST, "yyyy-mm-dd hh:mm±hh:mm → UTC"),
        ("99999999", YEAR_FIRST, "yyyymmdd"),
        ("99.99.9999 99h99", DAY_FIRST, "dd.mm.yyyy hhhmm"),
    ],
)
def test_form_is_for_people(mask, order, shown):
    assert form(layout_of(mask).template, order) == shown
