"""What a panel judges by: criteria are written, ordered and removed until it opens."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.text import slugify

from challenges.journal.changes import changes
from challenges.panels.holding import hold_draft, tell
from challenges.panels.models import Criterion, Panel
from challenges.panels.ready_rubric import ready_rubric
from challenges.panels.rules import levels_within, require_room_for_criterion, require_scale

FIELDS = ("title", "about", "weight", "lowest", "highest", "levels")


@transaction.atomic
def start_rubric(panel: Panel, *, by: AbstractBaseUser, now: datetime) -> int:
    """The ready rubric, in a panel that has no criterion yet; how many came. Raises PanelFrozen."""
    held = hold_draft(panel, now=now)
    if held.criteria.exists():
        return 0
    rows = [Criterion(panel=held, order=order, **values) for order, values in enumerate(ready_rubric())]
    Criterion.objects.bulk_create(rows)
    tell(held, "panel.rubric_started", by=by, now=now, criteria=[row.key for row in rows])
    return len(rows)


@transaction.atomic
def keep_criterion(criterion: Criterion, *, by: AbstractBaseUser, now: datetime) -> Criterion:
    """New or not; a new one comes last, and its short name is made of its title. What grades beyond the scale meant is
    forgotten. Raises PanelFrozen, ScaleUnfit, TooManyCriteria."""
    held = hold_draft(criterion.panel, now=now)
    require_scale(criterion.lowest, criterion.highest)
    criterion.levels = levels_within(criterion.levels, criterion.lowest, criterion.highest)
    was = held.criteria.filter(pk=criterion.pk).first() if criterion.pk else None
    if was is None:
        others = list(held.criteria.all())
        require_room_for_criterion(len(others))
        criterion.pk, criterion.panel = None, held
        criterion.order = max((one.order for one in others), default=-1) + 1
        criterion.key = _free_key(criterion, taken={one.key for one in others})
    told = changes(_values(was) if was else {}, _values(criterion))
    if told:
        criterion.save()
        deed = "panel.criterion_changed" if was else "panel.criterion_added"
        tell(held, deed, by=by, now=now, criterion=criterion.key, changes=told)
    return criterion


@transaction.atomic
def remove_criterion(criterion: Criterion, *, by: AbstractBaseUser, now: datetime) -> bool:
    """False where somebody else was first. Raises PanelFrozen."""
    held = hold_draft(criterion.panel, now=now)
    was = held.criteria.filter(pk=criterion.pk).first()
    if was is None:
        return False
    told = {name: [value, None] for name, value in _values(was).items()}
    was.delete()
    tell(held, "panel.criterion_removed", by=by, now=now, criterion=was.key, changes=told)
    return True


@transaction.atomic
def move_criterion(criterion: Criterion, *, up: bool, by: AbstractBaseUser, now: datetime) -> bool:
    """One place up or down; False where there is none. Raises PanelFrozen."""
    held = hold_draft(criterion.panel, now=now)
    rows = list(held.criteria.all())
    here = next((place for place, row in enumerate(rows) if row.pk == criterion.pk), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is None or there is None or not 0 <= there < len(rows):
        return False
    rows[here], rows[there] = rows[there], rows[here]
    for order, row in enumerate(rows):
        row.order = order
    Criterion.objects.bulk_update(rows, ["order"])
    tell(held, "panel.criteria_ordered", by=by, now=now, criteria=[row.key for row in rows])
    return True


def _values(criterion: Criterion) -> dict[str, Any]:
    return {name: getattr(criterion, name) for name in FIELDS}


def _free_key(criterion: Criterion, *, taken: set[str]) -> str:
    """Letters of the title; with a number where another criterion has them."""
    title = criterion.title
    wanted = slugify(title.get("en") or title.get("fr") or "")[:30] or "criterion"
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (wanted, *numbered) if key not in taken)
