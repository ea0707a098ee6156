"""A change to an old line is seen, and where."""

import pytest

from challenges.journal.actions import write
from challenges.journal.models import JournalEntry
from challenges.journal.queries import verify
from tests.factories import NOW

pytestmark = pytest.mark.database


@pytest.fixture
def journal(db):
    for number in range(1, 6):
        write("deed", subject=f"thing:{number}", now=NOW, details={"n": number})


def test_empty_journal_is_whole(db):
    assert verify() is None


def test_untouched_journal_is_whole(journal):
    assert verify() is None


@pytest.mark.parametrize("change", [{"details": {"n": 9}}, {"actor": "nobody"}, {"hash": "0" * 64}])
def test_changed_line_is_found(journal, change):
    JournalEntry.objects.filter(number=3).update(**change)
    assert verify() == 3


def test_removed_line_is_found(journal):
    JournalEntry.objects.filter(number=2).delete()
    assert verify() == 2


def test_deleting_an_account_breaks_nothing(db, alice):
    write("deed", subject="thing", by=alice, now=NOW)
    actor = f"user:{alice.pk}"
    alice.delete()
    assert verify() is None
    assert JournalEntry.objects.values_list("by", "actor").get(number=1) == (None, actor)
