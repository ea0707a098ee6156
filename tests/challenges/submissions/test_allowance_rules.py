"""How often: by the day, in total, and how far apart."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from challenges.submissions.allowance_rules import (
    Allowance,
    DailyAllowanceUsed,
    Limits,
    TooSoon,
    TotalAllowanceUsed,
    Used,
    allowance_left,
    day_of,
    require_allowance,
)

MIDNIGHT = datetime(2026, 11, 21, tzinfo=UTC)
NOON = MIDNIGHT - timedelta(hours=12)
LIMITS = Limits(daily=5, total=100)
APART = Limits(daily=5, total=100, gap=timedelta(minutes=10))


@pytest.mark.parametrize(
    ("zone", "now", "start", "hours"),
    [
        ("Africa/Casablanca", "2026-11-20T23:59:59+00:00", "2026-11-20T00:00:00+00:00", 24),
        ("UTC", "2026-11-20T23:59:59+00:00", "2026-11-20T00:00:00+00:00", 24),
        ("Asia/Tokyo", "2026-11-20T15:00:00+00:00", "2026-11-20T15:00:00+00:00", 24),
        ("Europe/Paris", "2026-10-25T12:00:00+00:00", "2026-10-24T22:00:00+00:00", 25),
        ("Europe/Paris", "2026-03-29T12:00:00+00:00", "2026-03-28T23:00:00+00:00", 23),
    ],
)
def test_day_is_the_calendar_day_of_the_zone(zone, now, start, hours):
    day = day_of(datetime.fromisoformat(now), zone=ZoneInfo(zone))
    assert day.start == datetime.fromisoformat(start)
    assert day.end.astimezone(UTC) - day.start.astimezone(UTC) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("today", "in_total", "left"),
    [(0, 0, (5, 100)), (5, 5, (0, 95)), (1, 98, (2, 2)), (0, 120, (0, 0)), (7, 7, (0, 93))],
)
def test_allowance_is_never_negative_and_bounded_by_the_total(today, in_total, left):
    found = allowance_left(LIMITS, Used(today, in_total, NOON), resets_at=MIDNIGHT, now=NOON)
    assert (found.left_today, found.left_in_total, found.next_at) == (*left, None)


@pytest.mark.parametrize(
    ("last", "next_at"),
    [
        (None, None),
        (timedelta(), timedelta(minutes=10)),
        (timedelta(minutes=-9, seconds=-59), timedelta(minutes=1)),
        (timedelta(minutes=-10), None),
        (timedelta(minutes=-10, seconds=1), timedelta(minutes=1)),
        (timedelta(minutes=3), timedelta(minutes=13)),
    ],
)
def test_gap_since_the_last_one_ends_at_a_whole_minute(last, next_at):
    used = Used(1, 1, None if last is None else NOON + last)
    found = allowance_left(APART, used, resets_at=MIDNIGHT, now=NOON)
    assert found.next_at == (None if next_at is None else NOON + next_at)


def test_too_soon_says_how_far_apart_and_from_when_on():
    later = NOON + timedelta(minutes=4)
    with pytest.raises(TooSoon) as refusal:
        require_allowance(APART, left=Allowance(4, 99, MIDNIGHT, later))
    assert refusal.value.details == {"gap": timedelta(minutes=10), "next_at": later}


def test_require_allowance_lets_the_last_one_pass():
    require_allowance(LIMITS, left=Allowance(1, 1, MIDNIGHT))


def test_daily_allowance_says_when_it_comes_back():
    with pytest.raises(DailyAllowanceUsed) as refusal:
        require_allowance(LIMITS, left=Allowance(0, 7, MIDNIGHT))
    assert refusal.value.details == {"limit": 5, "resets_at": MIDNIGHT}


def test_total_allowance_does_not_promise_tomorrow():
    with pytest.raises(TotalAllowanceUsed):
        require_allowance(LIMITS, left=Allowance(0, 0, MIDNIGHT))
