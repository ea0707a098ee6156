"""Who gets which certificate of an edition, by what is recorded. One query a kind, however many people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from challenges.ceremony.models import Laureate
from challenges.ceremony.script import MOST_TOLD
from challenges.editions.models import Edition
from challenges.evaluations.models import State
from challenges.evaluations.queries import counting
from challenges.jury.models import Ballot
from challenges.mentoring.models import MentorBooking
from challenges.panels.models import Candidate
from challenges.projects.models import Project
from challenges.results.models import CertificateKind
from challenges.submissions.queries import is_disqualified
from challenges.teams.models import Membership


@dataclass(frozen=True)
class Entitled:
    """A person and what is attested to them."""

    kind: CertificateKind
    holder_id: int
    name: str
    team_id: Any = None
    team: str = ""
    laureate: Laureate | None = None


@dataclass(frozen=True)
class Member:
    """Of a team, as its certificates name them."""

    holder_id: int
    name: str
    team_id: Any
    team: str


def entitled(edition: Edition) -> Iterator[Entitled]:
    """Everybody with an account that is not blocked, once for each thing that is attested to them."""
    members = _members(edition)
    for kind, teams in (
        (CertificateKind.PARTICIPATION, teams_taking_part(edition)),
        (CertificateKind.FINALIST, _finalists(edition)),
    ):
        for member in members:
            if member.team_id in teams:
                yield _for(member, kind)
    by_team = {team: list(mates) for team, mates in groupby(members, key=lambda member: member.team_id)}
    for laureate in laureates_told(edition):
        for member in by_team.get(laureate.team_id, ()):
            yield _for(member, CertificateKind.PRIZE, laureate=laureate)
    yield from _jurors(edition)
    yield from _mentors(edition)


def teams_taking_part(edition: Edition) -> set[Any]:
    """The keys of those with a score that counts, or a project."""
    scored = counting().filter(state=State.SCORED, submission__team__edition=edition)
    standing = scored.exclude(is_disqualified("submission")).order_by()
    shown = Project.objects.filter(team__edition=edition).order_by()
    return {*standing.values_list("submission__team", flat=True).distinct(), *shown.values_list("team", flat=True)}


def laureates_told(edition: Edition) -> list[Laureate]:
    """Those in the places that their award tells; whoever came after them is told nowhere."""
    rows = Laureate.objects.filter(award__edition=edition).select_related("award", "team")
    found: list[Laureate] = []
    for _, together in groupby(rows.order_by("award_id", "rank", "pk"), key=lambda one: one.award_id):
        found += _told(list(together))
    return found


def _told(laureates: list[Laureate]) -> Iterable[Laureate]:
    ranks = sorted({one.rank for one in laureates})[: min(laureates[0].award.told, MOST_TOLD)]
    return (one for one in laureates if one.rank in ranks)


def _members(edition: Edition) -> list[Member]:
    rows = Membership.objects.filter(edition=edition, user__is_active=True).select_related("user", "team")
    return [Member(one.user_id, str(one.user), one.team_id, one.team.name) for one in rows.order_by("team_id", "pk")]


def _for(member: Member, kind: CertificateKind, *, laureate: Laureate | None = None) -> Entitled:
    """A laureate's team is called as it was when the award was given."""
    team = laureate.team_name if laureate else member.team
    return Entitled(kind, member.holder_id, member.name, member.team_id, team, laureate)


def _finalists(edition: Edition) -> set[Any]:
    found = Candidate.objects.filter(panel__edition=edition, is_finalist=True, withdrawn_at=None)
    return set(found.exclude(project=None).values_list("project__team", flat=True))


def _jurors(edition: Edition) -> Iterator[Entitled]:
    """Who has signed the declaration and cast a ballot, once whatever the number of panels, by the name they signed
    with."""
    cast = Ballot.objects.filter(
        assignment__juror__panel__edition=edition,
        assignment__juror__declared_at__isnull=False,
        assignment__juror__user__is_active=True,
        cast_at__isnull=False,
    )
    rows = cast.order_by().values_list("assignment__juror__user", "assignment__juror__declared_name").distinct()
    signed = dict(rows)
    for person in _people(signed):
        yield Entitled(CertificateKind.JURY, person.pk, signed[person.pk].strip() or str(person))


def _mentors(edition: Edition) -> Iterator[Entitled]:
    booked = MentorBooking.objects.filter(
        slot__edition=edition, cancelled_at=None, slot__cancelled_at=None, slot__account__is_active=True
    )
    for person in _people(set(booked.values_list("slot__account", flat=True))):
        yield Entitled(CertificateKind.MENTOR, person.pk, str(person))


def _people(keys: Iterable[int]) -> QuerySet[Any]:
    """Some dozens at most: no team's."""
    return get_user_model().objects.filter(pk__in=list(keys)).order_by("pk")
