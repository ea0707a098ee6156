"""Teams of an edition: found by name or member; one of them; renamed for cause."""

from datetime import UTC
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.editions.models import Edition
from challenges.editions.queries import organized_by
from challenges.errors import Refusal
from challenges.pages.visit import isolated, reader
from challenges.projects.models import Project
from challenges.submissions.models import Submission
from challenges.teams.models import Team
from challenges.teams.moderating import rename_for_cause
from challenges.teams.queries import members
from challenges.teams.roll import all_teams
from challenges.wording import say
from smartport.console.access import edition_in_view, for_managers_of_people
from smartport.console.people import SEARCH_LENGTH

A_PAGE = 50


@require_safe
@for_managers_of_people
def teams(request: HttpRequest) -> HttpResponse:
    """All teams of the edition in view; a search."""
    edition = edition_in_view(request)
    search = request.GET.get("q", "")[:SEARCH_LENGTH]
    page = Paginator(all_teams(edition, search=search), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": edition,
        "editions": Edition.objects.order_by("-opens_at"),
        "page": page,
        "search": search,
    }
    return render(request, "console/teams.html", context)


@require_safe
@for_managers_of_people
def team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Its members, and what it did in the challenges that this organizer stands behind."""
    found = team_or_404(team_id)
    own = organized_by(reader(request)).filter(edition=found.edition_id)
    handed_in = Submission.objects.filter(team=found, phase__challenge__in=own).order_by()
    counted = handed_in.values("phase__challenge__title", "phase__title").annotate(
        count=Count("pk"), last=Max("received_at")
    )
    context = {
        "team": found,
        "edition": found.edition,
        "members": members(found),
        "counted": counted.order_by("phase__challenge__order", "phase__opens_at"),
        "projects": Project.objects.filter(team=found, challenge__in=own).select_related("challenge").order_by("title"),
    }
    return render(request, "console/team.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers_of_people
def rename_team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Ask for the name and the reason, then rename."""
    found = team_or_404(team_id)
    if request.method != "POST":
        return _asked(request, found)
    sent = {"name": request.POST.get("name", ""), "reason": request.POST.get("reason", "")}
    try:
        renamed = rename_for_cause(found, **sent, by=reader(request), now=clock.now())
    except Refusal as refusal:
        return _asked(request, found, refusal=refusal)
    messages.success(request, gettext("The team is now called %(name)s.") % {"name": isolated(renamed.name)})
    return redirect("console-team", found.pk)


def team_or_404(team_id: UUID) -> Team:
    """Also one that was merged into another, or that everybody left."""
    found = Team.objects.select_related("edition", "merged_into").filter(pk=team_id).first()
    if found is None:
        raise Http404
    return found


def _asked(request: HttpRequest, found: Team, *, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "question": gettext("Rename the team %(name)s?") % {"name": isolated(found.name)},
        "consequences": [
            gettext("Boards, lists and letters show the new name at once."),
            gettext("Every member is told by letter, with your reason; the journal keeps both names."),
        ],
        "undo": gettext("You can rename it again, with another letter."),
        "deed": gettext("Rename"),
        "back": reverse("console-team", args=[found.pk]),
        "name": request.POST.get("name", ""),
        "reason": request.POST.get("reason", ""),
        "refusal": refusal,
        "said": say(refusal, zone=UTC) if refusal else None,
    }
    return render(request, "console/team_rename.html", context, status=refusal.status if refusal else 200)
