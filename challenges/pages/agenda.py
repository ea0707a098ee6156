"""The agenda by day: what organizers put into it, and the hours of the edition and its phases, in one line of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.agenda.models import AgendaItem
from challenges.agenda.queries import public_agenda
from challenges.agenda.rules import Span, state_of
from challenges.editions.hours import Hour, hours_of
from challenges.editions.models import Challenge, Edition
from challenges.editions.queries import published_challenges
from challenges.pages.visit import edition_or_404
from challenges.wording import localized, say_weekday


@dataclass(frozen=True)
class Line:
    """Something in the agenda. An hour of a phase has no `item`; it is only a sentence with an address."""

    at: datetime
    ends_at: datetime | None
    said: str
    state: str
    address: str = ""
    item: AgendaItem | None = None


@dataclass(frozen=True)
class Day:
    """A day in the edition's zone."""

    day: date
    lines: tuple[Line, ...]
    is_today: bool
    is_past: bool

    @property
    def name(self) -> str:
        """Such as `samedi 21 novembre 2026`."""
        return say_weekday(self.day)


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Past days are folded; what goes on now is marked."""
    edition, moment = edition_or_404(), clock.now()
    found = days(edition, lines_of(edition, published_challenges(edition), public_agenda(edition), now=moment), moment)
    context = {
        "edition": edition,
        "past": [day for day in found if day.is_past],
        "days": [day for day in found if not day.is_past],
        "now": moment,
    }
    return render(request, "challenges/agenda/agenda.html", context)


def lines_of(
    edition: Edition, challenges: Iterable[Challenge], items: Iterable[AgendaItem], *, now: datetime
) -> list[Line]:
    """Items and hours, the earliest first."""
    lines = [*(_of_hour(hour, now=now) for hour in hours_of(edition, challenges))]
    lines += [_of_item(item, now=now) for item in items]
    return sorted(lines, key=lambda line: line.at)


def days(edition: Edition, lines: Iterable[Line], now: datetime) -> list[Day]:
    """The lines by the day on which they begin; a day with something that still goes on is not past."""
    today = now.astimezone(edition.timezone).date()
    found = []
    for day, group in groupby(lines, key=lambda line: line.at.astimezone(edition.timezone).date()):
        told = tuple(group)
        is_past = day < today and all(line.state == "past" for line in told)
        found.append(Day(day, told, is_today=day == today, is_past=is_past))
    return found


def _of_hour(hour: Hour, *, now: datetime) -> Line:
    return Line(hour.at, None, hour.said, state_of(Span(hour.at), now=now), hour.address)


def _of_item(item: AgendaItem, *, now: datetime) -> Line:
    state = state_of(Span(item.starts_at, item.ends_at), now=now)
    said = localized(item.title, (get_language() or "fr")[:2])
    return Line(item.starts_at, item.ends_at, said, state, item=item)
