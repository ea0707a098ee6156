"""Finds, for lines that have none yet, what they are about."""

from django.db.models import Max

from challenges.chronicle.models import Topic
from challenges.chronicle.resolving import topics_of
from challenges.journal.models import JournalEntry

A_BATCH = 1000
ROUNDS = 5


def place_missing() -> int:
    """Of lines behind the last that has one; how many. Numbers are given and committed in order, so none is passed
    over. May be run at any time, by any number of processes."""
    placed = 0
    for _ in range(ROUNDS):
        last = Topic.objects.aggregate(last=Max("entry_id"))["last"]
        rows = JournalEntry.objects.filter(number__gt=-1 if last is None else last).order_by("number")
        entries = list(rows[:A_BATCH])
        Topic.objects.bulk_create(topics_of(entries), ignore_conflicts=True, batch_size=500)
        placed += len(entries)
        if len(entries) < A_BATCH:
            break
    return placed
