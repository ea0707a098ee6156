"""The pages where anybody checks a certificate by its code. None of them lists or searches any, none is indexed."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from rest_framework.request import Request
from rest_framework.views import APIView

from challenges.results.attested import keys_told
from challenges.results.codes import read_code
from smartport.certificates.checking import ByAddressOfChecking, checked, published_keys
from smartport.certificates.saying import title_of, wording_of

LONGEST = 60
Page = Callable[..., HttpResponse]


def unlisted(page: Page) -> Page:
    """In no index and no cache."""

    @wraps(page)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        made = page(request, *args, **kwargs)
        made.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        made.headers["Referrer-Policy"] = "no-referrer"  # the address is what opens it
        return made

    return cast(Page, never_cache(answer))


def throttled(page: Page) -> Page:
    """As often as one address may ask, whatever the codes."""

    @wraps(page)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not ByAddressOfChecking().allow_request(cast(Request, request), cast(APIView, None)):
            return render(request, "429.html", status=429)
        return page(request, *args, **kwargs)

    return answer


@require_safe
@unlisted
@throttled
def enter(request: HttpRequest) -> HttpResponse:
    """Type a code; one that can be none is answered here."""
    typed = request.GET.get("code", "")[:LONGEST].strip()
    code = read_code(typed)
    if code:
        return redirect("certificate", code)
    said = gettext("No certificate has such a code: a character is missing, or was read wrong.") if typed else ""
    return render(request, "certificates/enter.html", {"typed": typed, "wrong": said}, status=422 if typed else 200)


@require_safe
@unlisted
@throttled
def certificate(request: HttpRequest, certificate_code: str) -> HttpResponse:
    """What is attested, whether it still holds; the same answer for every code that is none."""
    found = checked(certificate_code[:LONGEST])
    if found is None:
        return render(request, "certificates/unknown.html", {"typed": certificate_code[:LONGEST]}, status=404)
    context = {
        "found": found,
        "title": title_of(found.certificate.kind),
        "words": wording_of(found.facts) if found.facts else None,
    }
    return render(request, "certificates/certificate.html", context)


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The public halves of the keys, a line each; anybody may keep them."""
    head = f"# Ed25519 {settings.SITE_URL}\n"
    return HttpResponse(head + keys_told(published_keys()), content_type="text/plain; charset=utf-8")
