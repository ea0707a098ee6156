"""Teams come together: create, invite, join, accept the rules and the licence of the data."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction

from challenges.editions.models import Challenge, Edition
from challenges.journal.actions import write
from challenges.teams.models import Invitation, Membership, RulesAcceptance, Team
from challenges.teams.queries import digest_of, invitation_for, is_captain, team_of
from challenges.teams.rules import (
    INVITATION_LIFE,
    AlreadyInATeam,
    TeamNameTaken,
    name_key,
    require_captain,
    require_room,
    require_running,
    require_usable_name,
)
from datasets.models import LicenceAcceptance, Release
from datasets.releases import actions as releases


@dataclass(frozen=True)
class NewInvitation:
    """An invitation and the secret of its link, which is shown once and not kept."""

    invitation: Invitation
    secret: str


@transaction.atomic
def create_team(edition: Edition, *, name: str, by: AbstractBaseUser, now: datetime, is_baseline: bool = False) -> Team:
    """A new team with its captain. Raises TeamNameUnusable, TeamNameTaken, AlreadyInATeam, EditionOver."""
    require_running(edition.closes_at, now=now)
    shown = require_usable_name(name)
    _require_free(by, edition)
    team = Team(edition=edition, name=shown, name_key=name_key(shown), is_baseline=is_baseline, created_at=now)
    if edition.teams.filter(name_key=team.name_key).exists():
        raise TeamNameTaken
    try:
        with transaction.atomic():
            team.save(force_insert=True)
    except IntegrityError as error:
        raise TeamNameTaken from error
    _enlist(team, user=by, is_captain=True, now=now)
    write("team.created", subject=f"team:{team.pk}", by=by, now=now, details={"name": shown})
    return team


@transaction.atomic
def invite(team: Team, *, by: AbstractBaseUser, now: datetime) -> NewInvitation:
    """A link that lets its bearer join. Raises NotTheCaptain, EditionOver."""
    require_captain(is_captain(by, team))
    require_running(team.edition.closes_at, now=now)
    secret = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        team=team,
        secret_sha256=digest_of(secret),
        created_by_id=by.pk,
        created_at=now,
        expires_at=now + INVITATION_LIFE,
    )
    write("team.invited", subject=f"team:{team.pk}", by=by, now=now, details={"invitation": str(invitation.pk)})
    return NewInvitation(invitation, secret)


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: AbstractBaseUser, now: datetime) -> None:
    """The link lets nobody in any more. Raises NotTheCaptain."""
    require_captain(is_captain(by, invitation.team))
    if Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=now):
        details = {"invitation": str(invitation.pk)}
        write("team.invitation_revoked", subject=f"team:{invitation.team_id}", by=by, now=now, details=details)
        invitation.revoked_at = now


@transaction.atomic
def join(secret: str, *, user: AbstractBaseUser, now: datetime) -> Membership:
    """Enter the team of a link; entering one's own team again changes nothing.

    Raises InvitationUnknown, AlreadyInATeam, TeamFull, EditionOver.
    """
    team = Team.objects.select_for_update(no_key=True).get(pk=invitation_for(secret, now=now).team_id)
    standing = team.memberships.filter(user_id=user.pk).first()
    if standing:
        return standing
    require_running(team.edition.closes_at, now=now)
    _require_free(user, team.edition)
    require_room(team.memberships.count(), limit=team.edition.team_size)
    membership = _enlist(team, user=user, is_captain=False, now=now)
    write("team.joined", subject=f"team:{team.pk}", by=user, now=now)
    return membership


@transaction.atomic
def accept_rules(challenge: Challenge, *, user: AbstractBaseUser, now: datetime) -> RulesAcceptance:
    """A person's yes to the rules as they stand now; a second yes changes nothing."""
    acceptance, is_new = RulesAcceptance.objects.get_or_create(
        user_id=user.pk, challenge=challenge, version=challenge.rules_version, defaults={"accepted_at": now}
    )
    if is_new:
        details = {"version": challenge.rules_version}
        write("rules.accepted", subject=f"challenge:{challenge.slug}", by=user, now=now, details=details)
    return acceptance


@transaction.atomic
def accept_licence(release: Release, *, user: AbstractBaseUser, now: datetime) -> LicenceAcceptance:
    """A person's yes to the licence of the data; a second yes changes nothing."""
    acceptance, is_new = releases.accept_licence(release, user=user, now=now)
    if is_new:
        details = {"licence": release.licence, "version": release.version}
        write("licence.accepted", subject=f"release:{release.slug}", by=user, now=now, details=details)
    return acceptance


def _require_free(user: AbstractBaseUser, edition: Edition) -> None:
    team = team_of(user, edition)
    if team is not None:
        raise AlreadyInATeam(team=team.name)


def _enlist(team: Team, *, user: AbstractBaseUser, is_captain: bool, now: datetime) -> Membership:
    try:
        with transaction.atomic():
            return Membership.objects.create(
                team=team, edition=team.edition, user_id=user.pk, is_captain=is_captain, joined_at=now
            )
    except IntegrityError as error:
        raise AlreadyInATeam(team=_name_of_team(user, team.edition)) from error


def _name_of_team(user: AbstractBaseUser, edition: Edition) -> str:
    team = team_of(user, edition)
    return team.name if team else ""
