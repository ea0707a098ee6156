"""How one deed is chained to the one before: nobody changes an old line without breaking every later one."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from challenges.errors import Refusal, gettext_noop

NO_HASH = "0" * 64

# What a walk over the chain may find; the words are message ids with places for the numbers.
CHANGED, ASCRIBED, MOVED, UNLINKED, MISSING, REWRITTEN, CUT_OFF = (
    "changed",
    "ascribed",
    "moved",
    "unlinked",
    "missing",
    "rewritten",
    "cut_off",
)
FINDINGS: Mapping[str, str] = {
    CHANGED: gettext_noop("Line %(number)s was changed after it was written: its hash is not that of what it says."),
    ASCRIBED: gettext_noop("Line %(number)s leads to the account %(other)s, and was written by another one."),
    MOVED: gettext_noop("Line %(number)s stands in a place that is not its own: it was written as line %(other)s."),
    UNLINKED: gettext_noop(
        "Line %(number)s does not follow on line %(other)s: one of the two was replaced, together with its hash."
    ),
    MISSING: gettext_noop("Lines %(number)s to %(other)s are missing."),
    REWRITTEN: gettext_noop(
        "Line %(number)s has another hash than the one that was noted here before: it, or a line before it, was written"
        " anew with all that follow."
    ),
    CUT_OFF: gettext_noop("The end was cut off: lines %(number)s to %(other)s had been written, and are gone."),
}


class KeyInUse(Refusal):
    """Of a form for something new, whose key comes with it: the key is something else's."""

    code = "key_in_use"
    message = gettext_noop("This form was used already, for something else.")
    hint = gettext_noop("Open the page for a new one again, and send it from there.")


class HeadUnreadable(Refusal):
    code = "head_unreadable"
    message = gettext_noop("A head is a number and a hash of 64 letters and digits.")
    hint = gettext_noop("Copy both from where you wrote them down.")
    field = "hash"
    status = 422


@dataclass(frozen=True)
class Line:
    """What an entry says; its hash covers exactly this."""

    number: int
    at: datetime
    actor: str
    deed: str
    subject: str
    details: Mapping[str, Any]
    previous_hash: str


@dataclass(frozen=True)
class Kept:
    """An entry as the database has it: a line, None where it cannot even be read, the hash beside it, and the account
    it leads to, which the hash does not cover: None where there is none, or no longer."""

    number: int
    line: Line | None
    hash: str
    by: int | None = None


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was written. `other` is the line before, the place of old, the end of a gap, or an
    account."""

    kind: str
    number: int
    other: int


@dataclass(frozen=True)
class Place:
    """How far a walk is: the number that should come next, and the hash it should follow on (empty after a gap)."""

    number: int = 0
    hash: str = NO_HASH


@dataclass
class Walk:
    """Goes over entries in the order of their numbers, any number at a time. `known` are hashes by number that were
    noted before."""

    place: Place = field(default_factory=Place)
    known: Mapping[int, str] = field(default_factory=dict)

    def over(self, entries: Iterable[Kept]) -> list[Finding]:
        """What is found in these; the walk stands behind them then."""
        return [finding for entry in entries for finding in self._step(entry)]

    def _step(self, entry: Kept) -> list[Finding]:
        found, expected = [], self.place
        if entry.number > expected.number:
            found.append(Finding(MISSING, expected.number, entry.number - 1))
            expected = Place(entry.number, "")
        if entry.line is None or not is_true(entry.line, entry.hash):
            found.append(Finding(CHANGED, entry.number, entry.number))
        elif entry.by is not None and entry.line.actor != f"user:{entry.by}":
            found.append(Finding(ASCRIBED, entry.number, entry.by))
        elif expected.hash and entry.line.previous_hash != expected.hash:
            found.append(Finding(UNLINKED, entry.number, entry.number - 1))
        elif self.known.get(entry.number, entry.hash) != entry.hash:
            found.append(Finding(REWRITTEN, entry.number, entry.number))
        self.place = Place(entry.number + 1, entry.hash)
        return found


def cut_off(place: Place, *, last_known: int) -> list[Finding]:
    """What is missing behind the last entry, where a later one was noted before."""
    return [Finding(CUT_OFF, place.number, last_known)] if last_known >= place.number else []


def is_true(line: Line, hash_: str) -> bool:
    """Whether this is the hash of what the line says."""
    try:
        return hash_of(line) == hash_
    except (ValueError, AttributeError, RecursionError):  # no time, no finite number: nobody wrote it like that
        return False


def hash_of(line: Line) -> str:
    """SHA-256 over the line as canonical JSON: sorted keys, no spaces, UTF-8, times in UTC with microseconds."""
    spoken = {
        "number": line.number,
        "at": line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": line.actor,
        "deed": line.deed,
        "subject": line.subject,
        "details": line.details,
        "previous_hash": line.previous_hash,
    }
    text = json.dumps(spoken, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def require_head(number: str, hash_: str) -> tuple[int, str]:
    """A head as somebody typed it. Raises HeadUnreadable."""
    plain = "".join(hash_.split()).lower()
    digits = "".join(number.split())
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15):
        raise HeadUnreadable
    if len(plain) != 64 or not set(plain) <= set("0123456789abcdef"):
        raise HeadUnreadable
    return int(digits), plain
