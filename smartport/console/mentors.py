"""Mentors' hours of an edition: offered in series, changed and withdrawn one by one, by organizers and the mentor."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.mentoring.actions import FIELDS, Offer, change_slot, offer_series, withdraw_slot
from challenges.mentoring.models import MentorBooking, MentorSlot
from challenges.mentoring.queries import living, living_booking, slots_for_organizers
from challenges.pages.visit import isolated, reader
from challenges.wording import say, say_moment
from smartport.console.access import edition_or_404, for_organizers
from smartport.console.confirming import Question, confirm
from smartport.console.mentor_forms import SeriesForm, SlotForm
from smartport.console.sheets import sent_key, take

METHODS = ["GET", "HEAD", "POST"]
A_PAGE = 60


@require_safe
@for_organizers
def mentors(request: HttpRequest, edition: str) -> HttpResponse:
    """Hours to come, and who has booked them."""
    found = edition_or_404(edition)
    booked = Prefetch("bookings", living(MentorBooking.objects.select_related("team")), to_attr="living")
    whole = slots_for_organizers(found, by=reader(request)).filter(ends_at__gt=clock.now())
    page = Paginator(whole.order_by("starts_at", "mentor", "pk").prefetch_related(booked), A_PAGE)
    context = {"edition": found, "page": page.get_page(request.GET.get("page"))}
    return render(request, "console/event/mentors.html", context)


@require_http_methods(METHODS)
@for_organizers
def new_slots(request: HttpRequest, edition: str) -> HttpResponse:
    """A series: every week on a day, from one hour to another, in slots of so many minutes."""
    found = edition_or_404(edition)
    form = SeriesForm(request.POST if request.method == "POST" else None)
    form.offer_challenges(found, by=reader(request))
    if request.method != "POST" or not form.is_valid():
        return _series(request, found, form, status=422 if form.is_bound else 200)
    try:
        made = offer_series(found, _offer(request, form), form.series, by=reader(request), now=clock.now())
    except Refusal as refusal:
        return _series(request, found, form, refusal=refusal, status=refusal.status)
    said = ngettext("%(count)s slot is offered.", "%(count)s slots are offered.", len(made))
    messages.success(request, said % {"count": len(made)})
    if any(slot.starts_at < found.opens_at or slot.ends_at > found.closes_at for slot in made):
        messages.warning(request, gettext("Some lie outside the edition's own dates. Is the year right?"))
    return redirect("console-mentors", edition)


@require_http_methods(METHODS)
@login_required
def slot(request: HttpRequest, edition: str, slot_id: UUID) -> HttpResponse:
    """Another hour, place or topic; the team that booked it is told."""
    found, by = kept_slot_or_404(request, edition, slot_id), reader(request)
    make: Any = partial(SlotForm, by=by)
    keep = partial(change_slot, by=by, now=clock.now())
    # whoever books locks the slot before the journal
    taken = take(request, found, make, fields=FIELDS, edition=found.edition, keep=keep, is_pen_first=False)
    if taken.is_saved:
        messages.success(request, gettext("The hour is saved. If a team has booked it, it is told of what changed."))
        return redirect(_back(request, edition))
    context = {
        "edition": found.edition,
        "booking": living_booking(found),
        "heading": gettext("One hour of %(mentor)s") % {"mentor": isolated(found.mentor)},
        "above": gettext("Mentors' hours"),
        "back": _back(request, edition),
        "deed": gettext("Save the hour"),
        **taken.context,
    }
    return render(request, "console/event/slot.html", context, status=taken.status)


@require_http_methods(METHODS)
@login_required
def withdraw(request: HttpRequest, edition: str, slot_id: UUID) -> HttpResponse:
    """Asks first, and says whose hour it is."""
    found = kept_slot_or_404(request, edition, slot_id)
    at = say_moment(found.starts_at, zone=found.edition.timezone)
    booking = living_booking(found)
    told = gettext("The team %(team)s has booked it, and is told by letter that it does not take place.")
    asked = Question(
        question=gettext("Withdraw the hour of %(mentor)s, %(at)s?") % {"mentor": isolated(found.mentor), "at": at},
        consequences=[
            told % {"team": isolated(booking.team.name)} if booking else gettext("No team has booked it."),
            gettext("It is no longer offered."),
        ],
        undo=gettext("This cannot be undone; a new hour can be offered."),
        is_final=True,
        deed=gettext("Withdraw the hour"),
        done=gettext("The hour is withdrawn."),
        above=gettext("Mentors' hours"),
        back=_back(request, edition),
    )
    do = partial(withdraw_slot, found, by=reader(request), now=clock.now())
    return confirm(request, asked, do, zone=found.edition.timezone)


def kept_slot_or_404(request: HttpRequest, edition: str, slot_id: UUID) -> MentorSlot:
    """One that this person keeps: as its mentor, or as an organizer."""
    rows = MentorSlot.objects.select_related("edition", "challenge", "account")
    found = rows.filter(edition__slug=edition, pk=slot_id, cancelled_at=None).first()
    if found is None or not request.user.has_perm("challenges.keep_slot", found):
        raise Http404
    return found


def _back(request: HttpRequest, edition: str) -> str:
    """An organizer's list, or the mentor's own."""
    if request.user.has_perm("challenges.organize"):
        return reverse("console-mentors", args=[edition])
    return reverse("own-slots")


def _offer(request: HttpRequest, form: SeriesForm) -> Offer:
    given = form.cleaned_data
    return Offer(
        key=sent_key(request),
        mentor=given["mentor"],
        topic=given["topic"],
        challenge=given["challenge"],
        account=form.account,
        place=given["place"],
        link=given["link"],
    )


def _series(
    request: HttpRequest, edition: Edition, form: SeriesForm, *, status: int, refusal: Refusal | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "edition": edition,
        "form": form,
        "key": request.POST.get("key") or uuid4(),
        "heading": gettext("Offer hours"),
        "above": gettext("Mentors' hours"),
        "back": reverse("console-mentors", args=[edition.slug]),
        "deed": gettext("Offer these hours"),
        "refusal": refusal,
    }
    if refusal:
        context["said"] = say(refusal, zone=edition.timezone)
    return render(request, "console/event/series.html", context, status=status)
