"""Writing: numbers without gaps, whoever writes."""

import pytest

from challenges.journal.actions import OPENING, write
from challenges.journal.models import JournalEntry
from challenges.journal.queries import verify
from tests.factories import NOW
from tests.threads import at_once

pytestmark = pytest.mark.database


def test_first_entry_opens_the_journal(db, alice):
    entry = write("team.created", subject="team:1", by=alice, now=NOW, details={"name": "Les Alizés"})
    assert list(JournalEntry.objects.values_list("number", "deed", "actor")) == [
        (0, OPENING, "system"),
        (1, "team.created", f"user:{alice.pk}"),
    ]
    assert entry.previous_hash == JournalEntry.objects.get(number=0).hash


def test_part_of_the_system_is_named(db):
    assert write("leaderboard.closed", subject="rade/main", actor="leaderboards", now=NOW).actor == "leaderboards"


@pytest.mark.django_db(transaction=True)
def test_many_writers_make_one_chain():
    at_once(8, lambda number: write("deed", subject=str(number), now=NOW))
    assert list(JournalEntry.objects.values_list("number", flat=True)) == list(range(9))
    assert verify() is None
