"""Organizers write the agenda."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from challenges.agenda.models import AgendaItem
from challenges.journal.keeping import keep, remove

FIELDS = ("kind", "challenge", "starts_at", "ends_at", "title", "place", "about", "link", "is_public")


def keep_item(item: AgendaItem, *, by: AbstractBaseUser, now: datetime) -> None:
    """What the row says stands in the agenda from now on, a new one or not."""
    keep(item, fields=FIELDS, by=by, now=now)


def remove_item(item: AgendaItem, *, by: AbstractBaseUser, now: datetime) -> bool:
    """It is no longer in the agenda; calendars that read it again drop it. False where it was gone."""
    return remove(item, fields=FIELDS, by=by, now=now)
