"""What a juror signs before anything is seen, and what is refused."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from challenges.errors import Refusal, gettext_noop
from challenges.projects.rules import plain_line

VERSION = 1
"""Of the text of the declaration: whoever has signed another one signs again."""
NAME_LENGTH = 120
TIE_LENGTH = 160
MOST_TIES = 40


class SignatureMissing(Refusal):
    code = "signature_missing"
    message = gettext_noop("Type your first and last name: it is your signature.")
    field = "name"
    status = 422


class DeclarationNotAgreed(Refusal):
    code = "declaration_not_agreed"
    message = gettext_noop("Tick both boxes, if you agree: without them nobody judges.")
    hint = gettext_noop("If you do not agree, write to the organizers; nothing is shown to you then.")
    field = "agree"
    status = 422


class TieUnfinished(Refusal):
    code = "tie_unfinished"
    message = gettext_noop("A tie needs both: what it is, and the name of the person or institution.")
    hint = gettext_noop("Empty both to leave the line out.")
    field = "ties"
    status = 422


class TooManyTies(Refusal):
    """Details: limit."""

    code = "too_many_ties"
    message = gettext_noop("At most %(limit)s ties can be declared here.")
    hint = gettext_noop("Write to the organizers if you have more.")
    field = "ties"
    status = 422


class SeatLeft(Refusal):
    code = "seat_left"
    message = gettext_noop("You no longer sit on this panel.")
    status = 403


@dataclass(frozen=True)
class TieSaid:
    """What ties a juror to whom."""

    relation: str
    name: str


def require_signature(name: str) -> str:
    """On one line. Raises SignatureMissing."""
    told = plain_line(name, longest=NAME_LENGTH)
    if len(told) < 3 or not any(letter.isalpha() for letter in told):
        raise SignatureMissing
    return told


def require_agreement(*, is_agreed: bool) -> None:
    """Raises DeclarationNotAgreed."""
    if not is_agreed:
        raise DeclarationNotAgreed


def require_ties(ties: Sequence[TieSaid], *, relations: Collection[str]) -> list[TieSaid]:
    """Those that say something, each once. Raises TieUnfinished, TooManyTies."""
    told = [TieSaid(tie.relation, plain_line(tie.name, longest=TIE_LENGTH)) for tie in ties]
    said = list(dict.fromkeys(tie for tie in told if tie.relation or tie.name))
    if any(not tie.name or tie.relation not in relations for tie in said):
        raise TieUnfinished
    if len(said) > MOST_TIES:
        raise TooManyTies(limit=MOST_TIES)
    return said
