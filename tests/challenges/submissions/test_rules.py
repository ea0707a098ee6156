"""How often, how large, of what kind."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from challenges.submissions.rules import (
    CODE,
    LARGEST,
    PREDICTIONS,
    Allowance,
    DailyAllowanceUsed,
    FileEmpty,
    FileTooLarge,
    KindNotAccepted,
    Limits,
    TotalAllowanceUsed,
    allowance_left,
    day_of,
    plain_file_name,
    require_allowance,
    require_kind,
    require_size,
)

MIDNIGHT = datetime(2026, 11, 21, tzinfo=UTC)
LIMITS = Limits(daily=5, total=100)


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
    found = allowance_left(LIMITS, used_today=today, used_in_total=in_total, resets_at=MIDNIGHT)
    assert (found.left_today, found.left_in_total) == left


def test_require_allowance_lets_the_last_one_pass():
    require_allowance(LIMITS, left=Allowance(1, 1, MIDNIGHT))


def test_daily_allowance_says_when_it_comes_back():
    with pytest.raises(DailyAllowanceUsed) as refusal:
        require_allowance(LIMITS, left=Allowance(0, 7, MIDNIGHT))
    assert refusal.value.details == {"limit": 5, "resets_at": MIDNIGHT}


def test_total_allowance_does_not_promise_tomorrow():
    with pytest.raises(TotalAllowanceUsed):
        require_allowance(LIMITS, left=Allowance(0, 0, MIDNIGHT))


@pytest.mark.parametrize(("kind", "accepted"), [(CODE, [PREDICTIONS]), ("docker", ["docker"]), ("", [CODE])])
def test_kind_must_be_accepted_and_known(kind, accepted):
    with pytest.raises(KindNotAccepted):
        require_kind(kind, accepted=accepted)


@pytest.mark.parametrize("kind", [CODE, PREDICTIONS])
def test_size_has_two_ends(kind):
    require_size(1, kind=kind)
    require_size(LARGEST[kind], kind=kind)
    with pytest.raises(FileEmpty):
        require_size(0, kind=kind)
    with pytest.raises(FileTooLarge):
        require_size(LARGEST[kind] + 1, kind=kind)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("predictions.csv", "predictions.csv"),
        ("C:\\Users\\alice\\p.csv", "p.csv"),
        ("../../etc/passwd", "passwd"),
        ("نتائج.csv", "نتائج.csv"),
        ("a\u202egpj.csv", "agpj.csv"),
        ("a\nb.csv", "ab.csv"),
        ("", "submission"),
        ("/", "submission"),
        ("x" * 200 + ".csv", "x" * 116 + ".csv"),
        ("x" * 200, "x" * 120),
    ],
)
def test_file_name_is_plain_and_short(name, shown):
    assert plain_file_name(name) == shown
