"""Leaderboards and project pages are shut to whoever judges in their edition, until the decision is locked.

It is the way in that is shut, by the names of the addresses; for everybody who never judged nothing is asked.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import ResolverMatch
from django.utils import translation

from challenges.api.language import spoken_language
from challenges.editions.models import Challenge, Edition
from challenges.editions.queries import published_challenge
from challenges.jury.rules import BoardsShut

SHUT = frozenset(
    {
        "leaderboard",
        "leaderboard-csv",
        "projects",
        "project-page",
        "project-picture",
        "api-leaderboard",
        "api-projects",
        "api-project",
        "api-project-picture",
    }
)
"""What tells which team stands where, or which project is whose."""


class BoardsShutToJurors:
    """Middleware: for people who are logged in by session; those who send a token are asked by TokenAuthentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """The answer in place of the page's own; None lets the page answer."""
        try:
            require_boards_open(request.user, request)
        except BoardsShut as refusal:
            return _refused(request, refusal)
        return None


def require_boards_open(user: Any, request: Any) -> None:
    """Raises BoardsShut."""
    match: ResolverMatch | None = request.resolver_match
    if match is None or match.url_name not in SHUT or not getattr(user, "judges", False):
        return
    edition = _edition_of(match.kwargs)
    if edition is not None and not user.has_perm("challenges.read_boards", edition):
        raise BoardsShut


def _edition_of(places: dict[str, Any]) -> Edition | None:
    """Of the challenge or project that an address is about; None where there is none: the page says so."""
    rows = Challenge.objects.select_related("edition")
    if "project_id" in places:
        found = rows.filter(projects=places["project_id"]).first()
    else:
        try:
            found = published_challenge(places["slug"])
        except Challenge.DoesNotExist:
            found = None
    return found.edition if found else None


def _refused(request: HttpRequest, refusal: BoardsShut) -> HttpResponse:
    if not request.path.startswith("/api/"):
        said = {"message": translation.gettext(refusal.message), "hint": translation.gettext(refusal.hint)}
        return render(request, "jury/shut.html", {"said": said}, status=refusal.status)
    with translation.override(spoken_language(request)):
        told = {"code": refusal.code, "message": translation.gettext(refusal.message)}
        return JsonResponse({**told, "hint": translation.gettext(refusal.hint), "field": None}, status=refusal.status)
