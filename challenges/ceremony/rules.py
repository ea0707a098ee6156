"""Who moves an evening on and when, how a key moves a show, and what is refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from challenges.ceremony.script import moved
from challenges.errors import Refusal, gettext_noop

SCREEN_LIFE = timedelta(hours=48)
MOST_SCREENS = 60
"""With a live address at once."""
MOST_WORDS = 40
REASON_LENGTH = 600
HOLD = timedelta(seconds=1)
"""How long the key is held before a winner is told."""


class NotAtThisState(Refusal):
    """Details: state."""

    code = "ceremony_not_at_this_state"
    message = gettext_noop("The evening is not at that point: it is “%(state)s”.")
    hint = gettext_noop("Go back to the page of the ceremony and look at what comes next.")


class ScriptArmed(Refusal):
    code = "script_armed"
    message = gettext_noop("The script is armed: what is told, and in which order, does not change any more.")
    hint = gettext_noop("Disarm it first. Two people then arm it anew.")


class OrderMoved(Refusal):
    code = "running_order_moved"
    message = gettext_noop("Somebody else has changed the running order since this page was opened.")
    hint = gettext_noop("Nothing was moved. Look at the order as it is now, and move it again.")


class TooManyWords(Refusal):
    """Details: limit."""

    code = "too_many_words"
    message = gettext_noop("At most %(limit)s people speak between the awards.")


class ScriptLacks(Refusal):
    code = "script_lacks"
    message = gettext_noop("The script cannot be armed: something in it is missing or no longer right.")
    hint = gettext_noop("The list on this page says what, with the page on which it is done.")


class ScriptMoved(Refusal):
    code = "script_moved"
    message = gettext_noop("The script is no longer the one that was read.")
    hint = gettext_noop("Nothing is armed. Read what stands there now, and begin anew with the first of two people.")


class NothingProposed(Refusal):
    code = "no_script_proposed"
    message = gettext_noop("There is no script that a first person has signed.")
    hint = gettext_noop("It was taken back, or not signed yet. The first of two people reads it and signs.")


class ProposedAlready(Refusal):
    code = "script_proposed"
    message = gettext_noop("Somebody has signed this very script already.")
    hint = gettext_noop("What is missing is the second signature, of another person.")


class SameHands(Refusal):
    code = "armed_by_same_person"
    message = gettext_noop("The second signature under the script is another person’s.")
    hint = gettext_noop("Ask another organizer of the whole edition.")
    status = 403


class ShowRunning(Refusal):
    code = "show_running"
    message = gettext_noop("A show is running: the evening itself, or a rehearsal.")
    hint = gettext_noop("Only one runs at a time. End it first.")


class NobodyToDraw(Refusal):
    code = "nobody_to_draw"
    message = gettext_noop("There is no team yet from which a rehearsal could draw its winners.")


class ShowOver(Refusal):
    code = "show_over"
    message = gettext_noop("This show has ended: no key moves it any more.")


class NotInControl(Refusal):
    code = "not_in_control"
    message = gettext_noop("Another page holds the control now: this one only looks on.")
    hint = gettext_noop("Take the control over if it is you who should press the keys.")


class ControlMoved(Refusal):
    code = "control_moved"
    message = gettext_noop("The control has changed hands since this page was opened.")
    hint = gettext_noop("Look at who holds it now, and take it over then.")


class KeyTooLate(Refusal):
    code = "key_too_late"
    message = gettext_noop("This key came too late: the show had moved already.")
    hint = gettext_noop("It moved once, as it should. Look at what is shown now.")


class KeyUnknown(Refusal):
    code = "key_unknown"
    message = gettext_noop("There is no such key.")
    status = 422


class HoldNeeded(Refusal):
    code = "hold_needed"
    message = gettext_noop("The next step names a winner: hold the key for one second.")
    hint = gettext_noop("Nothing was shown.")
    status = 422


class FirstStep(Refusal):
    code = "first_step"
    message = gettext_noop("This is the first step: nothing comes before it.")


class LastStep(Refusal):
    code = "last_step"
    message = gettext_noop("This is the last step: nothing comes after it.")
    hint = gettext_noop("It stays on the screens until the show is finished.")


class NotAtTheEnd(Refusal):
    """Details: left."""

    code = "not_at_the_end"
    message = gettext_noop("The evening is not at its end: steps left to tell: %(left)s.")
    hint = gettext_noop("Go on to the last step, or break the evening off with a reason.")


class AbortReasonNeeded(Refusal):
    code = "abort_reason_needed"
    message = gettext_noop("There is no reason.")
    hint = gettext_noop("Write in a sentence why the evening is broken off: the journal keeps it.")
    field = "reason"
    status = 422


class AbortReasonTooLong(Refusal):
    """Details: longest."""

    code = "abort_reason_too_long"
    message = gettext_noop("This text has more than %(longest)s characters.")
    field = "reason"
    status = 422


class TooManyScreens(Refusal):
    """Details: limit."""

    code = "too_many_screens"
    message = gettext_noop("There are %(limit)s screens with an address that works.")
    hint = gettext_noop("Revoke one that is not used. One address may be open on several machines.")


class ScreenMade(Refusal):
    code = "screen_made_already"
    message = gettext_noop("This screen was made already, and its address is not shown again.")
    hint = gettext_noop("If nobody has copied it, revoke the screen and make another.")


class Key(StrEnum):
    """What may be pressed while a show runs."""

    NEXT = "next"
    BACK = "back"
    BLACK = "black"
    LOGO = "logo"


STEP = "step"
"""The display that is neither black nor the logo."""


@dataclass(frozen=True)
class Position:
    """Where a show is: the step it stands at, and what the halls display."""

    cursor: int
    display: str


def pressed(at: Position, key: Key, *, holds: Sequence[bool], is_held: bool = False) -> Position:
    """Where a key leads; `holds` says of each step whether it is told by holding the key. Black and logo put the step
    away and, pressed again, bring it back; while it is away, next and back only bring it back, so that nothing is
    told in the dark. Raises FirstStep, LastStep, HoldNeeded."""
    if key in (Key.BLACK, Key.LOGO):
        return Position(at.cursor, STEP if at.display == key else key.value)
    if at.display != STEP:
        return Position(at.cursor, STEP)
    to = moved(at.cursor, by=1 if key == Key.NEXT else -1, count=len(holds))
    if to == at.cursor:
        raise LastStep if key == Key.NEXT else FirstStep
    if to > at.cursor and holds[to] and not is_held:
        raise HoldNeeded
    return Position(to, STEP)


def require_key(name: str) -> Key:
    """Raises KeyUnknown."""
    try:
        return Key(name)
    except ValueError as error:
        raise KeyUnknown from error


def require_abort_reason(text: str) -> str:
    """Without the spaces around it. Raises AbortReasonNeeded, AbortReasonTooLong."""
    told = text.strip()
    if not told:
        raise AbortReasonNeeded
    if len(told) > REASON_LENGTH:
        raise AbortReasonTooLong(longest=REASON_LENGTH)
    return told


def require_at_the_end(cursor: int, *, count: int) -> None:
    """Raises NotAtTheEnd."""
    if cursor < count - 1:
        raise NotAtTheEnd(left=count - 1 - cursor)
