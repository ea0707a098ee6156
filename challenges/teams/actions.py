"""Teams come together: create, invite, join, change, accept the rules, the licence and the conditions."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction

from challenges.editions.models import Challenge, Edition
from challenges.journal.actions import write
from challenges.post.actions import write_to
from challenges.post.rules import TEAM
from challenges.teams import letters
from challenges.teams.asking_rules import MOST_INVITATIONS, TooManyInvitations, require_few
from challenges.teams.entering import enlist, enter, hold_person, hold_team, require_declared, require_free
from challenges.teams.models import EligibilityAcceptance, Invitation, Membership, RulesAcceptance, Team
from challenges.teams.queries import captain_of, digest_of, invitation_for, is_captain, open_invitations
from challenges.teams.rules import (
    INVITATION_LIFE,
    InvitationUnknown,
    TeamNameTaken,
    name_key,
    require_captain,
    require_changing,
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
    """A new team with its captain; for a baseline nobody has to declare anything.

    Raises TeamNameUnusable, TeamNameTaken, AlreadyInATeam, JudgesInEdition, EligibilityNotDeclared, TeamsClosed.
    """
    require_changing(edition.teams_close, now=now)
    shown = require_usable_name(name)
    hold_person(by.pk)
    require_free(by, edition)
    if not is_baseline:
        require_declared(by, edition)
    team = Team(edition=edition, name=shown, name_key=name_key(shown), is_baseline=is_baseline, created_at=now)
    if edition.teams.filter(name_key=team.name_key).exists():
        raise TeamNameTaken
    try:
        with transaction.atomic():
            team.save(force_insert=True)
    except IntegrityError as error:
        raise TeamNameTaken from error
    enlist(team, user=by, is_captain=True, now=now)
    write("team.created", subject=f"team:{team.pk}", by=by, now=now, details={"name": shown})
    return team


@transaction.atomic
def invite(team: Team, *, by: AbstractBaseUser, now: datetime) -> NewInvitation:
    """A link that lets its bearer join. Raises NotTheCaptain, TeamsClosed, TooManyInvitations."""
    require_captain(is_captain(by, team))
    require_changing(team.edition.teams_close, now=now)
    made = draw_invitation(team, by=by, now=now)
    details = {"invitation": str(made.invitation.pk)}
    write("team.invited", subject=f"team:{team.pk}", by=by, now=now, details=details)
    return made


def draw_invitation(
    team: Team, *, by: AbstractBaseUser, now: datetime, email: str = "", to: AbstractBaseUser | None = None
) -> NewInvitation:
    """The row and its secret. Raises TooManyInvitations."""
    hold_team(team.pk)
    require_few(open_invitations(team, now=now).count(), limit=MOST_INVITATIONS, refusal=TooManyInvitations)
    secret = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        team=team,
        email=email,
        to_id=to.pk if to else None,
        secret_sha256=digest_of(secret),
        created_by_id=by.pk,
        created_at=now,
        expires_at=now + INVITATION_LIFE,
    )
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

    Raises InvitationUnknown, AlreadyInATeam, TeamFull, EligibilityNotDeclared, TeamsClosed.
    """
    invitation = invitation_for(secret, now=now)
    hold_person(user.pk)
    team = hold_team(invitation.team_id)
    if team is None:
        raise InvitationUnknown
    standing = team.memberships.filter(user_id=user.pk).first()
    if standing:
        return standing
    invitation = invitation_for(secret, now=now)  # while we waited it may have been withdrawn, or used by another
    if invitation.to_id not in {None, user.pk}:
        raise InvitationUnknown
    captain = captain_of(team)
    membership = enter(team, user=user, now=now)
    require_declared(user, team.edition)
    if invitation.is_single:
        Invitation.objects.filter(pk=invitation.pk).update(revoked_at=now)
    told = letters.compose(letters.JOINED, team=team.name, person=str(user))
    write_to([captain] if captain else [], told, kind=TEAM, about=f"joined:{membership.pk}", now=now)
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
def accept_eligibility(edition: Edition, *, user: AbstractBaseUser, now: datetime) -> EligibilityAcceptance:
    """A person's word that they may take part, by the conditions as they stand now; a second yes changes nothing."""
    version = edition.eligibility_version
    acceptance, is_new = EligibilityAcceptance.objects.get_or_create(
        user_id=user.pk, edition=edition, version=version, defaults={"accepted_at": now}
    )
    if is_new:
        details = {"version": version}
        write("eligibility.accepted", subject=f"edition:{edition.slug}", by=user, now=now, details=details)
    return acceptance


@transaction.atomic
def accept_licence(release: Release, *, user: AbstractBaseUser, now: datetime) -> LicenceAcceptance:
    """A person's yes to the licence of the data; a second yes changes nothing."""
    acceptance, is_new = releases.accept_licence(release, user=user, now=now)
    if is_new:
        details = {"licence": release.licence, "version": release.version}
        write("licence.accepted", subject=f"release:{release.slug}", by=user, now=now, details=details)
    return acceptance
