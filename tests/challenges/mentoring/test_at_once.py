"""Teams that book at the same instant: one has the slot, and no team more than it may."""

from datetime import timedelta

import pytest

from challenges.mentoring.actions import book, cancel, change_slot, withdraw_slot
from challenges.mentoring.models import MentorBooking, MentorSlot
from challenges.mentoring.rules import MOST_A_WEEK, BookingUnknown, SlotTaken, SlotUnknown, TeamBusy, WeekUsed
from challenges.post.models import Letter
from tests.factories import NOW, make_challenge, make_edition, make_person, make_slot, make_team
from tests.threads import at_once

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stage():
    """An edition, and as many teams of one as are asked for."""
    edition = make_edition()
    make_challenge(edition)

    def teams(count):
        people = [make_person(f"captain-{number}") for number in range(count)]
        return [(make_team(edition, name=f"Équipe {one.pk}", captain=one), one) for one in people]

    return edition, teams


def kinds(results):
    return sorted(type(result).__name__ for result in results)


def test_of_many_teams_one_has_the_slot(stage):
    edition, teams = stage
    slot, pairs = make_slot(edition), teams(5)
    results = at_once(5, lambda number: book(slot, team=pairs[number][0], by=pairs[number][1], now=NOW))
    assert kinds(results) == ["MentorBooking", *[SlotTaken.__name__] * 4]
    assert MentorBooking.objects.filter(cancelled_at=None).count() == 1
    assert Letter.objects.count() == 1


def test_two_members_book_one_hour_once(stage):
    edition, teams = stage
    slot, ((team, captain),) = make_slot(edition), teams(1)
    results = at_once(4, lambda _: book(slot, team=team, by=captain, now=NOW))
    assert {result.pk for result in results} == set(MentorBooking.objects.values_list("pk", flat=True))
    assert MentorBooking.objects.count() == 1


def test_team_passes_no_bound_by_booking_at_once(stage):
    edition, teams = stage
    ((team, captain),) = teams(1)
    slots = [make_slot(edition, starts_at=NOW + timedelta(days=3, hours=number)) for number in range(5)]
    results = at_once(5, lambda number: book(slots[number], team=team, by=captain, now=NOW))
    assert kinds(results) == sorted(["MentorBooking"] * MOST_A_WEEK + [WeekUsed.__name__] * (5 - MOST_A_WEEK))


def test_team_is_not_with_two_mentors_at_one_time(stage):
    edition, teams = stage
    ((team, captain),) = teams(1)
    slots = [make_slot(edition, mentor=f"Mentor {number}") for number in range(3)]
    results = at_once(3, lambda number: book(slots[number], team=team, by=captain, now=NOW))
    assert kinds(results) == sorted(["MentorBooking"] + [TeamBusy.__name__] * 2)


def test_booking_and_withdrawing_leave_no_team_waiting(stage):
    edition, teams = stage
    slot, ((team, captain),) = make_slot(edition), teams(1)
    dora = make_person("dora", is_staff=True)
    deeds = [
        lambda: book(slot, team=team, by=captain, now=NOW),
        lambda: withdraw_slot(slot, by=dora, now=NOW),
    ]
    booked, withdrawn = at_once(2, lambda number: deeds[number]())
    assert withdrawn is True
    assert isinstance(booked, MentorBooking | SlotUnknown)
    assert not MentorBooking.objects.filter(cancelled_at=None).exists()


def test_cancelling_and_moving_end_in_one_of_two_orders(stage):
    edition, teams = stage
    slot, ((team, captain),) = make_slot(edition), teams(1)
    dora = make_person("dora", is_staff=True)
    book(slot, team=team, by=captain, now=NOW)
    moved = MentorSlot.objects.get(pk=slot.pk)
    moved.starts_at += timedelta(hours=1)
    moved.ends_at += timedelta(hours=1)
    deeds = [
        lambda: cancel(slot, team=team, by=captain, now=NOW),
        lambda: change_slot(moved, by=dora, now=NOW),
    ]
    assert at_once(2, lambda number: deeds[number]()) == [None, None]
    assert not MentorBooking.objects.filter(cancelled_at=None).exists()
    with pytest.raises(BookingUnknown):
        cancel(slot, team=team, by=captain, now=NOW)
