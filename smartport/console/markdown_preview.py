"""A text as readers will see it, while it is written."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from smartport.console.access import for_organizers


@require_POST
@for_organizers
def preview(request: HttpRequest) -> HttpResponse:
    """By the site's own renderer; nothing is kept."""
    return render(request, "console/_preview.html", {"text": request.POST.get("text", "")})
