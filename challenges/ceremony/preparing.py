"""Before the evening: its hour and place, and in which order awards are told and words are spoken."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.ceremony.holding import hold, hold_draft, require_state, tell
from challenges.ceremony.models import Ceremony, State
from challenges.ceremony.prizes import prizes_of
from challenges.ceremony.queries import entries_of
from challenges.ceremony.rules import MOST_WORDS, OrderMoved, TooManyWords
from challenges.ceremony.script import Prize, Words
from challenges.editions.models import Edition
from challenges.journal.changes import changes
from challenges.journal.keeping import change
from challenges.projects.rules import moved

FIELDS = ("begins_at", "place", "has_sound")
UNDONE = (State.DRAFT, State.ARMED, State.LIVE, State.ABORTED)


@transaction.atomic
def keep_evening(ceremony: Ceremony, *, by: AbstractBaseUser, now: datetime) -> None:
    """Hour, place and sound as the row says; they may change until the evening is done, for the script does not say
    them. Raises NotAtThisState."""
    held = hold(ceremony.edition, now=now)
    require_state(held, *UNDONE)
    change(held, {name: getattr(ceremony, name) for name in FIELDS}, by=by, now=now)


def keys_in_order(ceremony: Ceremony) -> list[str]:
    """Awards and words by their keys, as they are told now; what a page shows and sends back as `seen`."""
    return [entry.key for entry in entries_of(ceremony, prizes_of(ceremony.edition))]


@transaction.atomic
def put_in_order(
    edition: Edition, keys: Sequence[str], *, seen: Sequence[str], by: AbstractBaseUser, now: datetime
) -> None:
    """All awards and words in this order; `seen` is the one that the page had shown. Raises ScriptArmed,
    NotAtThisState, OrderMoved."""
    held = hold_draft(edition, now=now)
    entries = {entry.key: entry for entry in entries_of(held, prizes_of(edition))}
    if list(entries) != list(seen) or sorted(keys) != sorted(seen):
        raise OrderMoved
    if list(keys) != list(seen):
        _keep_order(held, [entries[key] for key in keys], by=by, now=now)


@transaction.atomic
def move_entry(
    edition: Edition, key: str, *, up: bool, seen: Sequence[str], by: AbstractBaseUser, now: datetime
) -> None:
    """One place earlier or later; at the end of the list nothing moves. Raises ScriptArmed, NotAtThisState,
    OrderMoved."""
    if key not in seen:
        raise OrderMoved
    put_in_order(edition, moved(seen, name=key, up=up), seen=seen, by=by, now=now)


@transaction.atomic
def keep_words(edition: Edition, told: Mapping[str, Any], *, key: str = "", by: AbstractBaseUser, now: datetime) -> str:
    """What somebody says between the awards (title, speaker, notes), new and last but for the main prize where no key
    is given; its key. Raises ScriptArmed, NotAtThisState, TooManyWords, and OrderMoved for words that are gone."""
    held = hold_draft(edition, now=now)
    entries = entries_of(held, prizes_of(edition))
    words = [entry for entry in entries if isinstance(entry, Words)]
    said = Words(key or uuid4().hex, dict(told["title"]), told["speaker"], told["notes"])
    if key:
        if key not in {one.key for one in words}:
            raise OrderMoved
        kept = [said if entry.key == key else entry for entry in entries]
        if kept == entries:
            return key
    else:
        if len(words) >= MOST_WORDS:
            raise TooManyWords(limit=MOST_WORDS)
        kept = list(entries)
        kept.insert(_before_main(kept), said)
    _save(held, kept)
    tell(held, "ceremony.words_kept", by=by, now=now, words=said.key, is_new=not key)
    return said.key


@transaction.atomic
def remove_words(edition: Edition, key: str, *, by: AbstractBaseUser, now: datetime) -> bool:
    """Nobody speaks there any more; False where they were gone. Raises ScriptArmed, NotAtThisState."""
    held = hold_draft(edition, now=now)
    entries = entries_of(held, prizes_of(edition))
    left = [entry for entry in entries if not (isinstance(entry, Words) and entry.key == key)]
    if len(left) == len(entries):
        return False
    _save(held, left)
    tell(held, "ceremony.words_removed", by=by, now=now, words=key)
    return True


def words_of(ceremony: Ceremony) -> dict[str, Words]:
    """By their keys."""
    entries = entries_of(ceremony, [])
    return {entry.key: entry for entry in entries if isinstance(entry, Words)}


def _keep_order(held: Ceremony, entries: Sequence[Prize | Words], *, by: AbstractBaseUser, now: datetime) -> None:
    was = [entry.key for entry in entries_of(held, prizes_of(held.edition))]
    told = changes({"order": was}, {"order": [entry.key for entry in entries]})
    _save(held, entries)
    tell(held, "ceremony.reordered", by=by, now=now, changes=told)


def _save(held: Ceremony, entries: Sequence[Prize | Words]) -> None:
    held.running_order = [_plain(entry) for entry in entries]
    held.save(update_fields=["running_order"])


def _plain(entry: Prize | Words) -> dict[str, Any]:
    if isinstance(entry, Words):
        return {
            "kind": "words",
            "key": entry.key,
            "title": dict(entry.title),
            "speaker": entry.speaker,
            "notes": entry.notes,
        }
    return {"kind": "award", "award": entry.key}


def _before_main(entries: Sequence[Prize | Words]) -> int:
    found = (at for at, one in enumerate(entries) if isinstance(one, Prize) and one.kind == "main")
    return next(found, len(entries))
