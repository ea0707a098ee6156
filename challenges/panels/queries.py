"""Reads of panels, their jurors and the projects before them."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from challenges.panels.models import Candidate, Juror, JurorInvitation, Panel, Seat, Stage

Person = Any


def seats_of(user: Person) -> QuerySet[Juror]:
    """The seats that somebody has now, on any panel."""
    if isinstance(user, AnonymousUser):
        return Juror.objects.none()
    return Juror.objects.filter(user=user, left_at=None).select_related("panel__edition", "panel__challenge")


def seat_of(user: Person, panel: Panel) -> Juror | None:
    """The seat that somebody has on this panel now."""
    return seats_of(user).filter(panel=panel).first()


def seated(panel: Panel) -> QuerySet[Juror]:
    """Everybody who has not left, the president first."""
    found = panel.jurors.filter(left_at=None).select_related("user")
    return found.order_by("joined_at", "pk")


def voting(panel: Panel) -> QuerySet[Juror]:
    """Who scores: has signed the declaration, has not left, and is no reserve."""
    return seated(panel).filter(declared_at__isnull=False).exclude(seat=Seat.RESERVE)


def standing_candidates(panel: Panel) -> QuerySet[Candidate]:
    """The projects that are still before the panel, by code."""
    found = panel.candidates.filter(withdrawn_at=None, project__isnull=False)
    return found.select_related("project__team", "project__challenge__edition")


def judges_now(user: Person, edition_id: int) -> bool:
    """Whether somebody sits on a panel of this edition that has not locked its decision. No query for accounts that
    never did."""
    if not getattr(user, "judges", False):
        return False
    return seats_of(user).filter(panel__edition_id=edition_id).exclude(panel__stage=Stage.LOCKED).exists()


def open_invitations(panel: Panel, *, now: datetime) -> QuerySet[JurorInvitation]:
    """Those that still seat somebody, the newest first."""
    return panel.invitations.filter(ended_at=None, expires_at__gte=now).select_related("created_by")
