"""Motions of the deliberation: put, voted on, and recorded for ever."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.jury.finalists import held_at, require_presiding
from challenges.jury.gathering import Sitting, sitting
from challenges.jury.models import Motion, Recusal, Round
from challenges.jury.motions import Motion as Moved
from challenges.jury.motions import require_motion
from challenges.jury.presiding import Vote, is_carried, moved_projects, require_reason, require_votes
from challenges.panels.holding import tell
from challenges.panels.models import Juror, Panel, Stage
from challenges.panels.queries import voting


@dataclass(frozen=True)
class InForce:
    """The order that counts, the best first; `carried` are the motions that made it, `stale` those that were carried
    and do not count any more: the numbers that they started from have changed since."""

    order: tuple[str, ...]
    carried: tuple[Motion, ...]
    stale: tuple[Motion, ...]


def in_force(found: Sitting) -> InForce:
    """The numbers' order, changed by each carried motion that starts from what is there."""
    order, carried, stale = found.order, list[Motion](), list[Motion]()
    for motion in found.panel.motions.filter(is_carried=True).order_by("at", "pk"):
        if tuple(motion.old_order) == order:
            order = tuple(motion.new_order)
            carried.append(motion)
        else:
            stale.append(motion)
    return InForce(order, tuple(carried), tuple(stale))


@dataclass(frozen=True)
class Voters:
    """Who votes on a motion, and who leaves the room."""

    may_vote: tuple[Juror, ...]
    recused: tuple[Juror, ...]


def voters_on(panel: Panel, *, old: Sequence[str], new: Sequence[str]) -> Voters:
    """Whoever is recused from a project that would have another place does not vote."""
    concerned = Recusal.objects.filter(juror__panel=panel, candidate__code__in=moved_projects(old, new))
    away = set(concerned.values_list("juror_id", flat=True))
    jurors = list(voting(panel))
    return Voters(
        tuple(juror for juror in jurors if juror.pk not in away),
        tuple(juror for juror in jurors if juror.pk in away),
    )


@transaction.atomic
def record_motion(
    panel: Panel,
    *,
    old: Sequence[str],
    new: Sequence[str],
    reason: str,
    votes: Mapping[int, Vote],
    by: AbstractBaseUser,
    now: datetime,
) -> Motion:
    """What was moved from the `old` order, and how it was voted, by the jurors' keys; carried or not. Raises
    NotAtThisStage, NotPresiding, MotionStale, MotionUnusable, ReasonNeeded, TextTooLong, VotesMissing."""
    locked = held_at(panel, Stage.DELIBERATION, now=now)
    mover = require_presiding(locked, by)
    told = require_reason(reason)
    present = in_force(sitting(locked, Round.FINAL)).order
    voters = voters_on(locked, old=present, new=new)
    keys = [juror.pk for juror in voters.may_vote]
    away = tuple(juror.pk for juror in voters.recused)
    moved = Moved(tuple(old), tuple(new), told, tuple(map(str, keys)), tuple(map(str, away)))
    require_motion(moved, present=present)
    require_votes(votes, of=keys)
    made = Motion.objects.create(
        panel=locked,
        old_order=list(old),
        new_order=list(new),
        reason=told,
        votes_for=_who(votes, Vote.FOR),
        votes_against=_who(votes, Vote.AGAINST),
        abstained=_who(votes, Vote.ABSTAINED),
        recused=list(away),
        is_carried=is_carried(votes),
        moved_by=mover,
        at=now,
    )
    tell(locked, "jury.motion_recorded", by=by, now=now, motion=str(made.pk), is_carried=made.is_carried)
    return made


def _who(votes: Mapping[int, Vote], vote: Vote) -> list[int]:
    return sorted(juror for juror, given in votes.items() if given == vote)
