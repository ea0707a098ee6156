"""Screens of the hall: an address shown once with its QR code, and revoked."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.ceremony.models import Screen
from challenges.ceremony.queries import ceremony_of, is_seen_lately
from challenges.ceremony.screens import NewScreen, make_screen, revoke_screen
from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.pages.visit import isolated, reader
from challenges.wording import say
from smartport.console.access import edition_or_404, for_the_stage
from smartport.console.ceremony.overview import address_of, shown
from smartport.console.confirming import Question, confirm
from smartport.console.sheets import sent_key
from smartport.qr import qr_code

METHODS = ["GET", "HEAD", "POST"]
LISTED = 60


class ScreenForm(forms.Form):
    name = forms.CharField(label=_("name"), max_length=80, help_text=_("Such as “Main hall” or “Foyer”."))


@never_cache
@require_http_methods(METHODS)
@for_the_stage
def screens(request: HttpRequest, edition: str) -> HttpResponse:
    """All of them, and one more: its address is in the answer to the form, and nowhere afterwards."""
    found, now = edition_or_404(edition), clock.now()
    form = ScreenForm(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    new: NewScreen | None = None
    if form.is_bound and form.is_valid():
        try:
            new = make_screen(found, key=sent_key(request), name=form.cleaned_data["name"], by=reader(request), now=now)
        except Refusal as refused:
            refusal = refused
    evening = ceremony_of(found)
    evening.edition = found
    rows = Screen.objects.filter(ceremony_id=evening.pk).select_related("created_by").order_by("-created_at")[:LISTED]
    context: dict[str, Any] = {
        **shown(evening),
        "form": ScreenForm() if new else form,
        "key": uuid4(),
        "rows": [(row, _state(row, now=now)) for row in rows],
        **(_opened(new) if new else {}),
        "back": address_of(found),
        "refusal": refusal,
        "said": say(refusal, zone=found.timezone) if refusal else None,
    }
    status = refusal.status if refusal else 422 if form.is_bound and form.errors else 200
    return render(request, "console/ceremony/screens.html", context, status=status)


@require_http_methods(METHODS)
@for_the_stage
def revoke(request: HttpRequest, edition: str, screen_id: UUID) -> HttpResponse:
    """Asks first; whoever is second finds it done."""
    found = edition_or_404(edition)
    screen = _screen_or_404(found, screen_id)
    asked = Question(
        question=gettext("Revoke the address of “%(name)s”?") % {"name": isolated(screen.name)},
        consequences=[
            gettext("Every machine that shows it goes dark, and its address opens nothing any more."),
            gettext("Other screens and the show itself are not touched."),
        ],
        undo=gettext("This cannot be undone; another screen can be given a new address at once."),
        deed=gettext("Revoke the address"),
        done=gettext("The address is revoked."),
        back=reverse("console-ceremony-screens", args=[edition]),
        above=gettext("Screens"),
        is_final=True,
    )
    return confirm(
        request, asked, partial(revoke_screen, screen, by=reader(request), now=clock.now()), zone=found.timezone
    )


def screen_address(secret: str) -> str:
    """What a machine in the hall opens."""
    return f"{settings.SITE_URL}{reverse('stage-screen', args=[secret])}"


def _opened(new: NewScreen) -> dict[str, Any]:
    address = screen_address(new.secret)
    return {"new": new.screen, "address": address, "drawing": qr_code(address)}


def _state(screen: Screen, *, now: Any) -> str:
    if screen.revoked_at is not None:
        return "revoked"
    if screen.expires_at <= now:
        return "expired"
    return "there" if is_seen_lately(screen, now=now) else "open"


def _screen_or_404(edition: Edition, key: UUID) -> Screen:
    rows = Screen.objects.select_related("ceremony__edition")
    found = rows.filter(pk=key, ceremony__edition=edition).first()
    if found is None:
        raise Http404
    return found
