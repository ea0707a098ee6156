"""What is offered, and what nobody is told."""

from datetime import timedelta

import pytest

from challenges.mentoring.actions import book
from challenges.mentoring.queries import bookings_of, offered_slots, slots_for_organizers, slots_of
from tests.factories import NOW, make_challenge, make_person, make_slot

pytestmark = pytest.mark.django_db


def test_slots_say_whether_they_are_taken_and_whether_by_us(edition, alices_team, mallorys_team, alice, mallory):
    ours, theirs, free = (make_slot(edition, starts_at=NOW + timedelta(hours=number)) for number in (1, 2, 3))
    book(ours, team=alices_team, by=alice, now=NOW)
    book(theirs, team=mallorys_team, by=mallory, now=NOW)
    found = [(slot.pk, slot.is_taken, slot.is_ours) for slot in offered_slots(edition, now=NOW, team=alices_team)]
    assert found == [(ours.pk, True, True), (theirs.pk, True, False), (free.pk, False, False)]
    assert not any(slot.is_ours for slot in offered_slots(edition, now=NOW))


def test_what_began_and_what_is_hidden_is_not_offered(edition):
    draft = make_challenge(edition, slug="draft", is_published=False)
    make_slot(edition, starts_at=NOW)
    make_slot(edition, challenge=draft)
    make_slot(edition, cancelled_at=NOW)
    assert list(offered_slots(edition, now=NOW)) == []


def test_bookings_stay_until_the_hour_is_over(edition, alices_team, alice):
    slot = make_slot(edition)
    made = book(slot, team=alices_team, by=alice, now=NOW)
    assert list(bookings_of(alices_team, now=slot.starts_at)) == [made]
    assert list(bookings_of(alices_team, now=slot.ends_at)) == []


def test_organizers_and_mentors_see_their_own(edition, challenge, carol, dora):
    otto = make_person("otto", is_staff=True)
    challenge.organizers.add(otto)
    slot = make_slot(edition, challenge=challenge, account=carol)
    assert list(slots_for_organizers(edition, by=dora)) == []
    assert list(slots_for_organizers(edition, by=otto)) == [slot]
    assert list(slots_of(carol, edition)) == [slot]
