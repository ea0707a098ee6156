"""A reader in front of a challenge: what every page of a challenge knows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from challenges import clock, wording
from challenges.editions.models import Challenge, Edition, Phase
from challenges.editions.queries import current_edition, phase_in_view, published_challenge
from challenges.editions.rules import is_open
from challenges.teams.models import Team
from challenges.teams.queries import has_accepted_rules, team_of

isolated = wording.isolated


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

    @property
    def is_frozen(self) -> bool:
        """Whether the board stands still: from the frozen hour to the close."""
        return self.state == "open" and self.phase.freezes_at is not None and self.now >= self.phase.freezes_at

    @property
    def gone(self) -> float:
        """The share of its time that is over, of 100."""
        return self._share(self.now)

    @property
    def freeze(self) -> float | None:
        """Where the frozen hour lies in it, of 100."""
        return self._share(self.phase.freezes_at) if self.phase.freezes_at else None

    def _share(self, moment: datetime) -> float:
        whole = self.phase.closes_at - self.phase.opens_at
        return 100 * min(max((moment - self.phase.opens_at) / whole, 0.0), 1.0)


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


def asked_language(request: HttpRequest) -> str:
    """Of a file that travels without its page: `?lang=`, else the reader's own."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else (get_language() or settings.LANGUAGE_CODE)[:2]


def edition_or_404() -> Edition:
    """The edition everything on the site is about."""
    edition = current_edition()
    if edition is None:
        raise Http404
    return edition


def visit(
    request: HttpRequest,
    slug: str,
    *,
    find: Callable[[str], Challenge] = published_challenge,
    asks_acceptance: bool = True,
) -> Visit:
    """The challenge at this address, in the phase asked for by `?phase=`, else the one in view. Raises Http404.

    A page that is read very often brings a `find` of its own, and may do without `has_accepted`.
    """
    try:
        challenge = find(slug)
    except Challenge.DoesNotExist as error:
        raise Http404 from error
    moment = clock.now()
    return Visit(
        user=request.user,
        challenge=challenge,
        phase=_phase(challenge, asked=request.GET.get("phase"), moment=moment),
        team=team_of(request.user, challenge.edition),
        has_accepted=asks_acceptance and has_accepted_rules(request.user, challenge),
        now=moment,
    )


def _phase(challenge: Challenge, *, asked: str | None, moment: datetime) -> Phase | None:
    if asked is None:
        return phase_in_view(challenge, now=moment)
    found = [phase for phase in challenge.phases.all() if phase.slug == asked]
    if not found:
        raise Http404
    return found[0]
