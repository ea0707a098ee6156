"""Refuses a request that is too large before a byte of its body is read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation

from challenges.api.language import spoken_language
from smartport.api import LARGEST_BODY, request_too_large

Answer = Callable[[HttpRequest], HttpResponse]


def bounded_body(get_response: Answer) -> Answer:
    """Reading the form of such a request, be it for its CSRF token, would first write all of it to the disk."""

    def answer(request: HttpRequest) -> HttpResponse:
        if _declared_size(request) <= LARGEST_BODY:
            return get_response(request)
        with translation.override(spoken_language(request)):
            return _too_large(request)

    return answer


def _declared_size(request: HttpRequest) -> int:
    """The body as Django will read it: never more than its Content-Length, nothing without a number there."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _too_large(request: HttpRequest) -> HttpResponse:
    problem = request_too_large()
    if request.path.startswith("/api/"):
        return JsonResponse(problem.body(), status=problem.status)
    return render(request, "413.html", {"problem": problem}, status=problem.status)
