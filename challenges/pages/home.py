"""The first page: the edition and its challenges."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.editions.models import Challenge, Edition
from challenges.editions.queries import current_edition, phase_in_view, published_challenges
from challenges.pages.visit import PhaseView
from challenges.teams.queries import team_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The edition, each challenge with the phase in view, and the next hour that matters."""
    edition = current_edition()
    if edition is None:
        return render(request, "challenges/editions/none.html")
    sheets = _sheets(edition)
    context = {
        "edition": edition,
        "sheets": sheets,
        "partners": edition.partners.all(),
        "next_close": _next_close([view for _, view in sheets]),
        "team": team_of(request.user, edition),
        "now": clock.now(),
    }
    return render(request, "challenges/editions/home.html", context)


def _sheets(edition: Edition) -> list[tuple[Challenge, PhaseView | None]]:
    moment = clock.now()
    found = published_challenges(edition).prefetch_related("partners")
    shown = [(challenge, phase_in_view(challenge, now=moment)) for challenge in found]
    return [(challenge, PhaseView(phase, moment) if phase else None) for challenge, phase in shown]


def _next_close(views: list[PhaseView | None]) -> PhaseView | None:
    running = [view for view in views if view and view.state == "open"]
    return min(running, key=lambda view: view.phase.closes_at, default=None)
