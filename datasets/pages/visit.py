"""Who stands before the pages of the data: an organizer; for everybody else there is no such page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from datasets.vault.actions import Actor
from datasets.vault.models import Extract

View = Callable[..., HttpResponseBase]


def for_organizers(view: View) -> View:
    """Asks who one is before anything of the request's body is read. A part of a page that moves by itself leads
    whoever was logged out meanwhile to the door by a reload."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated and "HX-Request" in request.headers:
            return HttpResponse(status=401, headers={"HX-Refresh": "true"})
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.has_perm("datasets.open_vault"):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def extract_or_404(extract_id: UUID) -> Extract:
    """Deleted ones as well: their journal stays."""
    found = Extract.objects.select_related("kept_by").filter(pk=extract_id).first()
    if found is None:
        raise Http404
    return found


def actor_of(request: HttpRequest) -> Actor:
    """The person who is logged in."""
    return Actor(cast(AbstractBaseUser, request.user))
