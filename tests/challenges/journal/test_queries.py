"""A change to an old line is seen, and where."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from challenges.journal import queries
from challenges.journal.actions import write
from challenges.journal.models import DayHead, JournalCheck, JournalEntry
from challenges.journal.queries import day_heads, has_head, line_of, steps, verify
from challenges.journal.rules import (
    ASCRIBED,
    CHANGED,
    CUT_OFF,
    MISSING,
    MOVED,
    REWRITTEN,
    UNLINKED,
    Finding,
    Place,
    hash_of,
)
from tests.factories import NOW

pytestmark = pytest.mark.database


@pytest.fixture
def journal(db):
    for number in range(1, 6):
        write("deed", subject=f"thing:{number}", now=NOW, details={"n": number})


def found():
    return [finding for _, findings in steps() for finding in findings]


def rewrite(number):
    """As somebody does who knows how: with the right hash, the lines after it too."""
    for entry in JournalEntry.objects.filter(number__gte=number).order_by("number"):
        entry.subject = f"{entry.subject}!" if entry.number == number else entry.subject
        entry.previous_hash = JournalEntry.objects.get(number=entry.number - 1).hash
        entry.hash = hash_of(line_of(entry))
        entry.save()


def test_empty_journal_is_whole(db):
    assert verify() is None


def test_untouched_journal_is_whole(journal):
    assert verify() is None


@pytest.mark.parametrize("change", [{"details": {"n": 9}}, {"actor": "nobody"}, {"hash": "0" * 64}])
def test_changed_line_is_found(journal, change):
    JournalEntry.objects.filter(number=3).update(**change)
    assert verify() == 3
    assert found()[0] == Finding(CHANGED, 3, 3)


def test_line_that_leads_to_another_account_is_found(db, alice, bob):
    """No hash covers the account, which may be deleted: the actor says who it was."""
    written = write("deed", subject="thing:1", by=alice, now=NOW)
    JournalEntry.objects.filter(pk=written.pk).update(by=bob)
    assert found() == [Finding(ASCRIBED, written.number, bob.pk)]
    JournalEntry.objects.filter(pk=written.pk).update(by=None)
    assert found() == []


def test_removed_line_is_found(journal):
    JournalEntry.objects.filter(number=2).delete()
    assert verify() == 2
    assert found() == [Finding(MISSING, 2, 2)]


def test_lines_that_changed_places_are_found_and_it_is_said_which(journal):
    for number, other in ((3, 99), (4, 3), (99, 4)):
        JournalEntry.objects.filter(number=number).update(number=other)
    assert found() == [Finding(MOVED, 3, 4), Finding(MOVED, 4, 3), Finding(UNLINKED, 5, 4)]


def test_line_replaced_with_its_hash_is_found_at_the_one_after_it(journal):
    entry = JournalEntry.objects.get(number=3)
    entry.details = {"n": 99}
    entry.hash = hash_of(line_of(entry))
    entry.save()
    assert found() == [Finding(UNLINKED, 4, 3)]


def test_chain_written_anew_is_found_where_its_end_was_noted(journal):
    head = JournalEntry.objects.get(number=4)
    DayHead.objects.create(day=NOW.date(), zone="UTC", number=4, hash=head.hash, noted_at=NOW)
    assert found() == []
    rewrite(3)
    assert found() == [Finding(REWRITTEN, 4, 4)]


def test_end_cut_off_is_found_where_a_check_went_further(journal):
    last = JournalEntry.objects.get(number=5)
    JournalCheck.objects.create(asked_at=NOW, up_to=5, last_hash=last.hash, finished_at=NOW)
    JournalEntry.objects.filter(number__gte=4).delete()
    assert found() == [Finding(CUT_OFF, 4, 5)]


def test_time_that_is_none_is_a_finding_not_a_failure(journal):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps none")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE challenges_journalentry SET at = '2026-13-45 00:00:00' WHERE number = 4")
    assert found() == [Finding(CHANGED, 4, 4)]


def test_walk_in_small_steps_finds_the_same(journal, monkeypatch):
    monkeypatch.setattr(queries, "A_STEP", 2)
    JournalEntry.objects.filter(number=3).update(actor="nobody")
    places = [place.number for place, _ in steps()]
    assert (places, found()) == ([2, 4, 6, 6], [Finding(CHANGED, 3, 3)])


def test_walk_goes_on_from_a_place(journal):
    before = JournalEntry.objects.get(number=2)
    assert [place.number for place, _ in steps(Place(3, before.hash), up_to=4)] == [5, 5]


def test_head_is_there_or_not(journal):
    head = JournalEntry.objects.get(number=4)
    assert (has_head(4, head.hash), has_head(4, "0" * 64), has_head(3, head.hash)) == (True, False, False)


def test_days_say_how_many_lines_they_brought(journal):
    days = [NOW.astimezone(ZoneInfo("Africa/Casablanca")).date() - timedelta(days=ago) for ago in (2, 0)]
    for day, number in zip(days, (1, 5), strict=True):
        DayHead.objects.create(day=day, zone="UTC", number=number, hash="a" * 64, noted_at=NOW)
    assert [(head.number, head.lines) for head in day_heads()] == [(5, 4), (1, 2)]


def test_deleting_an_account_breaks_nothing(db, alice):
    write("deed", subject="thing", by=alice, now=NOW)
    actor = f"user:{alice.pk}"
    alice.delete()
    assert verify() is None
    assert JournalEntry.objects.values_list("by", "actor").get(number=1) == (None, actor)
