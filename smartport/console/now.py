"""The first page of the console: what waits for somebody, with the button that solves it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from smartport.console.access import for_organizers


@require_safe
@for_organizers
def now(request: HttpRequest) -> HttpResponse:
    """Everything that needs an organizer, the most urgent first."""
    return render(request, "console/now.html", {})
