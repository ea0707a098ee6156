"""The life of an edition beside its challenges: who carries it, what happens when, and whom teams can ask."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from challenges.editions.models import Edition
from smartport.console.access import for_organizers


@require_safe
@for_organizers
def event(request: HttpRequest) -> HttpResponse:
    """Every edition, the newest first, with how much there is of each."""
    slots = Count("mentor_slots", filter=Q(mentor_slots__cancelled_at=None), distinct=True)
    found = Edition.objects.annotate(
        partner_count=Count("partners", distinct=True), item_count=Count("agenda", distinct=True), slot_count=slots
    )
    may_manage = request.user.has_perm("challenges.manage_people")
    context = {"editions": found.order_by("-opens_at"), "may_manage": may_manage}
    return render(request, "console/event/event.html", context)
