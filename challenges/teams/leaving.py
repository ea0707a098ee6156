"""People go out of teams, and captains hand over; what was handed in stays with the team."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.journal.actions import write
from challenges.post.actions import write_to
from challenges.post.rules import TEAM
from challenges.teams import letters
from challenges.teams.entering import hold_team
from challenges.teams.models import Invitation, JoinRequest, Membership, MergeProposal, Team
from challenges.teams.queries import captain_of, has_handed_in, is_captain, proposals_of
from challenges.teams.rules import (
    CaptainHasMates,
    NoTeam,
    YourselfCannotBeRemoved,
    require_captain,
    require_changing,
)


@transaction.atomic
def leave_team(team: Team, *, user: AbstractBaseUser, now: datetime) -> bool:
    """The person is out. With the last one a team ends: one that left nothing is deleted (then the answer is False),
    one that handed something in or wrote a project page stays, without members.

    Raises NoTeam, CaptainHasMates, TeamsClosed.
    """
    held, membership = _held(team, user=user)
    require_changing(held.edition.teams_close, now=now)
    if membership.is_captain and held.memberships.count() > 1:
        raise CaptainHasMates
    membership.delete()
    captain = captain_of(held)
    told = letters.compose(letters.LEFT, team=held.name, person=str(user))
    write_to([captain] if captain else [], told, kind=TEAM, about=f"left:{membership.joined_at}:{team.pk}", now=now)
    stays = captain is not None or _dissolve(held, now=now)
    write("team.left", subject=f"team:{team.pk}", by=user, now=now, details={"team_stays": stays})
    return stays


@transaction.atomic
def remove_member(membership: Membership, *, by: AbstractBaseUser, now: datetime) -> None:
    """The captain puts somebody out, who is told by letter.

    Raises NotTheCaptain, YourselfCannotBeRemoved, NoTeam (that person is out already), TeamsClosed.
    """
    team, found = _held(membership.team, user=membership.user)
    require_captain(is_captain(by, team))
    if found.user_id == by.pk:
        raise YourselfCannotBeRemoved
    require_changing(team.edition.teams_close, now=now)
    found.delete()
    told = letters.compose(letters.REMOVED, team=team.name, person=str(by))
    write_to([membership.user], told, kind=TEAM, about=f"removed:{membership.pk}", now=now)
    write("team.removed", subject=f"team:{team.pk}", by=by, now=now, details={"user": membership.user_id})


@transaction.atomic
def make_captain(membership: Membership, *, by: AbstractBaseUser, now: datetime) -> None:
    """Another member leads from now on; at any time, for somebody has to. Raises NotTheCaptain, NoTeam."""
    team, found = _held(membership.team, user=membership.user)
    require_captain(is_captain(by, team))
    if found.is_captain:
        return
    team.memberships.filter(is_captain=True).update(is_captain=False)
    team.memberships.filter(pk=found.pk).update(is_captain=True)
    told = letters.compose(letters.CAPTAIN, team=team.name, person=str(by))
    write_to([membership.user], told, kind=TEAM, about=f"captain:{membership.pk}:{now.isoformat()}", now=now)
    write("team.captain_changed", subject=f"team:{team.pk}", by=by, now=now, details={"user": membership.user_id})


def close_questions(team: Team, *, now: datetime) -> None:
    """What is open between this team and others ends unanswered: invitations, requests, offers to merge."""
    Invitation.objects.filter(team=team, revoked_at=None).update(revoked_at=now)
    JoinRequest.objects.filter(team=team, answered_at=None).update(answered_at=now)
    MergeProposal.objects.filter(pk__in=proposals_of(team).values("pk")).update(answered_at=now)


def _held(team: Team, *, user: AbstractBaseUser) -> tuple[Team, Membership]:
    """The team, locked, and this person's place in it as it is now. Raises NoTeam."""
    held = hold_team(team.pk)
    found = held.memberships.filter(user_id=user.pk).first() if held else None
    if held is None or found is None:
        raise NoTeam
    return held, found


def _dissolve(team: Team, *, now: datetime) -> bool:
    """False where nothing of the team is left behind, and it is gone."""
    if not (has_handed_in(team) or team.projects.exists() or team.questions.exists() or team.merged.exists()):
        team.delete()
        return False
    close_questions(team, now=now)
    Team.objects.filter(pk=team.pk).update(is_recruiting=False)
    return True
