"""Is the chain whole?"""

from challenges.journal.models import JournalEntry
from challenges.journal.rules import NO_HASH, Line, hash_of


def line_of(entry: JournalEntry) -> Line:
    """The entry as its hash covers it."""
    return Line(
        number=entry.number,
        at=entry.at,
        actor=entry.actor,
        deed=entry.deed,
        subject=entry.subject,
        details=entry.details,
        previous_hash=entry.previous_hash,
    )


def verify() -> int | None:
    """The number of the first entry that was changed, removed or slipped in; None while the chain is whole.

    Entries cut off the end leave a whole, shorter chain: the last hash has to be known from elsewhere to see that.
    """
    number, previous = 0, NO_HASH
    for entry in JournalEntry.objects.order_by("number").iterator(chunk_size=1000):
        if entry.number != number or entry.previous_hash != previous or entry.hash != hash_of(line_of(entry)):
            return number
        number, previous = number + 1, entry.hash
    return None
