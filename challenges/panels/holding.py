"""Locks a panel while something of it changes, and tells the journal."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from challenges.journal.actions import hold_the_pen, write
from challenges.panels.models import Panel, Stage
from challenges.panels.rules import require_draft, require_not_locked


def hold(panel: Panel, *, now: datetime) -> Panel:
    """The row as it is now, nobody else's until the transaction ends; the journal's lock comes first. Raises
    PanelLocked."""
    hold_the_pen(now)
    rows = Panel.objects.select_for_update(no_key=True, of=("self",)).select_related("edition", "challenge")
    held = rows.get(pk=panel.pk)
    require_not_locked(is_locked=held.stage == Stage.LOCKED)
    return held


def hold_draft(panel: Panel, *, now: datetime) -> Panel:
    """The same of a panel that is not open yet. Raises PanelFrozen."""
    held = hold(panel, now=now)
    require_draft(opened_at=held.opened_at)
    return held


def tell(panel: Panel, deed: str, *, by: AbstractBaseUser | None, now: datetime, **details: Any) -> None:
    """A line of the journal. Details hold no grade, no comment and no e-mail address."""
    told = {**panel.whereabouts, **details}
    write(deed, subject=f"panel:{panel.pk}", by=by, actor="" if by else "clock", now=now, details=told)
