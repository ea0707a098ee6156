"""Whoever has not agreed to the terms as they stand now reads, leaves and takes their data; what is done in the
challenges waits for their yes."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import ResolverMatch
from django.utils import translation
from rest_framework.permissions import SAFE_METHODS

from challenges.api.language import spoken_language
from smartport.accounts.models import User
from smartport.accounts.rules import TermsChanged

DEEDS = ("challenges.pages.", "challenges.api.")
# Nobody is held in a team, or by letters: before an account is deleted its captain hands the team over.
FREE = frozenset(
    {
        "leave-team",
        "make-captain",
        "api-leave-team",
        "api-member",
        "mail-preferences",
        "api-mail-preferences",
        "unsubscribe",
    }
)


class AgreedFirst:
    """Middleware: for people who are logged in by session; those who send a token are asked by TokenAuthentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """The answer in place of the page's own; None lets the page answer."""
        try:
            if is_deed(request):
                require_agreed(request.user)
        except TermsChanged as refusal:
            return _refused(request, refusal)
        return None


def is_deed(request: Any) -> bool:
    """Whether this asks to change something in the challenges."""
    match: ResolverMatch | None = request.resolver_match
    if request.method in SAFE_METHODS or match is None or match.url_name in FREE:
        return False
    return match.func.__module__.startswith(DEEDS)


def require_agreed(user: Any) -> None:
    """Raises TermsChanged."""
    if isinstance(user, User) and user.wants_terms:
        raise TermsChanged


def _refused(request: HttpRequest, refusal: TermsChanged) -> HttpResponse:
    if not request.path.startswith("/api/"):
        came_from = urlsplit(request.headers.get("Referer", "")).path  # the form's page: what it went to may be none
        return render(request, "account/terms_changed.html", {"came_from": came_from}, status=refusal.status)
    with translation.override(spoken_language(request)):
        told = {"code": refusal.code, "message": translation.gettext(refusal.message)}
        return JsonResponse({**told, "hint": translation.gettext(refusal.hint), "field": None}, status=refusal.status)
