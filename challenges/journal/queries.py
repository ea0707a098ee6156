"""Is the chain whole? And how it ended, day by day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Max, QuerySet, Value, Window
from django.db.models.functions import Lag

from challenges.journal.models import DayHead, JournalCheck, JournalEntry
from challenges.journal.rules import CHANGED, MOVED, Finding, Kept, Line, Place, Walk, cut_off, is_true

A_STEP = 2000
COVERED = ("number", "at", "actor", "deed", "subject", "details", "previous_hash")


def line_of(entry: JournalEntry) -> Line:
    """The entry as its hash covers it."""
    return Line(**{name: getattr(entry, name) for name in COVERED})


def verify() -> int | None:
    """The number of the first entry that was changed, removed or slipped in; None while the chain is whole.

    Entries cut off the end leave a whole, shorter chain: that is seen only where a later head was noted (see `steps`).
    """
    return next((found.number for _, findings in steps() for found in findings), None)


def steps(place: Place | None = None, *, up_to: int | None = None) -> Iterator[tuple[Place, list[Finding]]]:
    """The one way in which the chain is verified: from a place to its end, or to the line `up_to`, A_STEP lines at a
    time; after each step how far it is and what it found. Whoever keeps the place may go on from it later."""
    walk = Walk(place or Place())
    while entries := _entries(walk.place.number, up_to=up_to):
        walk.known = known_heads(first=entries[0].number, last=entries[-1].number)
        findings = [_explained(found) for found in walk.over(entries)]
        yield walk.place, findings
    yield walk.place, cut_off(Place(last_number() + 1), last_known=last_known())


def known_heads(*, first: int, last: int) -> dict[int, str]:
    """Hashes by number that were noted before, of the lines from the first to the last."""
    checks = JournalCheck.objects.filter(finished_at__isnull=False, finding_count=0, up_to__range=(first, last))
    days = DayHead.objects.filter(number__range=(first, last))
    return {**dict(checks.values_list("up_to", "last_hash")), **dict(days.values_list("number", "hash"))}


def last_known() -> int:
    """The last number that was ever noted; -1 for none."""
    checks = JournalCheck.objects.filter(finished_at__isnull=False).aggregate(last=Max("up_to"))["last"]
    days = DayHead.objects.aggregate(last=Max("number"))["last"]
    return max(-1 if found is None else int(found) for found in (checks, days))


def last_number() -> int:
    """Of the last line; -1 for an empty journal."""
    last = JournalEntry.objects.aggregate(last=Max("number"))["last"]
    return -1 if last is None else int(last)


def has_head(number: int, hash_: str) -> bool:
    """Whether the line with this number has this hash today."""
    return JournalEntry.objects.filter(number=number, hash=hash_).exists()


def day_span(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """A day's first instant, and the first that is no longer in it."""
    return datetime.combine(day, time.min, zone), datetime.combine(day + timedelta(days=1), time.min, zone)


def day_heads() -> QuerySet[DayHead]:
    """The latest day first; each with `lines`, how many were written since the one before."""
    before = Window(Lag("number", default=Value(-1)), order_by="day")
    return DayHead.objects.annotate(lines=F("number") - before).order_by("-day")


def checks() -> QuerySet[JournalCheck]:
    """Of the journal, the latest first."""
    return JournalCheck.objects.select_related("asked_by")


def _entries(first: int, *, up_to: int | None) -> list[Kept]:
    """The next ones. Where one of them cannot be read at all, each is read by itself."""
    rows = JournalEntry.objects.filter(number__gte=first).order_by("number")
    if up_to is not None:
        rows = rows.filter(number__lte=up_to)
    try:
        return [_kept(row) for row in rows.values_list(*COVERED, "hash", "by")[:A_STEP]]
    except (ValueError, RecursionError):
        return [_read(number) for number in rows.values_list("number", flat=True)[:A_STEP]]


def _read(number: int) -> Kept:
    try:
        return _kept(JournalEntry.objects.values_list(*COVERED, "hash", "by").get(number=number))
    except (ValueError, RecursionError):
        return Kept(number, None, JournalEntry.objects.values_list("hash", flat=True).get(number=number))


def _kept(row: tuple[Any, ...]) -> Kept:
    *covered, hash_, by = row
    return Kept(row[0], Line(*covered), hash_, by)


def _explained(found: Finding) -> Finding:
    """A line that is true with another number was moved: the line it follows on tells which that was."""
    line = _read(found.number).line if found.kind == CHANGED else None
    if line is None:
        return found
    hashes = dict(JournalEntry.objects.filter(number=found.number).values_list("number", "hash"))
    before = JournalEntry.objects.filter(hash=line.previous_hash).values_list("number", flat=True)
    for number in {*before, found.number - 2, found.number}:  # its neighbours too: they may have moved with it
        if is_true(replace(line, number=number + 1), hashes[found.number]):
            return Finding(MOVED, found.number, number + 1)
    return found
