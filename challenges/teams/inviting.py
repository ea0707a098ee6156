"""Invitations that go to one person: by e-mail, or to somebody on the board whose address the team does not see."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import get_language

from challenges.journal.actions import write
from challenges.post.actions import write_to, write_to_address
from challenges.post.models import Letter
from challenges.post.rules import TEAM, AddressUnusable
from challenges.teams import letters
from challenges.teams.actions import NewInvitation, draw_invitation
from challenges.teams.asking_rules import (
    ADDRESS_LENGTH,
    DAY,
    AlreadyAnswered,
    AlreadyInvited,
    require_letters_left,
    require_waited,
)
from challenges.teams.entering import enter, hold_person, hold_team, require_declared
from challenges.teams.models import Invitation, Membership, Seeker, Team
from challenges.teams.queries import captain_of, is_captain, open_invitations
from challenges.teams.rules import is_alive, require_captain, require_changing


@transaction.atomic
def invite_by_mail(team: Team, *, email: str, by: AbstractBaseUser, now: datetime) -> Invitation:
    """Send a link that lets one person in, in the language the captain reads. Nothing here depends on whether the
    address belongs to an account, so that nobody can find out.

    Raises NotTheCaptain, TeamsClosed, AddressUnusable, AlreadyInvited, TooManyInvitations, TooManyLetters.
    """
    address = require_address(email)
    _require_inviting(team, by=by, now=now)
    if open_invitations(team, now=now).filter(email__iexact=address).exists():
        raise AlreadyInvited
    return _send(team, address, by=by, now=now)


@transaction.atomic
def send_again(invitation: Invitation, *, by: AbstractBaseUser, now: datetime) -> Invitation:
    """A fresh link to the same address; the former one lets nobody in any more.

    Raises NotTheCaptain, TeamsClosed, AlreadyAnswered, TooManyLetters.
    """
    _require_inviting(invitation.team, by=by, now=now)
    living = Invitation.objects.filter(pk=invitation.pk, revoked_at=None).exclude(email="")
    if not living.update(revoked_at=now):
        raise AlreadyAnswered
    return _send(invitation.team, invitation.email, by=by, now=now)


@transaction.atomic
def invite_seeker(team: Team, *, seeker: Seeker, by: AbstractBaseUser, now: datetime) -> Invitation:
    """An invitation for this person alone, who is told by letter.

    Raises NotTheCaptain, TeamsClosed, AlreadyInvited, TooManyInvitations, AskedLately.
    """
    _require_inviting(team, by=by, now=now)
    before = Invitation.objects.filter(team=team, to_id=seeker.user_id).order_by("-created_at").first()
    if before is not None and is_alive(expires_at=before.expires_at, revoked_at=before.revoked_at, now=now):
        raise AlreadyInvited
    require_waited(before.created_at if before else None, now=now)
    made = draw_invitation(team, by=by, now=now, to=seeker.user)
    told = letters.compose(letters.WANTED, team=team.name, person=str(by), about=team.about)
    write_to([seeker.user], told, kind=TEAM, about=f"wanted:{made.invitation.pk}", now=now)
    _journal(made, by=by, now=now)
    return made.invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, user: AbstractBaseUser, now: datetime) -> Membership:
    """The person it is for enters. Raises AlreadyAnswered and what `enter` raises, EligibilityNotDeclared."""
    hold_person(user.pk)
    team = hold_team(invitation.team_id)
    mine = Invitation.objects.filter(pk=invitation.pk, to_id=user.pk, revoked_at=None, expires_at__gte=now)
    if team is None or not mine.update(revoked_at=now):
        raise AlreadyAnswered
    captain = captain_of(team)
    membership = enter(team, user=user, now=now)
    require_declared(user, team.edition)
    told = letters.compose(letters.JOINED, team=team.name, person=str(user))
    write_to([captain] if captain else [], told, kind=TEAM, about=f"joined:{membership.pk}", now=now)
    write("team.joined", subject=f"team:{team.pk}", by=user, now=now)
    return membership


@transaction.atomic
def decline_invitation(invitation: Invitation, *, user: AbstractBaseUser, now: datetime) -> None:
    """The person it is for does not want it. Raises AlreadyAnswered."""
    mine = Invitation.objects.filter(pk=invitation.pk, to_id=user.pk, revoked_at=None)
    if not mine.update(revoked_at=now):
        raise AlreadyAnswered
    details = {"invitation": str(invitation.pk)}
    write("team.invitation_declined", subject=f"team:{invitation.team_id}", by=user, now=now, details=details)


def require_address(email: str) -> str:
    """The address, tidied. Raises AddressUnusable."""
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise AddressUnusable from error
    if len(address) > ADDRESS_LENGTH:
        raise AddressUnusable
    return address


def _require_inviting(team: Team, *, by: AbstractBaseUser, now: datetime) -> None:
    require_captain(is_captain(by, team))
    require_changing(team.edition.teams_close, now=now)


def _send(team: Team, address: str, *, by: AbstractBaseUser, now: datetime) -> Invitation:
    hold_person(by.pk)
    written = Letter.objects.filter(about__startswith="invitation:", written_at__gt=now - DAY)
    require_letters_left(
        of_person=written.filter(about__startswith=f"invitation:{by.pk}:").count(),
        to_address=written.filter(address__iexact=address).count(),
    )
    made = draw_invitation(team, by=by, now=now, email=address)
    told = letters.invitation(made.invitation, secret=made.secret, by=by)
    about = f"invitation:{by.pk}:{made.invitation.pk}"
    write_to_address(address, told, about=about, language=(get_language() or "fr")[:2], now=now)
    _journal(made, by=by, now=now)
    return made.invitation


def _journal(made: NewInvitation, *, by: AbstractBaseUser, now: datetime) -> None:
    """Without the address: what stands in the journal stands there for ever."""
    details = {"invitation": str(made.invitation.pk)}
    write("team.invited", subject=f"team:{made.invitation.team_id}", by=by, now=now, details=details)
