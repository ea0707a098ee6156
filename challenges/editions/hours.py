"""The hours of an edition as a calendar file (RFC 5545) in the reader's language; all of them are in UTC."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext
from icalendar import Alarm, Calendar, Event

from challenges.editions.models import Challenge, Edition, Phase
from challenges.wording import localized, say_moment

LOOK_AGAIN = timedelta(hours=6)
WARNING = timedelta(days=1)
PRODUCT = "-//Smart Port Challenge Maroc//smartport//"


@dataclass(frozen=True)
class Hour:
    """One instant that matters, or with `ends_at` a stretch of time. `uid` is its own for ever: a calendar that is read
    again moves it."""

    uid: str
    at: datetime
    said: str
    address: str
    is_last: bool = False
    ends_at: datetime | None = None
    place: str = ""
    about: str = ""


def hours_of(edition: Edition, challenges: Iterable[Challenge]) -> list[Hour]:
    """Of an edition and these of its challenges, in the active language, the earliest first."""
    hours = [*_hours_of_edition(edition), *(hour for found in challenges for hour in _hours_of(found))]
    return sorted(hours, key=lambda hour: (hour.at, hour.uid))


def calendar_of(edition: Edition, hours: Iterable[Hour], *, name: str, now: datetime) -> bytes:
    """These hours as a file, in the active language."""
    calendar = Calendar()
    calendar.add("prodid", f"{PRODUCT}{_language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", edition.zone)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for hour in sorted(hours, key=lambda hour: (hour.at, hour.uid)):
        calendar.add_component(_event(hour, edition=edition, now=now))
    return bytes(calendar.to_ical())


def _hours_of_edition(edition: Edition) -> Iterator[Hour]:
    title, home = _text(edition.title), reverse("home")
    opens, closes, teams = gettext("%(title)s opens"), gettext("%(title)s ends"), gettext("%(title)s: teams are final")
    yield Hour(f"edition-{edition.slug}-opens", edition.opens_at, opens % {"title": title}, home)
    if edition.teams_close < edition.closes_at:
        address = reverse("team")
        yield Hour(
            f"edition-{edition.slug}-teams", edition.teams_close, teams % {"title": title}, address, is_last=True
        )
    yield Hour(f"edition-{edition.slug}-closes", edition.closes_at, closes % {"title": title}, home)


def _hours_of(challenge: Challenge) -> Iterator[Hour]:
    phases = list(challenge.phases.all())
    address = reverse("challenge", args=[challenge.slug])
    for phase in phases:
        title = _text(challenge.title)
        if len(phases) > 1:
            title = f"{title} ({_text(phase.title)})"
        for name, at, said in _of_phase(phase):
            uid = f"phase-{challenge.edition.slug}-{challenge.slug}-{phase.slug}-{name}"
            yield Hour(uid, at, said % {"title": title}, address, is_last=name == "closes")


def _of_phase(phase: Phase) -> Iterator[tuple[str, datetime, str]]:
    yield "opens", phase.opens_at, gettext("%(title)s: submissions open")
    if phase.freezes_at:
        yield "freezes", phase.freezes_at, gettext("%(title)s: the leaderboard is frozen")
    yield "closes", phase.closes_at, gettext("%(title)s: last submissions")


def _event(hour: Hour, *, edition: Edition, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{hour.uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", hour.at.astimezone(UTC))
    event.add("duration", hour.ends_at - hour.at if hour.ends_at else timedelta(0))
    event.add("summary", hour.said)
    link = f"{settings.SITE_URL}{hour.address}"
    told = (say_moment(hour.at, zone=edition.timezone), hour.about, link)
    event.add("description", "\n".join(line for line in told if line))
    event.add("url", link)
    if hour.place:
        event.add("location", hour.place)
    event.add("transp", "OPAQUE" if hour.ends_at else "TRANSPARENT")
    if hour.is_last:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", hour.said)
        alarm.add("trigger", -WARNING)
        event.add_component(alarm)
    return event


def _text(texts: dict[str, str]) -> str:
    return localized(texts, _language())


def _language() -> str:
    return (get_language() or "fr")[:2]
