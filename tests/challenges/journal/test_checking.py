"""A check walks in bounded steps; each day's end is noted once it is over."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from challenges.journal import queries
from challenges.journal.actions import write
from challenges.journal.checking import ask_check, go_on, note_heads
from challenges.journal.models import DayHead, JournalCheck, JournalEntry
from tests.factories import NOW

pytestmark = pytest.mark.database
ZONE = ZoneInfo("Africa/Casablanca")


@pytest.fixture
def lines(db, monkeypatch):
    monkeypatch.setattr(queries, "A_STEP", 2)
    for number in range(1, 6):
        write("deed", subject=f"thing:{number}", now=NOW)


def test_check_goes_as_far_as_it_has_time_and_ends_with_the_line_it_was_asked_at(lines, dora):
    check = ask_check(by=dora, now=NOW)
    go_on(seconds=0, now=NOW)
    check.refresh_from_db()
    assert (check.next_number, check.finished_at) == (2, None)
    write("deed", subject="later", now=NOW)
    go_on(seconds=60, now=NOW)
    check.refresh_from_db()
    assert (check.up_to, check.next_number, check.finished_at, check.finding_count) == (5, 6, NOW, 0)
    assert check.last_hash == JournalEntry.objects.get(number=5).hash


def test_check_keeps_what_it_found(lines, dora):
    JournalEntry.objects.filter(number=3).update(actor="nobody")
    ask_check(by=dora, now=NOW)
    go_on(seconds=60, now=NOW)
    check = JournalCheck.objects.get()
    assert (check.finding_count, check.findings) == (1, [{"kind": "changed", "number": 3, "other": 3}])


def test_second_one_who_asks_gets_the_check_that_goes_on(lines, dora):
    assert ask_check(by=dora, now=NOW) == ask_check(by=None, now=NOW)
    assert JournalEntry.objects.filter(deed="journal.check_asked").count() == 1


def test_empty_journal_is_checked_too(db):
    check = ask_check(by=None, now=NOW)
    go_on(seconds=60, now=NOW)
    check.refresh_from_db()
    assert (check.up_to, check.finished_at) == (-1, NOW)


def at(day, hour, minute=0):
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


def test_day_is_noted_once_it_is_over_in_its_zone(db):
    write("deed", subject="a", now=at(1, 9))
    write("deed", subject="b", now=at(1, 23, 30))
    write("deed", subject="c", now=at(3, 9))
    assert note_heads(zone=ZONE, now=at(1, 23, 59)) == 0
    assert note_heads(zone=ZONE, now=at(2, 0, 5)) == 0  # something that was begun before midnight may still come
    assert note_heads(zone=ZONE, now=at(2, 0, 11)) == 1
    assert note_heads(zone=ZONE, now=at(4, 9)) == 1
    assert list(DayHead.objects.order_by("day").values_list("day", "number")) == [
        (date(2026, 12, 1), 2),
        (date(2026, 12, 3), 3),
    ]
    assert DayHead.objects.get(number=2).hash == JournalEntry.objects.get(number=2).hash


def test_day_that_is_noted_is_not_noted_again(db):
    write("deed", subject="a", now=at(1, 9))
    note_heads(zone=ZONE, now=at(2, 9))
    DayHead.objects.update(hash="a" * 64)
    assert note_heads(zone=ZONE, now=at(9, 9) + timedelta(days=1)) == 0
    assert DayHead.objects.get().hash == "a" * 64
