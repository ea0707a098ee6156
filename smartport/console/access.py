"""Who stands before a page of the console: an organizer, or the operator; for everybody else there is no such page."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from challenges.editions.models import Challenge, Edition, Phase
from challenges.editions.queries import current_edition, organized_by
from challenges.pages.visit import reader
from smartport.error_pages import page_of_the_form

View = Callable[..., HttpResponseBase]


def _guarded(view: View, *, permission: str) -> View:
    """Asks who one is before anything of the request's body is read. A part of a page that moves by itself leads
    whoever was logged out meanwhile to the door by a reload. A form sent about what is not there, be it since a second
    click or another organizer removed it, is told so."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated and "HX-Request" in request.headers:
            return HttpResponse(status=401, headers={"HX-Refresh": "true"})
        if not request.user.is_authenticated:
            return _to_the_door(request)
        if not request.user.has_perm(permission):
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if request.method in ("GET", "HEAD"):
                raise
            return render(request, "console/gone.html", status=404)

    return guarded


def _to_the_door(request: HttpRequest) -> HttpResponse:
    """And back: of a form that was sent, to the page it stood on, since the address it went to may show none."""
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    messages.warning(
        request,
        gettext(
            "You were logged out, and nothing was saved. Log in: you come back to the form, with what you typed. "
            "Choose its files again, and send it once more."
        ),
    )
    return redirect_to_login(page_of_the_form(request))


for_organizers: Callable[[View], View] = partial(_guarded, permission="challenges.organize")
for_managers_of_editions: Callable[[View], View] = partial(_guarded, permission="challenges.manage_editions")
for_managers_of_people: Callable[[View], View] = partial(_guarded, permission="challenges.manage_people")
for_the_stage: Callable[[View], View] = partial(_guarded, permission="challenges.prepare_ceremony")
for_operators: Callable[[View], View] = partial(_guarded, permission="challenges.operate")


def edition_or_404(slug: str) -> Edition:
    """Published or not: organizers prepare what nobody else sees yet."""
    found = Edition.objects.filter(slug=slug).first() if slug.isprintable() else None
    if found is None:
        raise Http404
    return found


def edition_in_view(request: HttpRequest) -> Edition:
    """The one asked for by `?edition=`, else the one the site is about, else the newest; 404 where there is none."""
    asked = request.GET.get("edition")
    if asked:
        return edition_or_404(asked)
    found = current_edition() or Edition.objects.order_by("-opens_at").first()
    if found is None:
        raise Http404
    return found


def challenge_or_404(request: HttpRequest, edition: str, slug: str) -> Challenge:
    """One that this organizer stands behind; another's is as good as not there."""
    rows = organized_by(reader(request)).select_related("edition", "release")
    found = rows.filter(edition__slug=edition, slug=slug).first()
    if found is None:
        raise Http404
    return found


def phase_or_404(challenge: Challenge, slug: str) -> Phase:
    """One of this challenge."""
    found = challenge.phases.filter(slug=slug).first()
    if found is None:
        raise Http404
    found.challenge = challenge
    return found
