"""Walks over the chain in bounded steps, and notes how each day ended."""

from dataclasses import asdict
from datetime import datetime, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max

from challenges.journal.actions import write
from challenges.journal.models import DayHead, JournalCheck, JournalEntry
from challenges.journal.queries import day_span, last_number, steps
from challenges.journal.rules import NO_HASH, Place

KEPT_FINDINGS = 100
# A deed is written within its transaction, which may end a little after the hour that it bears.
LATE = timedelta(minutes=10)
MOST_DAYS = 100


@transaction.atomic
def ask_check(*, by: AbstractBaseUser | None, now: datetime) -> JournalCheck:
    """A walk up to the line that is the last one now; while one is under way, that one. The clock walks it."""
    running = JournalCheck.objects.filter(finished_at=None).first()
    if running is not None:
        return running
    up_to = last_number()
    made = JournalCheck.objects.create(asked_at=now, asked_by_id=by.pk if by else None, up_to=up_to, last_hash=NO_HASH)
    write("journal.check_asked", subject=f"check:{made.pk}", by=by, now=now, details={"up_to": up_to})
    return made


def go_on(*, seconds: float, now: datetime) -> None:
    """Walk on with what was asked for, for about so long."""
    until = monotonic() + seconds
    for check in JournalCheck.objects.filter(finished_at=None).order_by("asked_at"):
        _walk(check, until=until, now=now)


def _walk(check: JournalCheck, *, until: float, now: datetime) -> None:
    """Of two clocks that walk the same check at the same time one stops."""
    for place, found in steps(Place(check.next_number, check.last_hash), up_to=check.up_to):
        is_over = place.number == check.next_number
        ours = JournalCheck.objects.filter(pk=check.pk, next_number=check.next_number, finished_at=None)
        findings = [*check.findings, *map(asdict, found)][:KEPT_FINDINGS]
        count = check.finding_count + len(found)
        told = {"next_number": place.number, "last_hash": place.hash, "findings": findings, "finding_count": count}
        if not ours.update(**told, finished_at=now if is_over else None):
            return
        for name, value in told.items():
            setattr(check, name, value)
        if is_over or monotonic() > until:
            return


def note_heads(*, zone: ZoneInfo, now: datetime) -> int:
    """Note the last line of each day that is over and has none noted yet; how many."""
    noted = 0
    for _ in range(MOST_DAYS):
        head = _next_head(zone, now=now)
        if head is None:
            break
        noted += len(DayHead.objects.bulk_create([head], ignore_conflicts=True))
    return noted


def _next_head(zone: ZoneInfo, *, now: datetime) -> DayHead | None:
    """Of the first day after the last noted one that has a line with a higher number."""
    last = DayHead.objects.order_by("-day").first()
    rows = JournalEntry.objects.all()
    if last is not None:
        rows = rows.filter(number__gt=last.number, at__gte=day_span(last.day, zone)[1])
    first = rows.order_by("at").values_list("at", flat=True).first()
    if first is None:
        return None
    day = first.astimezone(zone).date()
    begins, ends = day_span(day, zone)
    if now < ends + LATE:
        return None
    number = rows.filter(at__gte=begins, at__lt=ends).aggregate(last=Max("number"))["last"]
    hash_ = JournalEntry.objects.values_list("hash", flat=True).get(number=number)
    return DayHead(day=day, zone=zone.key, number=number, hash=hash_, noted_at=now)
