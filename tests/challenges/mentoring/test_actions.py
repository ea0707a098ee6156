"""Hours are offered, booked, cancelled, moved and withdrawn, and those concerned are told."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from challenges.journal.models import JournalEntry
from challenges.leaderboards.merging import accept_merge
from challenges.mentoring.actions import Offer, book, cancel, change_slot, offer_series, withdraw_slot
from challenges.mentoring.models import MentorBooking, MentorSlot
from challenges.mentoring.queries import living_booking
from challenges.mentoring.rules import (
    BookingUnknown,
    Series,
    SlotOver,
    SlotTaken,
    SlotUnknown,
    TeamBusy,
    TooLateToCancel,
    WeekUsed,
)
from challenges.post.models import Letter
from challenges.teams.merging import propose_merge
from challenges.teams.rules import NoTeam
from tests.factories import NOW, make_slot

SERIES = Series(date(2026, 12, 1), time(17), time(18), minutes=20, weeks=2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def slot(edition, carol):
    """Carol's, four days after NOW."""
    return make_slot(edition, account=carol)


def letters_to(person) -> list[str]:
    return list(Letter.objects.filter(to=person).order_by("written_at", "pk").values_list("subject", flat=True))


def test_series_is_offered_once(edition, dora):
    offer = Offer(key=uuid4(), mentor="Hicham", topic={"fr": "Quai"})
    assert len(offer_series(edition, offer, SERIES, by=dora, now=NOW)) == 6
    assert offer_series(edition, offer, SERIES, by=dora, now=NOW) == []
    assert MentorSlot.objects.count() == 6
    assert [entry.deed for entry in JournalEntry.objects.exclude(number=0)] == ["mentorslot.offered"]


def test_team_books_and_all_concerned_are_told_once(slot, alices_team, alice, bob, carol):
    made = book(slot, team=alices_team, about="our  approach", by=alice, now=NOW)
    assert (made.team, made.about) == (alices_team, "our approach")
    assert book(slot, team=alices_team, by=bob, now=NOW) == made
    assert [len(letters_to(person)) for person in (alice, bob, carol)] == [1, 1, 1]
    assert "Quai 3, salle B" in Letter.objects.get(to=bob).body


def test_taken_slot_is_refused(slot, alices_team, mallorys_team, alice, mallory):
    book(slot, team=alices_team, by=alice, now=NOW)
    with pytest.raises(SlotTaken):
        book(slot, team=mallorys_team, by=mallory, now=NOW)


def test_stranger_books_for_no_team(slot, alices_team, mallory):
    with pytest.raises(NoTeam):
        book(slot, team=alices_team, by=mallory, now=NOW)


def test_slot_that_began_or_was_withdrawn_is_refused(slot, alices_team, alice, dora):
    with pytest.raises(SlotOver):
        book(slot, team=alices_team, by=alice, now=slot.starts_at)
    withdraw_slot(slot, by=dora, now=NOW)
    with pytest.raises(SlotUnknown):
        book(slot, team=alices_team, by=alice, now=NOW)


def test_team_has_one_mentor_at_a_time_and_so_many_a_week(edition, slot, alices_team, alice):
    monday = make_slot(edition, starts_at=slot.starts_at - timedelta(days=1))
    sunday = make_slot(edition, starts_at=slot.starts_at + timedelta(days=2))
    beside = make_slot(edition, mentor="Salma", starts_at=slot.starts_at + timedelta(minutes=10))
    later = make_slot(edition, starts_at=slot.starts_at + timedelta(days=7))
    book(slot, team=alices_team, by=alice, now=NOW)
    with pytest.raises(TeamBusy):
        book(beside, team=alices_team, by=alice, now=NOW)
    book(monday, team=alices_team, by=alice, now=NOW)
    with pytest.raises(WeekUsed):
        book(sunday, team=alices_team, by=alice, now=NOW)
    book(later, team=alices_team, by=alice, now=NOW)


def test_cancelled_slot_is_free_for_another(slot, alices_team, mallorys_team, alice, bob, mallory):
    book(slot, team=alices_team, by=alice, now=NOW)
    cancel(slot, team=alices_team, by=bob, now=NOW)
    assert book(slot, team=mallorys_team, by=mallory, now=NOW).team == mallorys_team
    assert MentorBooking.objects.count() == 2
    with pytest.raises(BookingUnknown):
        cancel(slot, team=alices_team, by=alice, now=NOW)


def test_booking_cannot_be_cancelled_in_the_last_hour(slot, alices_team, alice):
    book(slot, team=alices_team, by=alice, now=NOW)
    with pytest.raises(TooLateToCancel):
        cancel(slot, team=alices_team, by=alice, now=slot.starts_at - timedelta(minutes=59))


def test_moved_slot_is_told_with_both_hours_and_without_change_nothing_is(slot, alices_team, alice, dora):
    made = book(slot, team=alices_team, by=alice, now=NOW)
    MentorBooking.objects.filter(pk=made.pk).update(reminded_at=NOW)
    change_slot(slot, by=dora, now=NOW)
    assert len(letters_to(alice)) == 1
    slot.starts_at += timedelta(hours=1)
    slot.ends_at += timedelta(hours=1)
    change_slot(slot, by=dora, now=NOW + timedelta(minutes=1))
    told = Letter.objects.filter(to=alice).order_by("-written_at").first()
    assert [hour in told.body for hour in ("12:00", "13:00")] == [True, True]
    made.refresh_from_db()
    assert made.reminded_at is None


def test_withdrawn_slot_frees_the_team_and_tells_it_once(slot, alices_team, alice, dora):
    book(slot, team=alices_team, by=alice, now=NOW)
    assert withdraw_slot(slot, by=dora, now=NOW)
    assert not withdraw_slot(slot, by=dora, now=NOW)
    assert living_booking(slot) is None
    assert len(letters_to(alice)) == 2


def test_hours_go_with_a_team_that_merges_but_for_those_at_one_time(
    edition, slot, alices_team, mallorys_team, alice, mallory
):
    beside = make_slot(edition, mentor="Salma", starts_at=slot.starts_at + timedelta(minutes=10))
    other = make_slot(edition, starts_at=slot.starts_at + timedelta(days=1))
    book(slot, team=alices_team, by=alice, now=NOW)
    book(beside, team=mallorys_team, by=mallory, now=NOW)
    book(other, team=mallorys_team, by=mallory, now=NOW)
    proposal = propose_merge(mallorys_team, into=alices_team.name, by=mallory, now=NOW)
    accept_merge(proposal, by=alice, now=NOW)
    assert living_booking(beside) is None
    assert living_booking(other).team == alices_team
