"""Organizers are invited, accept, and are taken the role back; operators are named by operators."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import get_language

from challenges.crew import letters
from challenges.crew.models import Appointment, CrewInvitation, Role
from challenges.crew.queries import crew_invitation_for, digest_of, open_crew_invitations
from challenges.crew.rules import (
    LIFE,
    CrewInvitationUnknown,
    HasNoSuchRole,
    InvitedAlready,
    JudgesNow,
    NotYourInvitation,
    OperatorsOnly,
    OrganizesAlready,
    require_another_operator,
    require_few_invitations,
    require_knowing,
    require_named,
    same_address,
)
from challenges.editions.models import Challenge, Edition
from challenges.journal.actions import hold_the_pen, write
from challenges.post.actions import write_to, write_to_address
from challenges.post.rules import AddressUnusable


@dataclass(frozen=True)
class NewCrewInvitation:
    """An invitation and the secret of its link, which is in the letter and not kept."""

    invitation: CrewInvitation
    secret: str


@transaction.atomic
def invite_organizer(
    edition: Edition,
    *,
    email: str,
    challenges: Collection[Challenge],
    is_limited: bool,
    by: AbstractBaseUser,
    now: datetime,
) -> NewCrewInvitation:
    """A letter with a link that works once, in the language of whoever sends it. `challenges` will name the new
    organizer; with `is_limited` these are all they organize.

    Raises AddressUnusable, OrganizesAlready, InvitedAlready, TooManyCrewInvitations, NoChallengeNamed.
    """
    address = _require_address(email)
    hold_the_pen(now)  # of two who invite the same address at once, one is first
    require_named(len(challenges), is_limited=is_limited)
    if get_user_model()._default_manager.filter(email__iexact=address, is_staff=True, is_active=True).exists():
        raise OrganizesAlready
    living = open_crew_invitations(now=now)
    if living.filter(email__iexact=address).exists():
        raise InvitedAlready
    require_few_invitations(living.count())
    secret = secrets.token_urlsafe(32)
    made = CrewInvitation.objects.create(
        edition=edition,
        email=address,
        is_limited=is_limited,
        secret_sha256=digest_of(secret),
        created_by_id=by.pk,
        created_at=now,
        expires_at=now + LIFE,
    )
    made.challenges.set(challenges)
    told = letters.invitation(made, secret=secret, by=by)
    about = f"crew:{made.pk}"
    write_to_address(address, told, about=about, language=(get_language() or "fr")[:2], now=now)
    _journal("crew.invited", made, by=by, now=now)
    return NewCrewInvitation(made, secret)


@transaction.atomic
def withdraw_crew_invitation(invitation: CrewInvitation, *, by: AbstractBaseUser, now: datetime) -> bool:
    """The link opens nothing any more; False where it did not before."""
    if not CrewInvitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=now):
        return False
    _journal("crew.invitation_withdrawn", invitation, by=by, now=now)
    return True


@transaction.atomic
def accept_crew_invitation(
    secret: str, *, user: AbstractBaseUser, confirmed: Collection[str], now: datetime
) -> CrewInvitation:
    """Whoever has the address organizes from now on; `confirmed` are the addresses this account has proved.

    An organizer who accepts another invitation loses nothing by it. Raises CrewInvitationUnknown, NotYourInvitation,
    JudgesNow.
    """
    invitation = crew_invitation_for(secret, now=now)
    if not any(same_address(invitation.email, address) for address in confirmed):
        raise NotYourInvitation
    held = _held(user)
    if held.seats.filter(left_at=None).exclude(panel__stage="locked").exists():
        raise JudgesNow
    used = CrewInvitation.objects.filter(pk=invitation.pk, ended_at=None, expires_at__gte=now)
    if not used.update(ended_at=now, accepted_by_id=user.pk):
        raise CrewInvitationUnknown
    held.organizes_named_only = invitation.is_limited and (held.organizes_named_only or not held.is_staff)
    held.is_staff = True
    held.save(update_fields=["is_staff", "organizes_named_only"])
    for challenge in invitation.challenges.all():
        challenge.organizers.add(held)
    Appointment.objects.get_or_create(
        user=held,
        role=Role.ORGANIZER,
        ended_at=None,
        defaults={"since": now, "by_id": invitation.created_by_id},
    )
    _journal("crew.joined", invitation, by=user, now=now)
    return invitation


@transaction.atomic
def take_back_organizer(user: AbstractBaseUser, *, by: AbstractBaseUser, knows: bool = False, now: datetime) -> None:
    """From the next request on this person organizes nothing, and no invitation they sent lets anybody in. An
    operator's is taken back by operators only; one's own with `knows`.

    Raises HasNoSuchRole, OperatorsOnly, LastOperator, OwnRoleUnconfirmed.
    """
    held = _held(user)
    if not held.is_staff:
        raise HasNoSuchRole
    require_knowing(is_own=held.pk == by.pk, knows=knows)
    if held.is_superuser:
        _end_operator(held, by=by, now=now)
    named = sorted(held.organized_challenges.values_list("slug", flat=True))
    held.is_staff = held.organizes_named_only = False
    held.save(update_fields=["is_staff", "organizes_named_only"])
    held.organized_challenges.clear()
    _end(held, Role.ORGANIZER, by=by, now=now)
    CrewInvitation.objects.filter(created_by=held, ended_at=None).update(ended_at=now)
    write_to([held], letters.ended(by), kind="", about=f"crew-ended:{held.pk}:{now.isoformat()}", now=now)
    details = {"role": Role.ORGANIZER, "challenges": named}
    write("crew.role_taken_back", subject=f"user:{held.pk}", by=by, now=now, details=details)


@transaction.atomic
def name_operator(user: AbstractBaseUser, *, by: AbstractBaseUser, now: datetime) -> bool:
    """An organizer answers for the machines too; False where they did. Raises OperatorsOnly, HasNoSuchRole."""
    _require_operator(by)
    held = _held(user)
    if not (held.is_staff and held.is_active):
        raise HasNoSuchRole
    if held.is_superuser:
        return False
    held.is_superuser, held.organizes_named_only = True, False
    held.save(update_fields=["is_superuser", "organizes_named_only"])
    Appointment.objects.create(user=held, role=Role.OPERATOR, since=now, by_id=by.pk)
    write("crew.operator_named", subject=f"user:{held.pk}", by=by, now=now)
    return True


@transaction.atomic
def take_back_operator(user: AbstractBaseUser, *, by: AbstractBaseUser, knows: bool = False, now: datetime) -> None:
    """An organizer like the others from now on. Raises OperatorsOnly, HasNoSuchRole, LastOperator,
    OwnRoleUnconfirmed."""
    held = _held(user)
    if not held.is_superuser:
        raise HasNoSuchRole
    require_knowing(is_own=held.pk == by.pk, knows=knows)
    _end_operator(held, by=by, now=now)
    write("crew.role_taken_back", subject=f"user:{held.pk}", by=by, now=now, details={"role": Role.OPERATOR})


def _end_operator(held: Any, *, by: AbstractBaseUser, now: datetime) -> None:
    """All operators are locked, in one order: of two who put out each other, one stays."""
    _require_operator(by)
    rows = get_user_model()._default_manager.select_for_update(no_key=True)
    living = list(rows.filter(is_superuser=True, is_active=True).order_by("pk").values_list("pk", flat=True))
    require_another_operator(sum(key != held.pk for key in living))
    held.is_superuser = False
    held.save(update_fields=["is_superuser"])
    _end(held, Role.OPERATOR, by=by, now=now)


def _end(held: Any, role: Role, *, by: AbstractBaseUser, now: datetime) -> None:
    living = Appointment.objects.filter(user=held, role=role, ended_at=None)
    living.update(ended_at=now, ended_by_id=by.pk)


def _require_operator(by: AbstractBaseUser) -> None:
    """As it stands in the database now."""
    people = get_user_model()._default_manager.filter(pk=by.pk, is_superuser=True, is_active=True)
    if not people.exists():
        raise OperatorsOnly


def _held(user: AbstractBaseUser) -> Any:
    return get_user_model()._default_manager.select_for_update(no_key=True).get(pk=user.pk)


def _require_address(email: str) -> str:
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise AddressUnusable from error
    return address


def _journal(deed: str, invitation: CrewInvitation, *, by: AbstractBaseUser, now: datetime) -> None:
    """Without the address: what stands in the journal stands there for ever."""
    named = sorted(invitation.challenges.values_list("slug", flat=True))
    limits = {"is_limited": invitation.is_limited, "challenges": named}
    details = {"invitation": str(invitation.pk), "role": invitation.role, **limits}
    write(deed, subject=f"edition:{invitation.edition.slug}", by=by, now=now, details=details)
