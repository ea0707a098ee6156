"""Mentors' hours: what is free and what is taken, book one, cancel it; and a mentor's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.editions.hours import Hour
from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.mentoring.actions import book, cancel
from challenges.mentoring.models import MentorBooking, MentorSlot
from challenges.mentoring.queries import booking_of, bookings_of, living, narrowed, offered_slots, slots_of
from challenges.mentoring.rules import ABOUT_LENGTH, MOST_A_WEEK
from challenges.pages.calendars import calendar_file
from challenges.pages.visit import asked_language, edition_or_404, reader
from challenges.teams.models import Team
from challenges.teams.queries import team_of
from challenges.teams.rules import NoTeam
from challenges.wording import localized, say, say_weekday

METHODS = ["GET", "HEAD", "POST"]
A_PAGE = 60


@dataclass(frozen=True)
class Day:
    """The slots of a day in the edition's zone."""

    day: date
    slots: tuple[MentorSlot, ...]

    @property
    def name(self) -> str:
        return say_weekday(self.day)


@dataclass(frozen=True)
class Choice:
    """What the list can be narrowed to, and what was chosen of it; what is not offered is not chosen."""

    mentors: tuple[str, ...]
    challenges: Mapping[str, Mapping[str, str]]
    mentor: str
    challenge: str
    is_free: bool

    @property
    def is_narrow(self) -> bool:
        return bool(self.mentor or self.challenge or self.is_free)


@require_safe
def mentors(request: HttpRequest) -> HttpResponse:
    """Hours to come by day: who, about what, free or taken; nothing of who took them. All, or what is looked for."""
    edition, moment = edition_or_404(), clock.now()
    team = team_of(request.user, edition)
    offered = offered_slots(edition, now=moment, team=team)
    choice = _choice(request.GET, offered)
    found = narrowed(offered, mentor=choice.mentor, challenge=choice.challenge, is_free=choice.is_free)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": edition,
        "choice": choice,
        "page": page,
        "days": days_of(edition, page.object_list),
        "team": team,
        "bookings": bookings_of(team, now=moment) if team else (),
        "most": MOST_A_WEEK,
        "is_mentor": request.user.is_authenticated and slots_of(reader(request), edition).exists(),
    }
    return render(request, "challenges/mentoring/mentors.html", context)


@require_http_methods(METHODS)
@login_required
def book_slot(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    """What it is, with a field for what it shall be about; the one who sends first has it."""
    edition = edition_or_404()
    team = team_of(request.user, edition)
    slot = offered_slots(edition, now=clock.now(), team=team).select_related("edition").filter(pk=slot_id).first()
    if slot is None:
        raise Http404
    if request.method != "POST":
        return _slot(request, slot, team)
    try:
        if team is None:
            raise NoTeam
        book(slot, team=team, about=request.POST.get("about", ""), by=reader(request), now=clock.now())
    except Refusal as refusal:
        return _slot(request, slot, team, refusal=refusal)
    messages.success(request, gettext("The hour is booked. A letter with the place is on its way to your team."))
    return redirect("mentors")


@require_http_methods(METHODS)
@login_required
def cancel_slot(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    """Asks first."""
    edition = edition_or_404()
    team = team_of(request.user, edition)
    slot = MentorSlot.objects.filter(pk=slot_id, edition=edition).select_related("edition", "challenge").first()
    if team is None or slot is None:
        raise Http404
    booking = booking_of(team, slot)
    if booking is None:
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            cancel(slot, team=team, by=reader(request), now=clock.now())
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, gettext("The hour is free again for others."))
            return redirect("mentors")
    context: dict[str, object] = {"edition": edition, "slot": slot, "booking": booking, "team": team}
    return _refused(request, "challenges/mentoring/cancel.html", context, edition=edition, refusal=refusal)


@require_safe
@login_required
def own_calendar(request: HttpRequest) -> HttpResponse:
    """The hours that the reader's team has booked, as a calendar file."""
    edition = edition_or_404()
    team = team_of(request.user, edition)
    language = asked_language(request)
    with translation.override(language):
        hours = [_hour_of(one) for one in bookings_of(team, now=clock.now())] if team else []
        name = gettext("Mentors' hours")
        return calendar_file(edition, hours, name=name, file_name="mentors", language=language)


@require_safe
@login_required
def own_slots(request: HttpRequest) -> HttpResponse:
    """A mentor's own: who comes, and about what."""
    edition = edition_or_404()
    whole = slots_of(reader(request), edition)
    if not whole.exists():
        raise Http404
    booked = Prefetch("bookings", living(MentorBooking.objects.select_related("team")), to_attr="living")
    coming = whole.filter(ends_at__gt=clock.now()).order_by("starts_at", "pk").prefetch_related(booked)
    page = Paginator(coming, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "challenges/mentoring/own.html", {"edition": edition, "page": page})


def days_of(edition: Edition, slots: Iterable[MentorSlot]) -> list[Day]:
    """The slots by the day on which they begin."""
    grouped = groupby(slots, key=lambda slot: slot.starts_at.astimezone(edition.timezone).date())
    return [Day(day, tuple(group)) for day, group in grouped]


def _choice(asked: Mapping[str, str], offered: QuerySet[MentorSlot]) -> Choice:
    rows = offered.order_by("mentor", "challenge__order").values_list("mentor", "challenge__slug", "challenge__title")
    found = list(rows.distinct())
    mentors = tuple(dict.fromkeys(mentor for mentor, _slug, _title in found))
    challenges = {slug: title for _mentor, slug, title in found if slug}
    mentor, challenge = asked.get("mentor", ""), asked.get("challenge", "")
    return Choice(
        mentors,
        challenges,
        mentor=mentor if mentor in mentors else "",
        challenge=challenge if challenge in challenges else "",
        is_free=asked.get("free") == "true",
    )


def _slot(request: HttpRequest, slot: MentorSlot, team: Team | None, *, refusal: Refusal | None = None) -> HttpResponse:
    about = request.POST.get("about", "")
    context: dict[str, object] = {"edition": slot.edition, "slot": slot, "team": team}
    context |= {"about": about, "longest": ABOUT_LENGTH}
    return _refused(request, "challenges/mentoring/book.html", context, edition=slot.edition, refusal=refusal)


def _refused(
    request: HttpRequest, template: str, context: dict[str, object], *, edition: Edition, refusal: Refusal | None
) -> HttpResponse:
    if refusal is not None:
        context |= {"refusal": refusal, "said": say(refusal, zone=edition.timezone)}
    return render(request, template, context, status=refusal.status if refusal else 200)


def _hour_of(booking: MentorBooking) -> Hour:
    slot: MentorSlot = booking.slot
    topic = localized(slot.topic, (get_language() or "fr")[:2])
    return Hour(
        uid=f"mentor-{slot.pk}",
        at=slot.starts_at,
        said=f"{slot.mentor} · {topic}",
        address=reverse("mentors"),
        ends_at=slot.ends_at,
        place=slot.place,
        about="\n".join(filter(None, (booking.about, slot.link))),
        is_last=True,
    )
