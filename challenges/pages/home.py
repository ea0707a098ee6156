"""The first page: the edition, its challenges and its news."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.agenda.queries import still_to_come
from challenges.ceremony.queries import evening_in_view
from challenges.editions.models import Challenge, Edition
from challenges.editions.queries import (
    current_edition,
    faq_of_edition,
    phase_in_view,
    published_announcements,
    published_challenges,
)
from challenges.leaderboards.places import Place, places
from challenges.pages.agenda import Line, lines_of
from challenges.pages.visit import PhaseView
from challenges.teams.models import Team
from challenges.teams.queries import team_of

NEWS_SHOWN = 3
HOURS_SHOWN = 4


@dataclass(frozen=True)
class Sheet:
    """A challenge on the first page. `place` says how many teams its board shows, and where the reader's stands."""

    challenge: Challenge
    view: PhaseView | None
    place: Place


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The edition, each challenge with the phase in view, and the next hour that matters."""
    edition = current_edition()
    if edition is None:
        return render(request, "challenges/editions/none.html")
    moment = clock.now()
    team = team_of(request.user, edition)
    sheets = _sheets(edition, team=team, now=moment)
    context = {
        "edition": edition,
        "sheets": sheets,
        "partners": edition.partners.all(),
        "next_close": _next_close([sheet.view for sheet in sheets]),
        "evening": evening_in_view(edition, now=moment),
        "next_open": _next_open([sheet.view for sheet in sheets]),
        "team": team,
        "news": published_announcements(edition, now=moment)[:NEWS_SHOWN],
        "coming": _coming(edition, [sheet.challenge for sheet in sheets], now=moment),
        "faq": faq_of_edition(edition),
        "now": moment,
    }
    return render(request, "challenges/editions/home.html", context)


def _sheets(edition: Edition, *, team: Team | None, now: datetime) -> list[Sheet]:
    found = list(published_challenges(edition).prefetch_related("partners"))
    in_view = {challenge.pk: phase_in_view(challenge, now=now) for challenge in found}
    stands = places([phase for phase in in_view.values() if phase], team=team)
    return [
        Sheet(
            challenge,
            view=PhaseView(phase, now) if phase else None,
            place=stands.get(phase.pk, Place()) if phase else Place(),
        )
        for challenge in found
        for phase in [in_view[challenge.pk]]
    ]


def _coming(edition: Edition, challenges: list[Challenge], *, now: datetime) -> list[Line]:
    """What goes on, and what comes next."""
    items = still_to_come(edition, now=now)[:HOURS_SHOWN]
    lines = lines_of(edition, challenges, items, now=now)
    return [line for line in lines if line.state != "past"][:HOURS_SHOWN]


def _next_close(views: list[PhaseView | None]) -> PhaseView | None:
    running = [view for view in views if view and view.state == "open"]
    return min(running, key=lambda view: view.phase.closes_at, default=None)


def _next_open(views: list[PhaseView | None]) -> PhaseView | None:
    coming = [view for view in views if view and view.state == "coming"]
    return min(coming, key=lambda view: view.phase.opens_at, default=None)
