"""Where an evening is seen: a hall’s page, the phones’ page, and what both ask where no stream reaches them."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import parse_etags
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.ceremony.models import Screen
from challenges.ceremony.queries import screen_of
from challenges.pages.crowd import FOR_EVERYBODY
from challenges.pages.visit import edition_or_404
from smartport.middleware import policy
from smartport.qr import qr_code
from smartport.stage.states import Spectacle, for_halls, for_phones


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """For everybody, in one language; before the evening when and where it begins, after it where the results are."""
    edition = edition_or_404()
    context = {
        "edition": edition,
        "stream": f"{settings.FOLLOW_URL}/follow/live/{edition.slug}",
        "now": reverse("stage-now"),
    }
    return _page(request, "stage/phone.html", for_phones(edition), context)


@require_safe
@never_cache
def live_now(request: HttpRequest) -> HttpResponse:
    """The same state as JSON, with its name as ETag."""
    request.META[FOR_EVERYBODY] = True
    return _state(request, for_phones(edition_or_404()))


@require_safe
@never_cache
def hall(request: HttpRequest, screen_secret: str) -> HttpResponse:
    """Whoever has the address; a screen that is revoked or too old is as good as not there."""
    ceremony = _screen_or_404(screen_secret).ceremony
    context = {
        "title": ceremony.edition.title,
        "has_sound": ceremony.has_sound,
        "stream": f"{settings.FOLLOW_URL}/follow/screen/{screen_secret}",
        "now": reverse("stage-screen-now", args=[screen_secret]),
        **for_everybody(),
    }
    answer = _page(request, "stage/hall.html", for_halls(ceremony), context)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
@never_cache
def hall_now(request: HttpRequest, screen_secret: str) -> HttpResponse:
    """The same state as JSON, with its name as ETag."""
    return _state(request, for_halls(_screen_or_404(screen_secret).ceremony))


def site_and_follower() -> str:
    """Whom the scripts of a page that follows may ask."""
    return "'self'" if settings.FOLLOW_URL == settings.SITE_URL else f"'self' {settings.FOLLOW_URL}"


def for_everybody() -> dict[str, str]:
    """Where phones follow, to be read by people and by cameras."""
    address = f"{settings.SITE_URL}{reverse('stage')}"
    return {"address": address.partition("://")[2], "code": qr_code(address)}


def _page(request: HttpRequest, template: str, state: Spectacle, context: dict[str, Any]) -> HttpResponse:
    """Its scripts may ask the site and the follower."""
    answer = render(request, template, {**context, "state": state})
    answer.headers["Content-Security-Policy"] = policy(connects=site_and_follower())
    return answer


def _state(request: HttpRequest, state: Spectacle) -> HttpResponse:
    etag = f'"{state.key}"'
    is_known = etag in parse_etags(request.headers.get("If-None-Match", ""))
    answer = HttpResponse(status=304) if is_known else HttpResponse(state.body, content_type="application/json")
    answer.headers["ETag"] = etag
    return answer


def _screen_or_404(secret: str) -> Screen:
    found = screen_of(secret, now=clock.now())
    if found is None:
        raise Http404
    return found
