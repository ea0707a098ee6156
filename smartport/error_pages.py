"""The pages for what went wrong, in the reader's language."""

from contextlib import suppress
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

TOO_LARGE = (RequestDataTooBig, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where the request was too large."""
    status = 413 if isinstance(exception, TOO_LARGE) else 400
    return _plain(f"{status}.html", status=status)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, also for what somebody may not know of."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: asks neither the database nor the session, which may be what is broken."""
    return _plain("500.html", status=500)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without the cookie it was made with, or from before one logged in anew; it leads back to it."""
    return _plain("403_csrf.html", status=403, back=page_of_the_form(request))


def for_forms_only(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """405 for an address that shows nothing by itself; with all that the answer said besides."""
    back = page_of_the_form(request)
    is_here = urlsplit(back).path == request.path
    page = _plain("405.html", status=405, back=_page_above(request.path) if is_here else back)
    refused.content, refused.headers["Content-Type"] = page.content, page.headers["Content-Type"]
    return refused


def page_of_the_form(request: HttpRequest) -> str:
    """The address on this site of the page that a form stood on, as far as the browser tells, else where it went."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    return urlsplit(came_from)._replace(scheme="", netloc="", fragment="").geturl() or "/"


def _page_above(path: str) -> str:
    """The nearest address above this one that the site has."""
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        with suppress(Resolver404):
            resolve(path)
            return path
    return path


def _plain(name: str, *, status: int, **told: str) -> HttpResponse:
    return HttpResponse(get_template(name).render(told), status=status)
