"""The life of an edition beside its challenges: who carries it, what happens when, and whom teams can ask."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from challenges.agenda.models import AgendaItem
from challenges.editions.models import Edition, Partner
from challenges.mentoring.models import MentorSlot
from smartport.console.access import for_organizers


@require_safe
@for_organizers
def event(request: HttpRequest) -> HttpResponse:
    """Every edition, the newest first, with how much there is of each."""
    slots = MentorSlot.objects.filter(cancelled_at=None)
    found = Edition.objects.annotate(
        partner_count=_counted(Partner.objects.all()),
        item_count=_counted(AgendaItem.objects.all()),
        slot_count=_counted(slots),
    )
    may_manage = request.user.has_perm("challenges.manage_people")
    context = {"editions": found.order_by("-opens_at"), "may_manage": may_manage}
    return render(request, "console/event/event.html", context)


def _counted(rows: QuerySet[Any]) -> Coalesce:
    """Each by itself: joined with one another they would be multiplied."""
    counted = rows.filter(edition=OuterRef("pk")).order_by().values("edition").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)
