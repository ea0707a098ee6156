"""The clock reminds once, and frees what nobody will come to."""

from datetime import timedelta

import pytest

from challenges.mentoring.actions import book
from challenges.mentoring.queries import living_booking
from challenges.mentoring.reminding import free_abandoned, remind
from challenges.post.models import Letter
from challenges.teams.models import Membership
from tests.factories import NOW, make_slot

DAY_BEFORE = NOW + timedelta(days=3)
pytestmark = pytest.mark.django_db


def reminders() -> int:
    return Letter.objects.filter(about__contains=":reminder:").count()


def test_team_is_reminded_a_day_before_and_once(edition, alices_team, alice):
    book(make_slot(edition), team=alices_team, by=alice, now=NOW)
    assert remind(now=DAY_BEFORE - timedelta(minutes=1)) == 0
    assert [remind(now=DAY_BEFORE), remind(now=DAY_BEFORE + timedelta(hours=2))] == [1, 0]
    assert reminders() == 2  # Alice and Bob


def test_who_booked_within_the_day_has_the_hour_in_hand(edition, alices_team, alice):
    book(make_slot(edition), team=alices_team, by=alice, now=DAY_BEFORE + timedelta(hours=1))
    assert remind(now=DAY_BEFORE + timedelta(hours=2)) == 1
    assert reminders() == 0


def test_nobody_is_reminded_of_what_began(edition, alices_team, alice):
    slot = make_slot(edition)
    book(slot, team=alices_team, by=alice, now=NOW)
    assert remind(now=slot.starts_at) == 0


def test_hour_of_a_team_that_everybody_left_is_free_again(edition, alices_team, alice):
    slot = make_slot(edition)
    book(slot, team=alices_team, by=alice, now=NOW)
    assert free_abandoned(now=NOW) == 0
    Membership.objects.filter(team=alices_team).delete()
    assert free_abandoned(now=NOW) == 1
    assert living_booking(slot) is None
