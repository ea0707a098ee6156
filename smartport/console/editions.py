"""All editions with their challenges, the newest first."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.editions.models import Edition
from challenges.editions.queries import organized_by
from challenges.pages.visit import reader
from smartport.console.access import for_organizers


@require_safe
@for_organizers
def editions(request: HttpRequest) -> HttpResponse:
    """Published or not; of the challenges those that this organizer stands behind."""
    own = organized_by(reader(request)).prefetch_related("phases").order_by("order", "slug")
    found = Edition.objects.prefetch_related(Prefetch("challenges", queryset=own)).order_by("-opens_at")
    return render(request, "console/editions.html", {"editions": found, "now": clock.now()})
