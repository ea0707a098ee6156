"""Whoever was invited takes the seat."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.crew.rules import NotYourInvitation, same_address
from challenges.panels.holding import hold, tell
from challenges.panels.models import Juror, JurorInvitation
from challenges.panels.queries import juror_invitation_for, organizes_in, plays_in
from challenges.panels.rules import JurorInvitationUnknown, OrganizesHere, PlaysInEdition, SitsAlready
from challenges.panels.seating import settle_judges
from challenges.teams.entering import hold_person


@transaction.atomic
def accept_juror_invitation(secret: str, *, user: AbstractBaseUser, confirmed: Collection[str], now: datetime) -> Juror:
    """The seat that was offered, of whoever has the address; `confirmed` are the addresses this account has proved.
    Whoever had left comes back to their row, and declares anew.

    Raises JurorInvitationUnknown, NotYourInvitation, PlaysInEdition, OrganizesHere, SitsAlready, PanelLocked.
    """
    invitation = juror_invitation_for(secret, now=now)
    if not any(same_address(invitation.email, address) for address in confirmed):
        raise NotYourInvitation
    panel = hold(invitation.panel, now=now)
    hold_person(user.pk)  # who enters a team at this instant waits, and is refused then
    if plays_in(panel.edition_id, user_id=user.pk):
        raise PlaysInEdition
    if organizes_in(user, panel.edition_id):
        raise OrganizesHere
    if panel.jurors.filter(user_id=user.pk, left_at=None).exists():
        raise SitsAlready
    used = JurorInvitation.objects.filter(pk=invitation.pk, ended_at=None, expires_at__gte=now)
    if not used.update(ended_at=now, accepted_by_id=user.pk):
        raise JurorInvitationUnknown
    offered = {name: getattr(invitation, name) for name in ("seat", "institution", "fields")}
    anew = {"joined_at": now, "left_at": None, "left_reason": "", "declared_at": None, "declared_name": ""}
    seated, _ = Juror.objects.update_or_create(panel=panel, user_id=user.pk, defaults={**offered, **anew})
    settle_judges([user.pk])
    tell(panel, "panel.juror_joined", by=user, now=now, juror=seated.pk, seat=seated.seat)
    return seated
