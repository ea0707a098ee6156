"""A reader in front of a challenge: what every page of a challenge knows."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import Http404, HttpRequest

from challenges import clock
from challenges.editions.models import Challenge, Edition, Phase
from challenges.editions.queries import current_edition, phase_in_view, published_challenge
from challenges.editions.rules import is_open
from challenges.teams.models import Team
from challenges.teams.queries import has_accepted_rules, team_of


@dataclass(frozen=True)
class PhaseView:
    """A phase as it stands at this moment; `state` is coming, open or closed."""

    phase: Phase
    now: datetime

    @property
    def state(self) -> str:
        if is_open(self.phase.opens_at, self.phase.closes_at, self.now):
            return "open"
        return "coming" if self.now < self.phase.opens_at else "closed"


@dataclass(frozen=True)
class Visit:
    """Who looks at which challenge and phase, and when."""

    user: AbstractBaseUser | AnonymousUser
    challenge: Challenge
    phase: Phase | None
    team: Team | None
    has_accepted: bool
    now: datetime

    @property
    def edition(self) -> Edition:
        return self.challenge.edition

    @property
    def phases(self) -> list[PhaseView]:
        return [PhaseView(phase, self.now) for phase in self.challenge.phases.all()]

    @property
    def current(self) -> PhaseView | None:
        return PhaseView(self.phase, self.now) if self.phase else None


def reader(request: HttpRequest) -> AbstractBaseUser:
    """The person who is logged in; for doors that require it."""
    return cast(AbstractBaseUser, request.user)


def edition_or_404() -> Edition:
    """The edition everything on the site is about."""
    edition = current_edition()
    if edition is None:
        raise Http404
    return edition


def visit(request: HttpRequest, slug: str) -> Visit:
    """The challenge at this address, in the phase asked for by `?phase=`, else the one in view. Raises Http404."""
    try:
        challenge = published_challenge(slug)
    except Challenge.DoesNotExist as error:
        raise Http404 from error
    moment = clock.now()
    return Visit(
        user=request.user,
        challenge=challenge,
        phase=_phase(challenge, asked=request.GET.get("phase"), moment=moment),
        team=team_of(request.user, challenge.edition),
        has_accepted=has_accepted_rules(request.user, challenge),
        now=moment,
    )


def _phase(challenge: Challenge, *, asked: str | None, moment: datetime) -> Phase | None:
    if asked is None:
        return phase_in_view(challenge, now=moment)
    found = [phase for phase in challenge.phases.all() if phase.slug == asked]
    if not found:
        raise Http404
    return found[0]
