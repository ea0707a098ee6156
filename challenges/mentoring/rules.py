"""What teams may book of the mentors' hours, and until when; how a series of slots is cut."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from challenges.errors import Refusal, gettext_noop
from challenges.folding import can_stand

MOST_A_WEEK = 2
CANCEL_BEFORE = timedelta(hours=1)
REMIND_BEFORE = timedelta(hours=24)
ABOUT_LENGTH = 500
SHORTEST, LONGEST = 5, 240  # minutes of a slot
MOST_IN_SERIES = 200


class SlotUnknown(Refusal):
    code = "slot_unknown"
    message = gettext_noop("This hour is no longer offered.")
    hint = gettext_noop("Choose another one.")
    status = 404


class SlotOver(Refusal):
    """Details: started_at."""

    code = "slot_over"
    message = gettext_noop("This hour began on %(started_at)s; it can no longer be booked or changed.")
    hint = gettext_noop("Choose a later one.")


class SlotTaken(Refusal):
    code = "slot_taken"
    message = gettext_noop("Another team has just booked this hour.")
    hint = gettext_noop("Choose another one.")


class TeamBusy(Refusal):
    """Details: at."""

    code = "team_busy"
    message = gettext_noop("Your team is with a mentor at that time already: %(at)s.")
    hint = gettext_noop("Cancel that booking first, or choose another hour.")


class WeekUsed(Refusal):
    """Details: limit."""

    code = "week_used"
    message = gettext_noop("A team books at most %(limit)s hours a week, so that all have their turn.")
    hint = gettext_noop("Choose an hour of another week, or cancel one of yours.")


class BookingUnknown(Refusal):
    code = "booking_unknown"
    message = gettext_noop("Your team has not booked this hour, or has cancelled it.")
    status = 404


class TooLateToCancel(Refusal):
    """Details: until."""

    code = "too_late_to_cancel"
    message = gettext_noop("This booking could be cancelled until %(until)s.")
    hint = gettext_noop("Write to the organizers if you cannot come: the mentor is waiting for you.")


class SeriesUnusable(Refusal):
    """Details: shortest, longest."""

    code = "series_unusable"
    message = gettext_noop("No slot fits between these hours.")
    hint = gettext_noop("A slot takes %(shortest)s to %(longest)s minutes, and the end comes after the beginning.")
    field = "minutes"
    status = 422


class SeriesTooLong(Refusal):
    """Details: limit."""

    code = "series_too_long"
    message = gettext_noop("These would be more than %(limit)s slots.")
    hint = gettext_noop("Take fewer weeks, or longer slots.")
    field = "weeks"
    status = 422


@dataclass(frozen=True)
class Series:
    """Every week on the day of `first`, from `begins` to `ends` in slots of so many minutes, so many weeks."""

    first: date
    begins: time
    ends: time
    minutes: int
    weeks: int


@dataclass(frozen=True)
class Taken:
    """A stretch of time that a team has booked."""

    starts_at: datetime
    ends_at: datetime


def cut(series: Series, *, zone: tzinfo) -> list[Taken]:
    """The slots of a series: hours of the clock on the wall, whatever the zone does between two weeks. What does not
    fill a slot is left. Raises SeriesUnusable, SeriesTooLong."""
    length = timedelta(minutes=series.minutes)
    opens, closes = datetime.combine(series.first, series.begins), datetime.combine(series.first, series.ends)
    a_day = int((closes - opens) / length) if SHORTEST <= series.minutes <= LONGEST else 0
    if a_day < 1 or series.weeks < 1:
        raise SeriesUnusable(shortest=SHORTEST, longest=LONGEST)
    if a_day * series.weeks > MOST_IN_SERIES:
        raise SeriesTooLong(limit=MOST_IN_SERIES)
    starts = [
        opens + timedelta(weeks=week) + length * number for week in range(series.weeks) for number in range(a_day)
    ]
    return [Taken(one.replace(tzinfo=zone), (one + length).replace(tzinfo=zone)) for one in starts]


def require_bookable(starts_at: datetime, *, now: datetime) -> None:
    """Until the last instant before it begins. Raises SlotOver."""
    if now >= starts_at:
        raise SlotOver(started_at=starts_at)


def require_free_team(wanted: Taken, booked: Iterable[Taken]) -> None:
    """Raises TeamBusy."""
    for one in booked:
        if one.starts_at < wanted.ends_at and wanted.starts_at < one.ends_at:
            raise TeamBusy(at=one.starts_at)


def require_week(wanted: datetime, booked: Iterable[datetime], *, zone: tzinfo) -> None:
    """Weeks begin on Monday, in the edition's zone. Raises WeekUsed."""
    week = _week(wanted, zone)
    if sum(_week(one, zone) == week for one in booked) >= MOST_A_WEEK:
        raise WeekUsed(limit=MOST_A_WEEK)


def require_cancellable(starts_at: datetime, *, now: datetime) -> None:
    """Raises TooLateToCancel."""
    if now > starts_at - CANCEL_BEFORE:
        raise TooLateToCancel(until=starts_at - CANCEL_BEFORE)


def plain_about(text: str) -> str:
    """One paragraph of bounded length without what cannot be seen."""
    return " ".join("".join(filter(can_stand, " ".join(text.split()))).split())[:ABOUT_LENGTH]


def _week(moment: datetime, zone: tzinfo) -> tuple[int, int]:
    year, week, _ = moment.astimezone(zone).isocalendar()
    return year, week
