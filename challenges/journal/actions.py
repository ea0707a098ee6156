"""Writes the next line of the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.journal.models import JournalEntry
from challenges.journal.rules import NO_HASH, Line, hash_of

OPENING = "journal.opened"


@transaction.atomic(savepoint=False)  # a deed without its line is undone with it
def write(
    deed: str,
    *,
    subject: str,
    now: datetime,
    by: AbstractBaseUser | None = None,
    actor: str = "",
    details: Mapping[str, Any] | None = None,
) -> JournalEntry:
    """Append a deed in the transaction of the deed itself; name either the person (`by`) or the part of the system.

    Details are plain JSON values. Writers queue up at the first line, whose lock is held until the transaction ends:
    write late. Locks here and elsewhere are "no key" ones: a row that refers to a locked one may still be added, or
    two transactions could wait for each other (an upload holds its team and wants the journal, a report the reverse).
    """
    hold_the_pen(now)
    last = JournalEntry.objects.order_by("-number")[0]
    line = Line(
        number=last.number + 1,
        at=now,
        actor=actor or (f"user:{by.pk}" if by else "system"),
        deed=deed,
        subject=subject,
        details=dict(details or {}),
        previous_hash=last.hash,
    )
    return _append(line, by=by)


def hold_the_pen(now: datetime) -> None:
    """Take the writers' lock for the rest of the transaction: first, where another lock is to be held while writing
    that a writer may want, such as a leaderboard's."""
    if JournalEntry.objects.select_for_update(no_key=True).filter(number=0).first():
        return
    line = Line(number=0, at=now, actor="system", deed=OPENING, subject="", details={}, previous_hash=NO_HASH)
    JournalEntry.objects.bulk_create([_entry(line, by=None)], ignore_conflicts=True)
    JournalEntry.objects.select_for_update(no_key=True).get(number=0)


def _append(line: Line, *, by: AbstractBaseUser | None) -> JournalEntry:
    entry = _entry(line, by=by)
    entry.save(force_insert=True)
    return entry


def _entry(line: Line, *, by: AbstractBaseUser | None) -> JournalEntry:
    return JournalEntry(
        number=line.number,
        at=line.at,
        by_id=by.pk if by else None,
        actor=line.actor,
        deed=line.deed,
        subject=line.subject,
        details=line.details,
        previous_hash=line.previous_hash,
        hash=hash_of(line),
    )
