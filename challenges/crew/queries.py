"""Reads of who runs the contest."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Prefetch, Q, QuerySet

from challenges.crew.models import Appointment, CrewInvitation
from challenges.crew.rules import CrewInvitationUnknown, is_alive
from challenges.editions.models import Challenge


@dataclass(frozen=True)
class Member:
    """Somebody with a role: since when and by whom as far as the site knows, and which challenges name them."""

    person: Any
    appointments: list[Appointment]
    challenges: list[Challenge]


def crew() -> list[Member]:
    """Everybody who has power here, by name."""
    living = Appointment.objects.filter(ended_at=None).select_related("by").order_by("since")
    people: QuerySet[Any] = get_user_model()._default_manager.filter(Q(is_staff=True) | Q(is_superuser=True))
    named = Challenge.objects.select_related("edition").order_by("edition__opens_at", "order")
    found = people.prefetch_related(
        Prefetch("appointments", queryset=living, to_attr="living_appointments"),
        Prefetch("organized_challenges", queryset=named, to_attr="named_challenges"),
    )
    rows = sorted(found, key=lambda person: (not person.is_superuser, str(person).casefold(), person.pk))
    return [Member(person, person.living_appointments, person.named_challenges) for person in rows]


def open_crew_invitations(*, now: datetime) -> QuerySet[CrewInvitation]:
    """Those that still make somebody an organizer, the newest first."""
    found = CrewInvitation.objects.filter(ended_at=None, expires_at__gte=now)
    return found.select_related("created_by", "edition").prefetch_related("challenges").order_by("-created_at")


def crew_invitation_for(secret: str, *, now: datetime) -> CrewInvitation:
    """The living invitation of this link. Raises CrewInvitationUnknown."""
    rows = CrewInvitation.objects.select_related("edition", "created_by")
    found = rows.filter(secret_sha256=digest_of(secret)).first()
    if found is None or not is_alive(expires_at=found.expires_at, ended_at=found.ended_at, now=now):
        raise CrewInvitationUnknown
    return found


def digest_of(secret: str) -> str:
    """What is kept of an invitation's secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
