"""The pages for what went wrong, in the reader's language."""

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

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
    """403 for a form without the cookie it was made with."""
    return _plain("403_csrf.html", status=403)


def _plain(name: str, *, status: int) -> HttpResponse:
    return HttpResponse(get_template(name).render(), status=status)
