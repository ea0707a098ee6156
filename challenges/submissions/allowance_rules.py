"""How often a team may hand in: by the day, in total, and how far apart."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from challenges.errors import Refusal, gettext_noop


class DailyAllowanceUsed(Refusal):
    """Details: limit, resets_at."""

    code = "daily_allowance_used"
    message = gettext_noop("Your team has used its submissions of today (%(limit)s).")
    hint = gettext_noop("The next day begins on %(resets_at)s.")
    status = 429


class TotalAllowanceUsed(Refusal):
    """Details: limit."""

    code = "total_allowance_used"
    message = gettext_noop("Your team has used all its submissions of this phase (%(limit)s).")
    status = 429


class TooSoon(Refusal):
    """Details: gap, next_at."""

    code = "too_soon"
    message = gettext_noop("Your team has just handed in: at least %(gap)s lie between two submissions.")
    hint = gettext_noop("The next one is possible from %(next_at)s.")
    status = 429


@dataclass(frozen=True)
class Limits:
    """How often a team may hand in, and how long it waits between two submissions."""

    daily: int
    total: int
    gap: timedelta = timedelta()


@dataclass(frozen=True)
class Allowance:
    """How often a team may still hand in; `resets_at` is the next midnight in the edition's zone. Where the gap since
    the last one keeps it from doing so now, `next_at` says from when on."""

    left_today: int
    left_in_total: int
    resets_at: datetime
    next_at: datetime | None = None


@dataclass(frozen=True)
class Used:
    """What counts of what a team has handed in during a phase, and when the last of it came."""

    today: int
    in_total: int
    last_at: datetime | None = None


@dataclass(frozen=True)
class Day:
    """A calendar day somewhere, as two instants; the end is the first instant of the next day."""

    start: datetime
    end: datetime


def day_of(now: datetime, *, zone: tzinfo) -> Day:
    """The calendar day of this instant in this zone: 23 or 25 hours long where clocks change."""
    today = now.astimezone(zone).date()
    start = datetime.combine(today, time.min, tzinfo=zone)
    end = datetime.combine(today + timedelta(days=1), time.min, tzinfo=zone)
    return Day(start, end)


def allowance_left(limits: Limits, used: Used, *, resets_at: datetime, now: datetime) -> Allowance:
    """Never negative; today is bounded by the total too."""
    in_total = max(0, limits.total - used.in_total)
    today = min(max(0, limits.daily - used.today), in_total)
    next_at = _whole_minute(used.last_at + limits.gap) if used.last_at and limits.gap else now
    return Allowance(today, in_total, resets_at, next_at if next_at > now else None)


def _whole_minute(moment: datetime) -> datetime:
    """This one or the next: people are told hours and minutes."""
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=1)


def require_allowance(limits: Limits, *, left: Allowance) -> None:
    """Raises TotalAllowanceUsed, DailyAllowanceUsed or TooSoon."""
    if left.left_in_total < 1:
        raise TotalAllowanceUsed(limit=limits.total)
    if left.left_today < 1:
        raise DailyAllowanceUsed(limit=limits.daily, resets_at=left.resets_at)
    if left.next_at:
        raise TooSoon(gap=limits.gap, next_at=left.next_at)
