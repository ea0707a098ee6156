"""Locks an evening while something of it changes, and tells the journal."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from challenges.ceremony.models import Ceremony, Show, State
from challenges.ceremony.rules import NotAtThisState, ScriptArmed
from challenges.editions.models import Edition
from challenges.journal.actions import hold_the_pen, write


def hold(edition: Edition, *, now: datetime) -> Ceremony:
    """The row as it is now, made where there is none, nobody else's until the transaction ends; the journal's lock
    comes first."""
    hold_the_pen(now)
    Ceremony.objects.get_or_create(edition=edition)
    rows = Ceremony.objects.select_for_update(no_key=True, of=("self",)).select_related("edition")
    return rows.get(edition=edition)


def hold_draft(edition: Edition, *, now: datetime) -> Ceremony:
    """The same of an evening whose script may still change. Raises ScriptArmed, NotAtThisState."""
    held = hold(edition, now=now)
    if held.state == State.ARMED:
        raise ScriptArmed
    require_state(held, State.DRAFT)
    return held


def hold_show(show: Show, *, now: datetime) -> Show:
    """The row as it is now, with its evening; the journal's lock comes first, so keys come one after the other."""
    hold_the_pen(now)
    rows = Show.objects.select_for_update(no_key=True, of=("self",)).select_related("ceremony__edition")
    return rows.get(pk=show.pk)


def require_state(ceremony: Ceremony, *states: State) -> None:
    """Raises NotAtThisState."""
    if ceremony.state not in states:
        raise NotAtThisState(state=str(State(ceremony.state).label))


def tell(ceremony: Ceremony, deed: str, *, by: AbstractBaseUser, now: datetime, **details: Any) -> None:
    """A line of the journal. Details hold keys and numbers of steps, and never who has won."""
    told = {"edition": ceremony.edition.slug, **details}
    write(deed, subject=f"ceremony:{ceremony.pk}", by=by, now=now, details=told)
