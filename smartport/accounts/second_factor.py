"""Whoever organizes or judges proves it by a second factor: until then such an account opens only its own pages.

It is the way in that is shut, not door by door: an address that is new tomorrow is behind it without being told so.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch, reverse
from django.utils import translation
from django.utils.http import urlencode

from challenges.api.language import spoken_language
from smartport.accounts.entering import FACTORS
from smartport.accounts.models import User
from smartport.accounts.rules import SecondFactorFirst, TokenOlderThanFactor

SET_UP = "second_factor_set_up_by"  # in the session in which it was done: whose
# The account's own pages, on which a factor is set up. A token is no way around: none is made before.
OWN_PAGES = ("allauth.", "smartport.accounts.")
BUT = ("smartport.accounts.pages.tokens", "smartport.accounts.api.tokens")


class ProvedFirst:
    """Middleware: for people who are logged in by session; those who send a token are asked by TokenAuthentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """The answer in place of the page's own; None lets the page answer."""
        if is_own_page(request) or not must_prove(request.user) or has_proved(request):
            return None
        return _led(request)


def must_prove(user: Any) -> bool:
    """Organizers, jurors and the operator, where this site asks for a second factor."""
    has_power = isinstance(user, User) and (user.is_staff or user.is_superuser or user.judges)
    return settings.SECOND_FACTOR == "required" and has_power


def has_proved(request: HttpRequest) -> bool:
    """Whether the account has a factor, and this session showed it or set it up. One that was begun by a password
    before there was a factor shows it first."""
    if factor_since(request.user) is None:
        return False
    shown = any(one.get("method") == "mfa" for one in get_authentication_records(request, request.user))
    return shown or request.session.get(SET_UP) == request.user.pk


def require_proved_token(user: Any, *, made_at: datetime) -> None:
    """A token has its owner's power, and none that is older than the factor: whoever made it had shown a password only.
    Raises SecondFactorFirst, TokenOlderThanFactor."""
    if not must_prove(user):
        return
    since = factor_since(user)
    if since is None:
        raise SecondFactorFirst
    if made_at < since:
        raise TokenOlderThanFactor


def factor_since(user: Any) -> datetime | None:
    """When the oldest of the account's factors was set up; None without one. Recovery codes alone are none."""
    found = Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).aggregate(since=Min("created_at"))
    since: datetime | None = found["since"]
    return since


def note_set_up(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Told by allauth: who has just set up a factor has shown it."""
    if authenticator.type in FACTORS:
        request.session[SET_UP] = user.pk


def is_own_page(request: HttpRequest) -> bool:
    """Whether this page is the account's own, and gives no power."""
    match: ResolverMatch | None = request.resolver_match
    module = match.func.__module__ if match else ""
    return module.startswith(OWN_PAGES) and not module.startswith(BUT)


def _led(request: HttpRequest) -> HttpResponse:
    """A program is told; a part of a page that moves by itself is led by a reload; a person is led."""
    if request.path.startswith("/api/"):
        return _told(request)
    if "HX-Request" in request.headers:
        return HttpResponse(status=401, headers={"HX-Refresh": "true"})
    come_back = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    return redirect(f"{reverse('second-factor')}{come_back}")


def _told(request: HttpRequest) -> HttpResponse:
    refusal = SecondFactorFirst
    with translation.override(spoken_language(request)):
        told = {"code": refusal.code, "message": translation.gettext(refusal.message)}
        return JsonResponse({**told, "hint": translation.gettext(refusal.hint), "field": None}, status=refusal.status)
