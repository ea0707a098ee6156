"""The edition and its challenges: what is asked, until when, and how it is scored."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.challenge_bodies import AcceptanceBody, ChallengeBody, ChallengeLine, EditionBody
from challenges.api.door import Door
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, READING, WRITING, errors
from challenges.api.language import LANG
from challenges.editions.models import Challenge, Edition, Phase
from challenges.editions.queries import (
    current_edition,
    faq_of,
    kit_digest,
    kit_name,
    phase_in_view,
    published_challenge,
    published_challenges,
)
from challenges.editions.rules import is_open
from challenges.errors import gettext_noop
from challenges.evaluations.queries import bundle_in_force
from challenges.leaderboards.places import Place, places
from challenges.submissions.queries import allowance
from challenges.submissions.rules import LARGEST
from challenges.teams.actions import accept_rules
from challenges.teams.queries import Person, accepted_rules, has_accepted_rules, team_of
from datasets.models import Release
from datasets.releases.queries import has_accepted_licence
from evaluator.scorekit import PredictionsFormat


class EditionDoor(Door):
    @extend_schema(
        operation_id="read_edition",
        summary=gettext_noop("The current edition"),
        description=gettext_noop("Its title, its times and the institutions that carry it."),
        parameters=[LANG],
        responses={200: EditionBody, **errors(*READING, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        return Response(self.shaped(EditionBody, edition_asked()))


class ChallengesDoor(Door):
    @extend_schema(
        operation_id="list_challenges",
        summary=gettext_noop("The challenges of the current edition"),
        description=gettext_noop("In the order of the edition's page."),
        parameters=[LANG],
        responses={200: ChallengeLine(many=True), **errors(*READING, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        found = list(published_challenges(edition_asked()))
        return self.paged(ChallengeLine, lines_of(found, user=request.user))


class ChallengeDoor(Door):
    @extend_schema(
        operation_id="read_challenge",
        summary=gettext_noop("One challenge"),
        description=gettext_noop("Statement, metric, rules, phases, limits, and what the asker may still hand in."),
        parameters=[LANG],
        responses={200: ChallengeBody, **errors(*READING, NOT_FOUND)},
    )
    def get(self, request: Request, slug: str) -> Response:
        challenge = challenge_asked(slug)
        line = lines_of([challenge], user=request.user)[0]
        return Response(self.shaped(ChallengeBody, {**line, **_detail(challenge, user=request.user)}))


class AcceptanceDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="read_rules_acceptance",
        summary=gettext_noop("Have I accepted the rules?"),
        description=gettext_noop("404 while the asker has not accepted the rules as they stand now."),
        parameters=[LANG],
        responses={200: AcceptanceBody, **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request, slug: str) -> Response:
        challenge = challenge_asked(slug)
        accepted = challenge.rules_acceptances.filter(user=self.person, version=challenge.rules_version).first()
        if accepted is None:
            raise Http404
        return Response(self.shaped(AcceptanceBody, accepted))

    @extend_schema(
        operation_id="accept_rules",
        summary=gettext_noop("Accept the rules"),
        description=gettext_noop("Accepts the rules as they stand now; a second yes changes nothing."),
        parameters=[LANG],
        request=None,
        responses={200: AcceptanceBody, **errors(*WRITING, NOT_FOUND)},
    )
    def put(self, request: Request, slug: str) -> Response:
        challenge = challenge_asked(slug)
        if not request.user.has_perm("challenges.accept_rules", challenge):
            raise Http404
        return Response(self.shaped(AcceptanceBody, accept_rules(challenge, user=self.person, now=clock.now())))


def edition_asked() -> Edition:
    """The current edition. Raises Http404 where there is none."""
    edition = current_edition()
    if edition is None:
        raise Http404
    return edition


def challenge_asked(slug: str) -> Challenge:
    """The published challenge with this address. Raises Http404."""
    try:
        return published_challenge(slug)
    except Challenge.DoesNotExist as error:
        raise Http404 from error


def phase_asked(challenge: Challenge, *, slug: str | None) -> Phase:
    """The phase with this address, or the one in view. Raises Http404."""
    if slug is None:
        phase = phase_in_view(challenge, now=clock.now())
    else:
        phase = next((found for found in challenge.phases.all() if found.slug == slug), None)
    if phase is None:
        raise Http404
    return phase


def lines_of(challenges: Sequence[Challenge], *, user: Person) -> list[dict[str, Any]]:
    """What a list shows of challenges of one edition, in as many queries for six as for one."""
    edition = challenges[0].edition if challenges else None
    team = team_of(user, edition) if edition else None
    in_view = {found.pk: phase_in_view(found, now=clock.now()) for found in challenges}
    found_places = places([phase for phase in in_view.values() if phase], team=team)
    accepted = accepted_rules(user, challenges)
    lines = []
    for challenge in challenges:
        phase = in_view[challenge.pk]
        place = found_places.get(phase.pk, Place()) if phase else Place()
        lines.append(
            {
                "slug": challenge.slug,
                "title": challenge.title,
                "summary": challenge.summary,
                "theme": challenge.theme,
                "reward": challenge.prizes[0]["title"] if challenge.prizes else {},
                "phase": _phase(phase) if phase else None,
                "team_count": place.team_count,
                "has_entered": team is not None and challenge.pk in accepted if user.is_authenticated else None,
                "rank": place.rank,
            }
        )
    return lines


def _phase(phase: Phase) -> dict[str, Any]:
    names = ("slug", "title", "opens_at", "closes_at", "daily_limit", "total_limit", "gap_minutes", "log_policy")
    shown = {name: getattr(phase, name) for name in names}
    return {**shown, "is_open": is_open(phase.opens_at, phase.closes_at, clock.now())}


def _detail(challenge: Challenge, *, user: Person) -> dict[str, Any]:
    phase = phase_in_view(challenge, now=clock.now())
    return {
        "partners": challenge.partners.all(),
        "prizes": challenge.prizes,
        "scale": _scale(challenge),
        "kit": _kit(challenge) if challenge.kit else None,
        "faq": faq_of(challenge),
        "statement": challenge.statement,
        "metric": challenge.metric,
        "rules": challenge.rules,
        "rules_version": challenge.rules_version,
        "rules_accepted": has_accepted_rules(user, challenge) if user.is_authenticated else None,
        "phases": [_phase(found) for found in challenge.phases.all()],
        "evaluation": _evaluation(phase) if phase else None,
        "release": _release(challenge.release, user=user) if challenge.release else None,
        "allowance": _allowance(phase, user=user) if phase else None,
    }


def _scale(challenge: Challenge) -> dict[str, float] | None:
    if challenge.naive_anchor is None or challenge.target_anchor is None:
        return None
    return {"naive": challenge.naive_anchor, "target": challenge.target_anchor}


def _kit(challenge: Challenge) -> dict[str, Any]:
    return {"name": kit_name(challenge), "size": challenge.kit_size, "sha256": kit_digest(challenge)}


def _release(release: Release, *, user: Person) -> dict[str, Any]:
    shown = {name: getattr(release, name) for name in ("slug", "version", "title", "licence", "published_at")}
    return {**shown, "licence_accepted": has_accepted_licence(user, release) if user.is_authenticated else None}


def _evaluation(phase: Phase) -> dict[str, Any] | None:
    bundle = bundle_in_force(phase)
    if bundle is None:
        return None
    shown = {name: bundle.manifest[name] for name in ("kinds", "image", "scores")}
    shown["predictions"] = asdict(PredictionsFormat.from_json(bundle.manifest["predictions"]))
    return {**shown, "limits": bundle.manifest["solution"], "largest_bytes": LARGEST}


def _allowance(phase: Phase, *, user: Person) -> dict[str, Any] | None:
    """None without a team, and when the phase is over."""
    now, team = clock.now(), team_of(user, phase.challenge.edition)
    return asdict(allowance(team, phase, now=now)) if team and now <= phase.closes_at else None
