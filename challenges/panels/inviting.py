"""Jurors are invited by a letter with a link that works once; an invitation is withdrawn."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import get_language

from challenges.crew.queries import digest_of
from challenges.crew.rules import InvitedAlready
from challenges.panels import letters
from challenges.panels.holding import hold, tell
from challenges.panels.models import Juror, JurorInvitation, Panel
from challenges.panels.queries import open_invitations, organizes_in, plays_in
from challenges.panels.rules import (
    LIFE,
    OrganizesHere,
    PlaysInEdition,
    SitsAlready,
    require_institution,
    require_room_for_juror,
)
from challenges.panels.seating import Place, require_free
from challenges.post.actions import write_to_address
from challenges.post.rules import AddressUnusable


@dataclass(frozen=True)
class NewJurorInvitation:
    """An invitation and the secret of its link, which is in the letter and not kept."""

    invitation: JurorInvitation
    secret: str


@transaction.atomic
def invite_juror(panel: Panel, place: Place, *, email: str, by: AbstractBaseUser, now: datetime) -> NewJurorInvitation:
    """A letter in the language of whoever sends it.

    Raises PanelLocked, AddressUnusable, InstitutionMissing, SitsAlready, InvitedAlready, PlaysInEdition,
    OrganizesHere, SeatTaken, TooManyJurors.
    """
    address, institution = _require_address(email), require_institution(place.institution)
    held = hold(panel, now=now)  # of two who invite at once, one is first
    _require_welcome(held, address, now=now)
    require_free(held, place.seat, now=now)
    secret = secrets.token_urlsafe(32)
    made = JurorInvitation.objects.create(
        panel=held,
        email=address,
        seat=place.seat,
        institution=institution,
        fields=place.fields.strip(),
        secret_sha256=digest_of(secret),
        created_by_id=by.pk,
        created_at=now,
        expires_at=now + LIFE,
    )
    told = letters.invitation(made, secret=secret, by=by)
    language = (get_language() or "fr")[:2]
    write_to_address(address, told, about=f"jury:invitation:{made.pk}", language=language, now=now)
    tell(held, "panel.juror_invited", by=by, now=now, invitation=str(made.pk), seat=made.seat)
    return NewJurorInvitation(made, secret)


@transaction.atomic
def withdraw_juror_invitation(invitation: JurorInvitation, *, by: AbstractBaseUser, now: datetime) -> bool:
    """The link seats nobody any more; False where it did not before. Raises PanelLocked."""
    panel = hold(invitation.panel, now=now)
    if not JurorInvitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=now):
        return False
    tell(panel, "panel.invitation_withdrawn", by=by, now=now, invitation=str(invitation.pk))
    return True


def _require_welcome(panel: Panel, address: str, *, now: datetime) -> None:
    living = Juror.objects.filter(panel=panel, left_at=None)
    if living.filter(user__email__iexact=address).exists():
        raise SitsAlready
    invited = open_invitations(panel, now=now)
    if invited.filter(email__iexact=address).exists():
        raise InvitedAlready
    if plays_in(panel.edition_id, address=address):
        raise PlaysInEdition
    accounts = get_user_model()._default_manager.filter(email__iexact=address, is_active=True)
    if any(organizes_in(account, panel.edition_id) for account in accounts):
        raise OrganizesHere
    require_room_for_juror(living.count() + invited.count())


def _require_address(email: str) -> str:
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise AddressUnusable from error
    return address
