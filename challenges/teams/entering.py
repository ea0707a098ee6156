"""How a person comes into a team, whichever way: what is asked of them, and what ends with it.

Whoever changes who is in a team locks first the person, then the team's row (of several the smaller key first): all
ways in wait for one another in the same order.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction

from challenges.editions.models import Edition
from challenges.teams.models import Invitation, JoinRequest, Membership, Seeker, Team
from challenges.teams.queries import has_declared, judges_in, team_of
from challenges.teams.rules import (
    AlreadyInATeam,
    EligibilityNotDeclared,
    JudgesInEdition,
    require_changing,
    require_room,
)


def hold_person(user_id: int) -> None:
    """Lock this person for the rest of the transaction: what they enter and ask happens one after the other."""
    people = get_user_model()._default_manager.select_for_update(no_key=True)
    people.filter(pk=user_id).values_list("pk").first()


def hold_team(team_id: UUID) -> Team | None:
    """The team as it is now, its row locked for the rest of the transaction; None where it was dissolved."""
    return hold_teams([team_id]).get(team_id)


def hold_teams(team_ids: Collection[UUID]) -> dict[UUID, Team]:
    """Several teams, locked in the order of their keys, so that two who want the same two never wait in a circle."""
    rows = Team.objects.select_for_update(of=("self",), no_key=True).select_related("edition")
    return {team.pk: team for team in rows.filter(pk__in=team_ids).order_by("pk")}


def require_declared(user: AbstractBaseUser, edition: Edition) -> None:
    """Raises EligibilityNotDeclared."""
    if not has_declared(user, edition):
        raise EligibilityNotDeclared


def require_free(user: AbstractBaseUser, edition: Edition) -> None:
    """Raises AlreadyInATeam, JudgesInEdition."""
    team = team_of(user, edition)
    if team is not None:
        raise AlreadyInATeam(team=team.name)
    if judges_in(user, edition):
        raise JudgesInEdition


def enter(team: Team, *, user: AbstractBaseUser, now: datetime) -> Membership:
    """A place in a team that is locked, for a person who may have it at this instant.

    Raises TeamsClosed, AlreadyInATeam, JudgesInEdition, TeamFull.
    """
    require_changing(team.edition.teams_close, now=now)
    require_free(user, team.edition)
    require_room(team.memberships.count(), limit=team.edition.team_size)
    return enlist(team, user=user, is_captain=False, now=now)


def enlist(team: Team, *, user: AbstractBaseUser, is_captain: bool, now: datetime) -> Membership:
    """The row itself; the person no longer looks for a team, and what they asked of others, or were offered, ends."""
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                team=team, edition=team.edition, user_id=user.pk, is_captain=is_captain, joined_at=now
            )
    except IntegrityError as error:
        raise AlreadyInATeam(team=_name_of_team(user, team.edition)) from error
    Seeker.objects.filter(edition=team.edition, user_id=user.pk).delete()
    asked = JoinRequest.objects.filter(team__edition=team.edition, user_id=user.pk, answered_at=None)
    asked.update(answered_at=now)
    offered = Invitation.objects.filter(team__edition=team.edition, to_id=user.pk, revoked_at=None)
    offered.update(revoked_at=now)
    return membership


def _name_of_team(user: AbstractBaseUser, edition: Edition) -> str:
    team = team_of(user, edition)
    return team.name if team else ""
