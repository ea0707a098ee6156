"""Reads of teams, members, invitations, requests and what people have accepted."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q, QuerySet

from challenges.editions.models import Challenge, Edition
from challenges.teams.models import (
    EligibilityAcceptance,
    Invitation,
    JoinRequest,
    Membership,
    MergeProposal,
    RulesAcceptance,
    Seeker,
    Team,
)
from challenges.teams.rules import InvitationUnknown, is_alive

Person = AbstractBaseUser | AnonymousUser


def team_of(user: Person, edition: Edition) -> Team | None:
    """The team this person plays in, if any."""
    return Team.objects.filter(memberships__user_id=user.pk, edition=edition).first() if user.pk else None


def judges_in(user: Any, edition: Edition) -> bool:
    """Whether this person sits on a jury of the edition, at whatever stage. No query for accounts that never did."""
    return bool(user.judges) and bool(user.seats.filter(panel__edition=edition.pk, left_at=None).exists())


def members(team: Team) -> QuerySet[Membership]:
    """The captain first, then in order of arrival."""
    return team.memberships.select_related("user").order_by("-is_captain", "joined_at", "pk")


def captain_of(team: Team) -> AbstractBaseUser | None:
    """Who leads the team; nobody leads one that everybody left."""
    found = team.memberships.select_related("user").filter(is_captain=True).first()
    return found.user if found else None


def is_member(user: Person, team: Team) -> bool:
    """Whether this person plays in this team."""
    return user.pk is not None and team.memberships.filter(user_id=user.pk).exists()


def is_captain(user: Person, team: Team) -> bool:
    """Whether this person leads this team."""
    return user.pk is not None and team.memberships.filter(user_id=user.pk, is_captain=True).exists()


def has_handed_in(team: Team) -> bool:
    """Whether anything was ever received from this team."""
    return team.submissions.exists()


def accepted_versions(team: Team) -> dict[tuple[int, int], int]:
    """By member and challenge (their keys) the newest version of the rules that was accepted."""
    given = RulesAcceptance.objects.filter(user__memberships__team=team, challenge__edition=team.edition_id)
    rows = given.order_by("version").values_list("user_id", "challenge_id", "version")
    return {(user_id, challenge_id): version for user_id, challenge_id, version in rows}


def has_conditions(edition: Edition) -> bool:
    """Whether the edition says who may take part."""
    return any(edition.eligibility.values())


def has_declared(user: Person, edition: Edition) -> bool:
    """Whether this person accepted the conditions as they stand now, or there are none."""
    if not has_conditions(edition):
        return True
    given = EligibilityAcceptance.objects.filter(edition=edition, version=edition.eligibility_version)
    return user.pk is not None and given.filter(user_id=user.pk).exists()


def accepted_rules(user: Person, challenges: Collection[Challenge]) -> set[int]:
    """The keys of those challenges whose rules this person accepted as they stand now."""
    if user.pk is None:
        return set()
    versions = {challenge.pk: challenge.rules_version for challenge in challenges}
    given = RulesAcceptance.objects.filter(user_id=user.pk, challenge__in=versions).values_list("challenge", "version")
    return {challenge for challenge, version in given if versions[challenge] == version}


def has_accepted_rules(user: Person, challenge: Challenge) -> bool:
    """Whether this person said yes to the rules as they stand now."""
    given = RulesAcceptance.objects.filter(challenge=challenge, version=challenge.rules_version)
    return user.pk is not None and given.filter(user_id=user.pk).exists()


def invitation_for(secret: str, *, now: datetime) -> Invitation:
    """The living invitation of this link. Raises InvitationUnknown."""
    found = Invitation.objects.select_related("team__edition").filter(secret_sha256=digest_of(secret)).first()
    if found is None or not is_alive(expires_at=found.expires_at, revoked_at=found.revoked_at, now=now):
        raise InvitationUnknown
    return found


def open_invitations(team: Team, *, now: datetime) -> QuerySet[Invitation]:
    """Those that still let somebody in, newest first."""
    return team.invitations.filter(revoked_at=None, expires_at__gte=now).select_related("to")


def offers_to(user: Person, edition: Edition, *, now: datetime) -> QuerySet[Invitation]:
    """Invitations that are for this person alone, newest first."""
    living = Invitation.objects.filter(to_id=user.pk or 0, revoked_at=None, expires_at__gte=now, team__edition=edition)
    return living.select_related("team", "created_by")


def open_requests(team: Team) -> QuerySet[JoinRequest]:
    """Who waits for the captain's answer, the first to ask first."""
    return team.join_requests.filter(answered_at=None).select_related("user").order_by("asked_at", "pk")


def requests_of(user: Person, edition: Edition) -> QuerySet[JoinRequest]:
    """What this person asked of teams in this edition, the newest first."""
    asked = JoinRequest.objects.filter(user_id=user.pk or 0, team__edition=edition)
    return asked.select_related("team").order_by("-asked_at", "pk")


def seeker_of(user: Person, edition: Edition) -> Seeker | None:
    """This person's own line on the board of those who look for a team."""
    return Seeker.objects.filter(edition=edition, user_id=user.pk or 0).first()


def proposals_of(team: Team) -> QuerySet[MergeProposal]:
    """Open offers to merge that this team made or has to answer, the oldest first."""
    mine = MergeProposal.objects.filter(Q(team=team) | Q(into=team), answered_at=None)
    return mine.select_related("team__edition", "into__edition", "by").order_by("proposed_at", "pk")


def digest_of(secret: str) -> str:
    """What is kept of an invitation's secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
