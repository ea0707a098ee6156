"""All editions with their challenges and phases, the newest first."""

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.editions.models import Edition, Phase
from challenges.editions.queries import current_edition, organized_by
from challenges.pages.visit import reader
from smartport.console.access import for_organizers

A_PAGE = 10


@require_safe
@for_organizers
def editions(request: HttpRequest) -> HttpResponse:
    """Published or not; of the challenges those that this organizer stands behind."""
    phases = Phase.objects.select_related("leaderboard").order_by("opens_at")
    own = organized_by(reader(request)).prefetch_related(Prefetch("phases", phases)).order_by("order", "slug")
    plays = Q(teams__is_baseline=False, teams__merged_into=None)
    counted = Edition.objects.annotate(team_count=Count("teams", filter=plays))
    rows = counted.prefetch_related(Prefetch("challenges", queryset=own)).order_by("-opens_at", "pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "editions": page.object_list, "current": current_edition(), "now": clock.now()}
    return render(request, "console/editions.html", context)
