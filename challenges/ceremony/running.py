"""A show runs: it begins, keys move it, hands change, it ends. Where it is stands in its row and nowhere else."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.ceremony.arming import unsign
from challenges.ceremony.freezing import digest_of_script
from challenges.ceremony.holding import hold, hold_show, require_state, tell
from challenges.ceremony.models import Ceremony, Display, Show, State
from challenges.ceremony.queries import broken_off_show, rehearsal_script, running_show
from challenges.ceremony.rules import (
    STEP,
    ControlMoved,
    Key,
    KeyTooLate,
    NobodyToDraw,
    NotInControl,
    Position,
    ScriptMoved,
    ShowOver,
    ShowRunning,
    pressed,
    require_abort_reason,
    require_at_the_end,
)
from challenges.ceremony.shown import shown_of
from challenges.editions.models import Edition

SEED_BITS = 32


@transaction.atomic
def rehearse(edition: Edition, *, by: AbstractBaseUser, now: datetime, seed: int | None = None) -> Show:
    """A show of its own with winners drawn by lot from the seed; any number of them until the evening is live. Raises
    NotAtThisState, ShowRunning, NobodyToDraw."""
    held = hold(edition, now=now)
    require_state(held, State.DRAFT, State.ARMED, State.ABORTED)
    chosen = secrets.randbits(SEED_BITS) if seed is None else seed
    script = rehearsal_script(held, seed=chosen)
    if not script:
        raise NobodyToDraw
    show = _begin(held, script, is_rehearsal=True, seed=chosen, by=by, now=now)
    tell(held, "ceremony.rehearsal_started", by=by, now=now, show=str(show.pk), seed=chosen, steps=len(script))
    return show


@transaction.atomic
def go_live(edition: Edition, *, by: AbstractBaseUser, now: datetime) -> Show:
    """The evening begins, with the logo in the halls and a copy of the armed script; one that was broken off goes on at
    its step where the script is the same. Raises NotAtThisState, ShowRunning, ScriptMoved."""
    held = hold(edition, now=now)
    require_state(held, State.ARMED)
    if digest_of_script(held.script) != held.script_sha256:
        raise ScriptMoved
    before = broken_off_show(held)
    cursor = before.cursor if before else 0
    show = _begin(held, held.script, is_rehearsal=False, cursor=cursor, by=by, now=now)
    held.state = State.LIVE
    held.save(update_fields=["state"])
    details = {"show": str(show.pk), "sha256": held.script_sha256, "number": cursor + 1}
    tell(held, "ceremony.went_live", by=by, now=now, **details)
    return show


@transaction.atomic
def press(
    show: Show,
    key: Key,
    *,
    seen_version: int,
    controller_key: UUID | None,
    is_held: bool = False,
    by: AbstractBaseUser,
    now: datetime,
) -> Show:
    """One key. It counts only from the page that holds the control, and only on what that page has seen: a second
    click, a repeated key or another tab with the same version moves nothing. Step, version and what the halls get are
    written at once. Raises ShowOver, NotInControl, KeyTooLate, FirstStep, LastStep, HoldNeeded."""
    held = hold_show(show, now=now)
    if held.ended_at is not None:
        raise ShowOver
    if controller_key is None or held.controller_key != controller_key or held.controller_id != by.pk:
        raise NotInControl
    if held.version != seen_version:
        raise KeyTooLate
    holds = [step["holds"] for step in held.script]
    at = Position(held.cursor, held.display)
    to = pressed(at, key, holds=holds, is_held=is_held)
    since = now if to.cursor != at.cursor or to.display == STEP else held.step_since
    if not _move(held, to, since=since):
        raise KeyTooLate
    step = held.script[held.cursor]
    details = {"key": key.value, "step": step["key"], "number": held.cursor + 1, "display": held.display}
    told = {"show": str(held.pk), "is_rehearsal": held.is_rehearsal, **details}
    tell(held.ceremony, "ceremony.key_pressed", by=by, now=now, **told)
    return held


@transaction.atomic
def take_over(show: Show, *, seen_key: UUID | None, by: AbstractBaseUser, now: datetime) -> Show:
    """The control is this person's, at a page of theirs: the page that held it is read-only from this instant on.
    `seen_key` is the one that the asking page had seen. Raises ShowOver, ControlMoved."""
    held = hold_show(show, now=now)
    if held.ended_at is not None:
        raise ShowOver
    if held.controller_key != seen_key:
        raise ControlMoved
    was = held.controller_id
    held.controller_id, held.controller_key = by.pk, uuid4()
    held.save(update_fields=["controller", "controller_key"])
    details = {"show": str(held.pk), "is_rehearsal": held.is_rehearsal, "from": was, "number": held.cursor + 1}
    tell(held.ceremony, "ceremony.control_taken", by=by, now=now, **details)
    return held


@transaction.atomic
def finish(show: Show, *, by: AbstractBaseUser, now: datetime) -> None:
    """The evening is done, its last step stays on the screens; a rehearsal may end anywhere and leaves nothing there.
    One that has ended stays as it is. Raises NotAtTheEnd."""
    held = hold_show(show, now=now)
    if held.ended_at is not None:
        return
    details = {"show": str(held.pk), "number": held.cursor + 1}
    if held.is_rehearsal:
        _end(held, Display.LOGO, now=now)
        tell(held.ceremony, "ceremony.rehearsal_ended", by=by, now=now, **details)
        return
    require_at_the_end(held.cursor, count=len(held.script))
    _end(held, Display(held.display), now=now)
    Ceremony.objects.filter(pk=held.ceremony_id, state=State.LIVE).update(state=State.DONE)
    tell(held.ceremony, "ceremony.finished", by=by, now=now, **details)


@transaction.atomic
def abort(show: Show, *, reason: str, by: AbstractBaseUser, now: datetime) -> None:
    """The evening is broken off, the halls show the logo. Whoever is second finds it done. Raises AbortReasonNeeded,
    AbortReasonTooLong, NotAtThisState for a rehearsal, which is ended."""
    said = require_abort_reason(reason)
    held = hold_show(show, now=now)
    if held.ended_at is not None:
        return
    require_state(held.ceremony, State.LIVE)
    _end(held, Display.LOGO, now=now)
    Ceremony.objects.filter(pk=held.ceremony_id).update(state=State.ABORTED, aborted_reason=said)
    details = {"show": str(held.pk), "number": held.cursor + 1, "reason": said}
    tell(held.ceremony, "ceremony.aborted", by=by, now=now, **details)


@transaction.atomic
def take_up_again(edition: Edition, *, by: AbstractBaseUser, now: datetime) -> None:
    """A broken-off evening is a draft again: two people read and arm its script anew. Raises NotAtThisState."""
    held = hold(edition, now=now)
    require_state(held, State.ABORTED)
    unsign(held)
    tell(held, "ceremony.taken_up_again", by=by, now=now)


def _begin(held: Ceremony, script: list[dict[str, Any]], *, by: AbstractBaseUser, now: datetime, **about: Any) -> Show:
    if running_show(held) is not None:
        raise ShowRunning
    begun = {"started_by_id": by.pk, "started_at": now, "step_since": now}
    control = {"controller_id": by.pk, "controller_key": uuid4()}
    show = Show(ceremony=held, script=script, display=Display.LOGO, **about, **begun, **control)
    show.shown = _shown(show)
    show.save(force_insert=True)
    return show


def _move(held: Show, to: Position, *, since: datetime) -> bool:
    """One update, and only of the version that was read; False where it is another by now."""
    seen = held.version
    held.cursor, held.display, held.version, held.step_since = to.cursor, to.display, seen + 1, since
    held.shown = _shown(held)
    now = {name: getattr(held, name) for name in ("cursor", "display", "version", "step_since", "shown")}
    return Show.objects.filter(pk=held.pk, version=seen, ended_at=None).update(**now) == 1


def _end(held: Show, display: Display, *, now: datetime) -> None:
    held.display, held.version, held.ended_at = display, held.version + 1, now
    held.shown = _shown(held)
    held.save(update_fields=["display", "version", "ended_at", "shown"])


def _shown(show: Show) -> dict[str, Any]:
    return shown_of(
        show.script,
        cursor=show.cursor,
        display=show.display,
        version=show.version,
        is_rehearsal=show.is_rehearsal,
        ended=show.ended_at is not None,
    )
