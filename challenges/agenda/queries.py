"""Reads of the agenda."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet

from challenges.agenda.models import AgendaItem
from challenges.editions.models import Edition
from challenges.editions.queries import about_own


def public_agenda(edition: Edition) -> QuerySet[AgendaItem]:
    """What visitors see, the earliest first: nothing of a challenge that is not published."""
    shown = edition.agenda.filter(is_public=True, edition__is_published=True)
    about = Q(challenge=None) | Q(challenge__is_published=True)
    return shown.filter(about).select_related("challenge").order_by("starts_at", "pk")


def still_to_come(edition: Edition, *, now: datetime) -> QuerySet[AgendaItem]:
    """Of these, what goes on or has not begun."""
    return public_agenda(edition).filter(Q(starts_at__gte=now) | Q(ends_at__gt=now))


def whole_agenda(edition: Edition, *, by: AbstractBaseUser) -> QuerySet[AgendaItem]:
    """For an organizer: what is not shown yet as well; of challenges, their own."""
    found = edition.agenda.filter(about_own(by))
    return found.select_related("challenge", "edition").order_by("starts_at", "pk")
