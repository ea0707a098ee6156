"""Makes panels, changes them while they are drafts, and throws drafts away."""

import secrets
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.journal.actions import hold_the_pen
from challenges.journal.changes import changes
from challenges.journal.keeping import add, keep
from challenges.panels.holding import hold_draft, tell
from challenges.panels.models import Panel
from challenges.panels.rules import PanelDecides, require_hours
from challenges.panels.seating import settle_judges

FIELDS = (
    "title",
    "has_screening",
    "ballots_each",
    "anchors",
    "finalists",
    "jury_weight",
    "shows_automatic",
    "is_blind",
    "final_is_blind",
    "screening_closes_at",
    "final_closes_at",
)
HOURS = ("screening_closes_at", "final_closes_at")
SEED_BITS = 53  # what every program reads as a whole number


@transaction.atomic
def make_panel(panel: Panel, *, by: AbstractBaseUser, now: datetime) -> Panel:
    """A draft, with the seed of all that will be drawn for it; the same again is one. Raises HourNotToCome,
    HoursOutOfOrder, KeyInUse."""
    hold_the_pen(now)
    there = Panel.objects.filter(pk=panel.pk, edition=panel.edition_id, challenge=panel.challenge_id).first()
    if there is not None:
        return there
    require_hours(panel.screening_closes_at, panel.final_closes_at, changed=HOURS, now=now)
    panel.created_at, panel.seed = now, secrets.randbits(SEED_BITS)
    add(panel, fields=FIELDS, by=by, now=now)
    return panel


@transaction.atomic
def change_panel(panel: Panel, *, by: AbstractBaseUser, now: datetime) -> None:
    """Whatever `FIELDS` of the row say from now on. Raises PanelFrozen, HourNotToCome, HoursOutOfOrder."""
    held = hold_draft(panel, now=now)
    told = changes({name: getattr(held, name) for name in HOURS}, {name: getattr(panel, name) for name in HOURS})
    require_hours(panel.screening_closes_at, panel.final_closes_at, changed=told, now=now)
    keep(panel, fields=FIELDS, by=by, now=now)


@transaction.atomic
def drop_panel(panel: Panel, *, by: AbstractBaseUser, now: datetime) -> bool:
    """A draft is gone with its seats and invitations; False where somebody else was first. Raises PanelFrozen,
    PanelDecides."""
    if not Panel.objects.filter(pk=panel.pk).exists():
        return False
    held = hold_draft(panel, now=now)
    if held.awards.exists():
        raise PanelDecides
    people = list(held.jurors.filter(user__isnull=False).values_list("user", flat=True))
    tell(held, "panel.removed", by=by, now=now, title=held.title, seats=len(people))
    held.delete()
    settle_judges(people)
    return True
