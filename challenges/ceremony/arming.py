"""Two people arm the script: the first freezes it, the second agrees to that very digest."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.ceremony.freezing import digest_of_script
from challenges.ceremony.holding import hold, hold_draft, require_state, tell
from challenges.ceremony.lacking import is_blocked, script_lacks
from challenges.ceremony.models import Ceremony, State
from challenges.ceremony.queries import script_now
from challenges.ceremony.rules import NothingProposed, ProposedAlready, SameHands, ScriptLacks, ScriptMoved
from challenges.editions.models import Edition


@transaction.atomic
def propose_script(edition: Edition, *, seen: str, by: AbstractBaseUser, now: datetime) -> Ceremony:
    """The first signature: the script as it is now is kept. `seen` is the digest of what was read. One that has changed
    since an earlier proposal takes its place. Raises ScriptArmed, NotAtThisState, ScriptLacks, ScriptMoved,
    ProposedAlready."""
    held = hold_draft(edition, now=now)
    script = script_now(held)
    digest = digest_of_script(script)
    if digest != seen:
        raise ScriptMoved
    if held.script_sha256 == digest and held.first_armed_by_id is not None:
        if held.first_armed_by_id == by.pk:
            return held
        raise ProposedAlready
    if is_blocked(script_lacks(held)):
        raise ScriptLacks
    held.script, held.script_sha256 = script, digest
    held.first_armed_by_id, held.first_armed_at = by.pk, now
    held.save(update_fields=["script", "script_sha256", "first_armed_by", "first_armed_at"])
    tell(held, "ceremony.proposed", by=by, now=now, sha256=digest, steps=len(script))
    return held


@transaction.atomic
def agree_to_script(edition: Edition, *, seen: str, by: AbstractBaseUser, now: datetime) -> Ceremony:
    """The second signature, another person's, on the same digest: armed. The same again changes nothing. Raises
    ScriptArmed, NotAtThisState, NothingProposed, SameHands, ScriptMoved, ScriptLacks."""
    held = hold(edition, now=now)
    if held.state == State.ARMED and held.armed_by_id == by.pk and held.script_sha256 == seen:
        return held
    held = hold_draft(edition, now=now)
    if held.first_armed_by_id is None or not held.script_sha256:
        raise NothingProposed
    if held.first_armed_by_id == by.pk:
        raise SameHands
    if not seen == held.script_sha256 == digest_of_script(held.script) == digest_of_script(script_now(held)):
        raise ScriptMoved
    if is_blocked(script_lacks(held)):
        raise ScriptLacks
    held.state, held.armed_by_id, held.armed_at = State.ARMED, by.pk, now
    held.save(update_fields=["state", "armed_by", "armed_at"])
    tell(held, "ceremony.armed", by=by, now=now, sha256=seen)
    return held


@transaction.atomic
def disarm(edition: Edition, *, by: AbstractBaseUser, now: datetime) -> None:
    """A draft again, without signatures, be it one or two; where there is none nothing changes. Raises
    NotAtThisState."""
    held = hold(edition, now=now)
    require_state(held, State.DRAFT, State.ARMED)
    if held.state == State.DRAFT and held.first_armed_at is None:
        return
    was = held.script_sha256
    unsign(held)
    tell(held, "ceremony.disarmed", by=by, now=now, sha256=was)


def unsign(held: Ceremony) -> None:
    """Of a locked row: a draft without a script and without signatures."""
    held.state, held.script, held.script_sha256 = State.DRAFT, [], ""
    held.first_armed_by = held.first_armed_at = held.armed_by = held.armed_at = None
    held.aborted_reason = ""
    held.save(
        update_fields=[
            *("state", "script", "script_sha256", "aborted_reason"),
            *("first_armed_by", "first_armed_at", "armed_by", "armed_at"),
        ]
    )
