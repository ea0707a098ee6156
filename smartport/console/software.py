"""What this site consists of, to read and to send to support."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from challenges import clock
from smartport import support
from smartport.console.access import for_operators


@require_safe
@for_operators
def versions(request: HttpRequest) -> HttpResponse:
    """On a page."""
    return render(request, "console/versions.html", {"parts": support.facts(now=clock.now())})


@require_safe
@for_operators
def versions_text(request: HttpRequest) -> HttpResponse:
    """As a file."""
    headers = {"Content-Disposition": 'attachment; filename="smartport-versions.txt"', "Cache-Control": "no-store"}
    text = support.text(now=clock.now())
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)
