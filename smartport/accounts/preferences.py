"""What a reader chooses without an account: the language and the light; each lives in a cookie for a year."""

from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from smartport.middleware import LANGUAGE_COOKIE, LANGUAGES, THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 3600


@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remembered in the account too, for what is written when nobody is looking."""
    language = request.POST.get("language", "")
    if language not in LANGUAGES:
        raise BadRequest
    if request.user.is_authenticated and request.user.language != language:
        request.user.language = language
        request.user.save(update_fields=["language"])
    return _back(request, **{LANGUAGE_COOKIE: language})


@csrf_exempt
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Light or dark, whatever the system prefers."""
    theme = request.POST.get("theme", "")
    if theme not in THEMES:
        raise BadRequest
    return _back(request, **{THEME_COOKIE: theme})


def _back(request: HttpRequest, **cookies: str) -> HttpResponse:
    """To the page the reader came from, if it is one of ours."""
    wanted = request.POST.get("next", "")
    hosts: set[Any] = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=request.is_secure())
    answer = HttpResponseRedirect(wanted if is_ours else "/")
    for name, value in cookies.items():
        answer.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return answer
