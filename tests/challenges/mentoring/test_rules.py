"""How a series is cut, and what a team may book."""

from contextlib import nullcontext
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from challenges.mentoring.rules import (
    CANCEL_BEFORE,
    Series,
    SeriesTooLong,
    SeriesUnusable,
    SlotOver,
    Taken,
    TeamBusy,
    TooLateToCancel,
    WeekUsed,
    cut,
    plain_about,
    require_bookable,
    require_cancellable,
    require_free_team,
    require_week,
)
from tests.factories import NOW

HOUR = timedelta(hours=1)
CASABLANCA = ZoneInfo("Africa/Casablanca")
TUESDAYS = Series(date(2026, 12, 1), time(17), time(19), minutes=20, weeks=3)


def test_series_is_cut_into_slots_week_by_week():
    slots = cut(TUESDAYS, zone=CASABLANCA)
    assert len(slots) == 18
    assert {slot.ends_at - slot.starts_at for slot in slots} == {timedelta(minutes=20)}
    assert [f"{slot.starts_at:%d %H:%M}" for slot in slots[:2]] == ["01 17:00", "01 17:20"]
    assert f"{slots[-1].ends_at:%d %H:%M}" == "15 19:00"


def test_series_keeps_the_clock_on_the_wall_when_the_zone_changes():
    slots = cut(Series(date(2026, 10, 20), time(17), time(18), 60, 2), zone=ZoneInfo("Europe/Paris"))
    assert [slot.starts_at.astimezone(UTC).hour for slot in slots] == [15, 16]


def test_what_fills_no_slot_is_left():
    assert len(cut(Series(date(2026, 12, 1), time(17), time(17, 50), 20, 1), zone=CASABLANCA)) == 2


@pytest.mark.parametrize(
    "series",
    [
        Series(date(2026, 12, 1), time(19), time(17), 20, 1),
        Series(date(2026, 12, 1), time(17), time(17), 20, 1),
        Series(date(2026, 12, 1), time(17), time(17, 10), 20, 1),
        Series(date(2026, 12, 1), time(17), time(19), 0, 1),
        Series(date(2026, 12, 1), time(17), time(19), 20, 0),
    ],
)
def test_series_without_a_slot_is_refused(series):
    with pytest.raises(SeriesUnusable):
        cut(series, zone=CASABLANCA)


def test_endless_series_is_refused():
    with pytest.raises(SeriesTooLong):
        cut(Series(date(2026, 12, 1), time(8), time(20), 5, 52), zone=CASABLANCA)


def test_slot_is_bookable_until_it_begins():
    require_bookable(NOW + timedelta(seconds=1), now=NOW)
    with pytest.raises(SlotOver):
        require_bookable(NOW, now=NOW)


@pytest.mark.parametrize(("shift", "is_free"), [(-1, True), (-0.5, False), (0, False), (0.5, False), (1, True)])
def test_team_is_at_one_place_at_a_time(shift, is_free):
    booked = [Taken(NOW + shift * HOUR, NOW + shift * HOUR + HOUR)]
    with nullcontext() if is_free else pytest.raises(TeamBusy):
        require_free_team(Taken(NOW, NOW + HOUR), booked)


def test_week_begins_on_monday_in_the_editions_zone():
    sunday = datetime(2026, 11, 22, 22, 30, tzinfo=CASABLANCA)
    booked = [sunday, sunday - timedelta(days=3)]
    with pytest.raises(WeekUsed):
        require_week(sunday - timedelta(days=1), booked, zone=CASABLANCA)
    require_week(sunday + timedelta(hours=2), booked, zone=CASABLANCA)


def test_booking_is_cancelled_until_an_hour_before():
    require_cancellable(NOW + CANCEL_BEFORE, now=NOW)
    with pytest.raises(TooLateToCancel):
        require_cancellable(NOW + CANCEL_BEFORE, now=NOW + timedelta(seconds=1))


def test_about_is_one_plain_paragraph():
    assert plain_about(" two\n\n lines \u202eevil\x00 ") == "two lines evil"
    assert len(plain_about("x" * 900)) == 500
