"""Who stands before a page of the president: who may read the results, who presides, and who signs second."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache

from challenges.jury.queries import acting_president, has_cast_all, is_unrecused
from challenges.pages.visit import reader
from challenges.panels.models import Juror, Panel, Seat
from challenges.panels.queries import seat_of

View = Callable[..., HttpResponseBase]

OWN_BALLOTS_FIRST = gettext_noop("Your own ballots come first: nobody reads those of others before.")
RECUSED = gettext_noop("You are recused from a project of this round, so its scores are not yours to see.")
NOT_PRESIDING = gettext_noop("Somebody else presides now: you read the results, and what is done is theirs to do.")


def _guarded(view: View, *, permission: str) -> View:
    """The view is given the panel in place of its id. For everybody but president and deputy there is no such page;
    these two are told why they wait."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, panel_id: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        panel = panel_or_404(panel_id)
        if request.user.has_perm(permission, panel):
            return view(request, panel, *args, **kwargs)
        seat = seat_of(reader(request), panel)
        if seat is None or seat.seat not in (Seat.PRESIDENT, Seat.DEPUTY) or seat.declared_at is None:
            raise Http404
        return _told_to_wait(request, seat)

    return guarded


def for_readers(view: View) -> View:
    """Whoever may read the results."""
    return _guarded(view, permission="challenges.read_jury_results")


def for_presidents(view: View) -> View:
    """Whoever presides now."""
    return _guarded(view, permission="challenges.preside")


def for_signatories(view: View) -> View:
    """The deputy, and the organizers who keep the panel. The view is given the panel in place of its id."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, panel_id: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        panel = panel_or_404(panel_id)
        seat = seat_of(reader(request), panel)
        is_deputy = seat is not None and seat.seat in (Seat.PRESIDENT, Seat.DEPUTY) and seat.declared_at is not None
        if not is_deputy and not request.user.has_perm("challenges.keep_panel", panel):
            raise Http404
        return view(request, panel, *args, **kwargs)

    return guarded


def panel_or_404(panel_id: UUID) -> Panel:
    """With its edition and challenge at hand."""
    found = Panel.objects.filter(pk=panel_id).select_related("edition", "challenge").first()
    if found is None:
        raise Http404
    return found


def is_presiding(request: HttpRequest, panel: Panel) -> bool:
    """Whether the reader presides now."""
    return request.user.has_perm("challenges.preside", panel)


def _told_to_wait(request: HttpRequest, seat: Juror) -> HttpResponse:
    why = NOT_PRESIDING
    if not is_unrecused(seat):
        why = RECUSED
    elif not has_cast_all(seat):
        why = OWN_BALLOTS_FIRST
    context = {
        "panel": seat.panel,
        "edition": seat.panel.edition,
        "why": why,
        "presiding": acting_president(seat.panel),
        "is_recused": why == RECUSED,
        "owes_ballots": why == OWN_BALLOTS_FIRST,
    }
    return render(request, "jury/president/wait.html", context, status=403)
