"""Refuses requests that nobody should read: far too large, or in an encoding that is none for text."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation

from challenges.api.language import spoken_language
from smartport.api import LARGEST_BODY, Problem, not_utf8, request_too_large

Answer = Callable[[HttpRequest], HttpResponse]
UTF8 = frozenset({"utf-8", "utf8", "us-ascii"})


def bounded_body(get_response: Answer) -> Answer:
    """Reading the form of a huge request, be it for its CSRF token, would first write all of it to the disk."""

    def answer(request: HttpRequest) -> HttpResponse:
        if _declared_size(request) <= LARGEST_BODY:
            return get_response(request)
        return _refused(request, request_too_large)

    return answer


def only_utf8(get_response: Answer) -> Answer:
    """Django reads forms in whatever encoding they declare, `base64` and `idna` included, and falls over them."""

    def answer(request: HttpRequest) -> HttpResponse:
        declared = (request.content_params or {}).get("charset", "utf-8").strip("\"' ").lower()
        if declared in UTF8:
            return get_response(request)
        request.encoding = "utf-8"
        return _refused(request, not_utf8)

    return answer


def _declared_size(request: HttpRequest) -> int:
    """The body as Django will read it: never more than its Content-Length, nothing without a number there."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _refused(request: HttpRequest, problem_of: Callable[[], Problem]) -> HttpResponse:
    with translation.override(spoken_language(request)):
        problem = problem_of()
        if request.path.startswith("/api/"):
            return JsonResponse(problem.body(), status=problem.status)
        page = "413.html" if problem.status == 413 else "400.html"
        return render(request, page, status=problem.status)
