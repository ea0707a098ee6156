"""The lock: everything a decision follows from, signed by whoever presides and by a second person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.jury.case import Case
from challenges.jury.finalists import held_at, require_presiding
from challenges.jury.gathering import Sitting, sitting
from challenges.jury.inputs import inputs_of
from challenges.jury.judgement import judge
from challenges.jury.models import Decision, Motion, Round
from challenges.jury.motions import Motion as Moved
from challenges.jury.moving import in_force
from challenges.jury.presiding import (
    DELIBERATION_LENGTH,
    AlreadySigned,
    DeliberationNeeded,
    NotASignatory,
    NothingToSign,
    ResultsMoved,
    SamePerson,
    SignatureMoved,
    require_name,
    require_text,
)
from challenges.jury.queries import decision_of, is_unrecused
from challenges.jury.snapshot import Snapshot, digest_of, take_snapshot
from challenges.panels.holding import tell
from challenges.panels.models import Juror, Panel, Seat, Stage
from challenges.panels.queries import seat_of
from evaluator import __version__


def decided(found: Sitting) -> Case:
    """The round's case with the motions that count."""
    carried = in_force(found).carried
    names = {juror.pk: name for name, juror in found.jurors.items()}
    case = found.tally.case
    return Case(
        marks=case.marks,
        criteria=case.criteria,
        seed=case.seed,
        repetitions=case.repetitions,
        weights=case.weights,
        scale=case.scale,
        metrics=case.metrics,
        private=case.private,
        last_submission=case.last_submission,
        motions=tuple(_moved(motion, names) for motion in carried),
    )


def digest_in_view(found: Sitting) -> str:
    """What a first signature is put to: a digest of the inputs and of all that was moved. It is another one after
    every ballot, recusal, withdrawal or motion."""
    return digest_of({"inputs": inputs_of(decided(found)), **_standing_record(found)})


@transaction.atomic
def sign_first(
    panel: Panel, *, name: str, deliberation: str, seen: str, by: AbstractBaseUser, now: datetime
) -> Decision:
    """Proposes the decision; `seen` is the digest_in_view of what was read. The same again by the same person changes
    nothing. Raises NotAtThisStage, NotPresiding, AlreadySigned, ResultsMoved, DeliberationNeeded, NameNeeded,
    TextTooLong, and whatever forbids a ranking."""
    locked = held_at(panel, Stage.DELIBERATION, now=now)
    require_presiding(locked, by)
    found = sitting(locked, Round.FINAL)
    alive = decision_of(locked)
    if alive is not None:
        if alive.first_by_id == by.pk and seen == digest_in_view(found) and not moved_since(alive, found):
            return alive
        raise AlreadySigned
    if found.tally.problems:
        raise found.tally.problems[0]
    if seen != digest_in_view(found):
        raise ResultsMoved
    text = require_text(deliberation, longest=DELIBERATION_LENGTH, field="deliberation")
    if found.tally.is_sensitive and not text:
        raise DeliberationNeeded
    signed = require_name(name)
    snapshot = snapshot_of(found, deliberation=text, name=signed, now=now)
    made = Decision.objects.create(
        panel=locked,
        snapshot=snapshot.to_bytes().decode(),
        sha256=snapshot.sha256,
        deliberation=text,
        program_version=__version__,
        first_by_id=by.pk,
        first_name=signed,
        first_at=now,
    )
    tell(locked, "jury.signed_first", by=by, now=now, sha256=made.sha256)
    return made


@transaction.atomic
def sign_second(panel: Panel, *, name: str, seen: str, by: AbstractBaseUser, now: datetime) -> Decision:
    """Locks the decision for ever; `seen` is the digest that was read. The same again changes nothing. Raises
    NotAtThisStage, NothingToSign, SamePerson, NotASignatory, SignatureMoved, NameNeeded, TextTooLong."""
    alive = decision_of(panel)
    if alive is not None and alive.locked_at and alive.second_by_id == by.pk and alive.sha256 == seen:
        return alive
    locked = held_at(panel, Stage.DELIBERATION, now=now)
    alive = Decision.objects.select_for_update(no_key=True).filter(panel=locked, withdrawn_at=None).first()
    if alive is None or alive.sha256 != seen:
        raise NothingToSign
    if alive.first_by_id == by.pk:
        raise SamePerson
    require_signatory(locked, by)
    if moved_since(alive, sitting(locked, Round.FINAL)):
        raise SignatureMoved
    alive.second_by_id, alive.second_name, alive.locked_at = by.pk, require_name(name), now
    alive.save(update_fields=["second_by", "second_name", "locked_at"])
    Panel.objects.filter(pk=locked.pk, stage=Stage.DELIBERATION).update(stage=Stage.LOCKED)
    panel.stage = Stage.LOCKED
    tell(locked, "jury.locked", by=by, now=now, sha256=alive.sha256, decision=str(alive.pk))
    return alive


@transaction.atomic
def withdraw_signature(panel: Panel, *, by: AbstractBaseUser, now: datetime) -> None:
    """Takes the first signature back, until the second one is there: by whoever gave it, or presides now. Raises
    NotAtThisStage, NotPresiding, NothingToSign."""
    locked = held_at(panel, Stage.DELIBERATION, now=now)
    alive = decision_of(locked)
    if alive is None:
        raise NothingToSign
    if alive.first_by_id != by.pk:
        require_presiding(locked, by)
    Decision.objects.filter(pk=alive.pk, locked_at=None, withdrawn_at=None).update(withdrawn_at=now)
    tell(locked, "jury.signature_withdrawn", by=by, now=now, sha256=alive.sha256)


def require_signatory(panel: Panel, by: AbstractBaseUser) -> None:
    """The deputy who is recused from no project of the final, or an organizer who keeps the panel. Raises
    NotASignatory."""
    seat = seat_of(by, panel)
    is_deputy = seat is not None and seat.seat == Seat.DEPUTY and is_unrecused(seat)
    if not is_deputy and not (seat is None and by.has_perm("challenges.keep_panel", panel)):  # type: ignore[attr-defined]
        raise NotASignatory


def snapshot_of(found: Sitting, *, deliberation: str, name: str, now: datetime) -> Snapshot:
    """The file of a decision. Raises whatever forbids a ranking."""
    case = decided(found)
    panel = found.panel
    about = {
        **panel.whereabouts,
        **_standing_record(found),
        "deliberation": deliberation,
        "program": __version__,
        "signed_first": {"at": now.isoformat(), "name": name},
        "title": panel.title,
    }
    return take_snapshot(case, judge(case), about=about)


def read_snapshot(decision: Decision) -> Snapshot:
    """Of one that was signed."""
    return Snapshot.read(decision.snapshot.encode())


def moved_since(decision: Decision, found: Sitting) -> bool:
    """Whether what the signed decision follows from is no longer what there is. Inputs are compared, not figures: an
    other machine may compute a last digit otherwise."""
    signed = read_snapshot(decision).decision
    record = _standing_record(found)
    is_same = signed["inputs"] == inputs_of(decided(found)) and found.tally.judgement is not None
    return not is_same or any(signed["about"][key] != value for key, value in record.items())


def _standing_record(found: Sitting) -> dict[str, Any]:
    """Who sat, what stood behind the codes, and every motion, carried or not."""
    names = {juror.pk: name for name, juror in found.jurors.items()}
    used = found.tally.case.marks.jurors
    jurors = {name: _seated(juror) for name, juror in found.jurors.items() if name in used}
    motions = [_recorded(motion, names) for motion in found.panel.motions.order_by("at", "pk")]
    projects = {code: str(candidate.project_id) for code, candidate in found.candidates.items()}
    return {"jurors": jurors, "motions": motions, "projects": projects}


def _seated(juror: Juror) -> dict[str, str]:
    return {"institution": juror.institution, "seat": juror.seat}


def _recorded(motion: Motion, names: Mapping[int, str]) -> dict[str, Any]:
    lists = {key: _named(getattr(motion, key), names) for key in ("votes_for", "votes_against", "abstained", "recused")}
    told = {"at": motion.at.isoformat(), "is_carried": motion.is_carried, "reason": motion.reason}
    return {**lists, **told, "new_order": motion.new_order, "old_order": motion.old_order}


def _moved(motion: Motion, names: Mapping[int, str]) -> Moved:
    voters = [*motion.votes_for, *motion.votes_against, *motion.abstained]
    orders = tuple(motion.old_order), tuple(motion.new_order)
    return Moved(*orders, motion.reason, tuple(_named(voters, names)), tuple(_named(motion.recused, names)))


def _named(keys: list[int], names: Mapping[int, str]) -> list[str]:
    return [names[key] for key in sorted(keys) if key in names]
