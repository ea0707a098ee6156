"""Moves the hours of a phase: opens it later or earlier, closes it, freezes its board and lets it move again."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.editions.models import Phase
from challenges.journal.actions import hold_the_pen
from challenges.journal.keeping import change
from challenges.leaderboards.freezing import freeze
from challenges.leaderboards.models import Leaderboard
from challenges.lifecycle.queries import board_closed_at
from challenges.lifecycle.rules import (
    AlreadyFrozen,
    NotFrozen,
    OpensAfterEnd,
    PhaseBegun,
    require_board_open,
    require_inside,
    require_running,
    require_to_come,
)


@transaction.atomic
def close_phase(phase: Phase, *, by: AbstractBaseUser, now: datetime) -> Phase:
    """Nothing more is taken from now on; a frozen hour that was still to come is taken away.

    Raises BoardFinal, PhaseNotBegun, PhaseOver.
    """
    held = held_phase(phase, now=now)
    require_running(held.opens_at, held.closes_at, now=now)
    values: dict[str, Any] = {"closes_at": now}
    if held.freezes_at and held.freezes_at >= now:
        values["freezes_at"] = None
    change(held, values, by=by, now=now, deed="phase.closed")
    return held


@transaction.atomic
def shift_opening(phase: Phase, *, opens_at: datetime | None, by: AbstractBaseUser, now: datetime) -> Phase:
    """It opens at another hour; without one it opens now. Raises BoardFinal, PhaseBegun, HourPast, OpensAfterEnd."""
    held = held_phase(phase, now=now)
    if held.opens_at <= now:
        raise PhaseBegun(opens_at=held.opens_at)
    hour = opens_at or now
    if opens_at:
        require_to_come(opens_at, now=now)
    if hour >= min(held.freezes_at or held.closes_at, held.closes_at):
        raise OpensAfterEnd(closes_at=held.closes_at)
    change(held, {"opens_at": hour}, by=by, now=now, deed="phase.shifted")
    return held


@transaction.atomic
def freeze_board(phase: Phase, *, at: datetime | None, by: AbstractBaseUser, now: datetime) -> Phase:
    """Its board stands still from this hour on; without one from now.

    Raises BoardFinal, AlreadyFrozen, HourPast, HourOutside.
    """
    held = held_phase(phase, now=now)
    if held.freezes_at and held.freezes_at <= now:
        raise AlreadyFrozen(since=held.freezes_at)
    if at:
        require_to_come(at, now=now)
    hour = at or now
    require_inside(hour, opens_at=held.opens_at, closes_at=held.closes_at)
    change(held, {"freezes_at": hour}, by=by, now=now, deed="phase.frozen")
    _bring_in_step(held, now=now)
    return held


@transaction.atomic
def unfreeze_board(phase: Phase, *, by: AbstractBaseUser, now: datetime) -> Phase:
    """Its board moves, and shows at once what was received meanwhile; an hour that is still to come is taken away.

    Raises BoardFinal, NotFrozen.
    """
    held = held_phase(phase, now=now)
    if held.freezes_at is None:
        raise NotFrozen
    change(held, {"freezes_at": None}, by=by, now=now, deed="phase.unfrozen")
    _bring_in_step(held, now=now)
    return held


def held_phase(phase: Phase, *, now: datetime) -> Phase:
    """The phase as it is, locked for the rest of the transaction. Raises BoardFinal."""
    hold_the_pen(now)
    rows = Phase.objects.select_for_update(no_key=True, of=("self",)).select_related("challenge__edition")
    held: Phase = rows.get(pk=phase.pk)
    require_board_open(board_closed_at(held))
    return held


def _bring_in_step(phase: Phase, *, now: datetime) -> None:
    board = Leaderboard.objects.filter(phase=phase).select_related("phase__challenge").first()
    if board:
        freeze(board, now=now)
