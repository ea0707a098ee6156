"""Motions: the only way in which a deliberation changes an order, each recorded with who voted."""

from collections.abc import Sequence
from dataclasses import dataclass

from challenges.errors import Refusal, gettext_noop

REASON_LENGTH = 2000


class MotionStale(Refusal):
    code = "motion_stale"
    message = gettext_noop("This motion starts from an order that is not the present one.")
    hint = gettext_noop("Look at the present order and put the motion again.")


class MotionUnusable(Refusal):
    code = "motion_unusable"
    message = gettext_noop("This motion cannot be recorded.")
    hint = gettext_noop(
        "It names every project once in another order than the present one, gives a reason, and has voters, none of "
        "whom is recused."
    )
    status = 422


@dataclass(frozen=True, slots=True)
class Motion:
    """What was decided: from the `old` order to the `new` one, both of every project from the first; why; who voted,
    and who left the room."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    reason: str
    voters: tuple[str, ...]
    recused: tuple[str, ...] = ()


def require_motion(motion: Motion, *, present: Sequence[str]) -> None:
    """Raises MotionStale or MotionUnusable."""
    if motion.old != tuple(present):
        raise MotionStale
    same = sorted(motion.new) == sorted(motion.old) and motion.new != motion.old
    told = 0 < len(motion.reason.strip()) <= REASON_LENGTH
    fair = (
        motion.voters and len(set(motion.voters)) == len(motion.voters) and not set(motion.voters) & {*motion.recused}
    )
    if not (same and told and fair):
        raise MotionUnusable


def moved(order: Sequence[str], motions: Sequence[Motion]) -> tuple[str, ...]:
    """The order after all motions, one after the other. Raises MotionStale or MotionUnusable."""
    present = tuple(order)
    for motion in motions:
        require_motion(motion, present=present)
        present = motion.new
    return present
