"""A challenge as it stands: what it shows to whom, its phases with their deeds, and where everything about it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.editions.models import Challenge, Phase
from challenges.editions.queries import current_edition
from challenges.evaluations.models import Bundle, Rejudge
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import board_at_hand, count_teams
from challenges.lifecycle.lacking import lacking
from challenges.lifecycle.queries import Reach, reach_of, reach_of_phases
from challenges.pages.visit import PhaseView
from smartport.console.access import challenge_or_404, for_organizers
from smartport.console.lacks import told_lacks
from smartport.console.publishing import Deeds, deed_page


@dataclass(frozen=True)
class PhaseSheet:
    """A phase, what scores it, its board, and how many it reaches."""

    view: PhaseView
    bundle: Bundle | None
    board: Leaderboard | None
    board_teams: int
    reach: Reach
    rejudge: Rejudge | None

    @property
    def phase(self) -> Phase:
        return self.view.phase

    @property
    def is_final(self) -> bool:
        return self.board is not None and self.board.closed_at is not None

    @property
    def hour_of_freeze(self) -> datetime | None:
        return None if self.is_final else self.phase.freezes_at

    @property
    def is_frozen(self) -> bool:
        return bool(self.hour_of_freeze and self.hour_of_freeze <= self.view.now)


@require_safe
@for_organizers
def challenge_page(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    """Everything about it at a glance."""
    found = challenge_or_404(request, edition, slug)
    now = clock.now()
    context: dict[str, Any] = {
        "challenge": found,
        "edition": found.edition,
        "now": now,
        "lacks": told_lacks(lacking(found, now=now), thing=found),
        "phases": _sheets(found, now=now),
        "reach": reach_of(found),
        "is_shown": is_shown(found),
        "organizers": list(found.organizers.order_by("pk")),
        "here": "glance",
    }
    return render(request, "console/challenge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def settle_challenge(request: HttpRequest, edition: str, slug: str, deed: str) -> HttpResponse:
    """Ask, then publish it, take it from sight, or set an hour."""
    found = challenge_or_404(request, edition, slug)
    back = reverse("console-challenge", args=[edition, slug])
    return deed_page(request, Deeds(found, found.edition, back), deed)


def is_shown(challenge: Challenge) -> bool:
    """Whether its pages are on the site: those of the current edition are."""
    return challenge.is_published and challenge.edition == current_edition()


def _sheets(challenge: Challenge, *, now: datetime) -> list[PhaseSheet]:
    """In few queries whatever the number of phases, and one for each board."""
    phases = challenge.phases.select_related("leaderboard", "challenge__edition")
    bundles = Bundle.objects.filter(phase__challenge=challenge, published_at__isnull=False).order_by("published_at")
    in_force = {bundle.phase_id: bundle for bundle in bundles}
    rejudges = Rejudge.objects.filter(phase__challenge=challenge, applied_at=None, dropped_at=None)
    reach, waiting = reach_of_phases(challenge), {rejudge.phase_id: rejudge for rejudge in rejudges}
    return [
        PhaseSheet(
            view=PhaseView(phase, now),
            bundle=in_force.get(phase.pk),
            board=board,
            board_teams=count_teams(board) if board else 0,
            reach=reach.get(phase.pk, Reach(0, 0, 0)),
            rejudge=waiting.get(phase.pk),
        )
        for phase in phases
        for board in [board_at_hand(phase)]
    ]
