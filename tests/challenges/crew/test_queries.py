"""Who has which role, in as many queries for many as for few."""

import pytest

from challenges.crew.models import Appointment, Role
from challenges.crew.queries import crew
from tests.factories import NOW, make_person

pytestmark = pytest.mark.django_db


def test_crew_is_told_with_since_and_by_whom(challenge, alice, dora, django_assert_num_queries):
    olga = make_person("olga", is_staff=True, is_superuser=True)
    Appointment.objects.create(user=dora, role=Role.ORGANIZER, since=NOW, by=olga)
    Appointment.objects.create(user=dora, role=Role.OPERATOR, since=NOW, by=olga, ended_at=NOW)
    challenge.organizers.add(dora)
    with django_assert_num_queries(3):
        first, second = crew()
    assert (first.person, first.appointments, first.challenges) == (olga, [], [])
    assert (second.person, [one.role for one in second.appointments]) == (dora, ["organizer"])
    assert second.challenges == [challenge]
