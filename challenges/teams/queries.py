"""Reads of teams, members and invitations."""

import hashlib
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet

from challenges.editions.models import Challenge, Edition
from challenges.teams.models import Invitation, Membership, RulesAcceptance, Team
from challenges.teams.rules import InvitationUnknown, is_alive

Person = AbstractBaseUser | AnonymousUser


def team_of(user: Person, edition: Edition) -> Team | None:
    """The team this person plays in, if any."""
    return Team.objects.filter(memberships__user_id=user.pk, edition=edition).first() if user.pk else None


def members(team: Team) -> QuerySet[Membership]:
    """The captain first, then in order of arrival."""
    return team.memberships.select_related("user").order_by("-is_captain", "joined_at", "pk")


def is_member(user: Person, team: Team) -> bool:
    """Whether this person plays in this team."""
    return user.pk is not None and team.memberships.filter(user_id=user.pk).exists()


def is_captain(user: Person, team: Team) -> bool:
    """Whether this person leads this team."""
    return user.pk is not None and team.memberships.filter(user_id=user.pk, is_captain=True).exists()


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
    """The links that still let somebody in, newest first."""
    return team.invitations.filter(revoked_at=None, expires_at__gte=now)


def digest_of(secret: str) -> str:
    """What is kept of an invitation's secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
