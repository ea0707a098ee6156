"""How a subject is read, and what somebody who searches may mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

LARGEST_KEY = 2**63 - 1
LONGEST_WORDS = 120
_SUBJECT = re.compile(r"[a-z_]+:.+")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Subject:
    """`kind:reference`, such as `team:3f1c…` or `leaderboard:rade/main`."""

    kind: str
    reference: str

    @property
    def key(self) -> UUID | int | None:
        """The reference as a key; None where it is an address."""
        if self.reference.isascii() and self.reference.isdigit():
            return int(self.reference) if int(self.reference) <= LARGEST_KEY else None
        return as_uuid(self.reference)


def subject_of(text: str) -> Subject:
    """Whatever stands there."""
    kind, _, reference = text.partition(":")
    return Subject(kind, reference)


def as_uuid(text: str) -> UUID | None:
    """In its usual form, or None."""
    try:
        return UUID(text) if re.fullmatch(r"[0-9a-fA-F-]{32,36}", text) else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Sought:
    """What the words of a search mean: a line's number, its hash, an exact subject or actor, the key of something, or a
    name."""

    number: int | None = None
    hash: str = ""
    exact: str = ""
    key: UUID | None = None
    name: str = ""


def sought(text: str) -> Sought:
    """By the look of it."""
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in text[:LONGEST_WORDS]).split())
    if words.isascii() and words.isdigit() and len(words) < 18:
        return Sought(number=int(words))
    if _HASH.fullmatch(words.lower()):
        return Sought(hash=words.lower())
    if key := as_uuid(words):
        return Sought(key=key)
    if _SUBJECT.fullmatch(words):
        return Sought(exact=words)
    return Sought(name=words)


def is_ones_own(subject: Subject, *, actor: str) -> bool:
    """Whether a person did something to their own account: nobody's business but the operator's."""
    return subject.kind == "user" and actor == f"user:{subject.reference}"


def moves_in(details: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What a deed changed, from what to what, as journal.changes wrote it: under `changes`, or among the details."""
    told = details.get("changes")
    rows = told if isinstance(told, Mapping) else {name: value for name, value in details.items() if name not in LISTS}
    pairs = {name: value for name, value in rows.items() if isinstance(value, list) and len(value) == 2}
    return {str(name): (value[0], value[1]) for name, value in pairs.items()}


# Details that are lists of what was touched, not from what to what.
LISTS = frozenset({"changed", "fields", "evaluations", "texts", "submissions", "teams", "letters"})
