"""What is written to whoever is invited, and to whoever organizes no longer."""

import pytest

from challenges.crew.actions import invite_organizer, take_back_organizer
from challenges.post.models import Letter
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_invitation_names_who_invites_the_edition_and_the_hour(challenge, dora):
    given = {"email": "otto@smartport.test", "challenges": [], "is_limited": False}
    made = invite_organizer(challenge.edition, **given, by=dora, now=NOW)
    body = Letter.objects.get().body
    assert "Dora" in body
    assert f"http://testserver/console/join/{made.secret}/" in body
    assert challenge.edition.title["fr"] in body


def test_end_of_a_role_is_told(dora):
    take_back_organizer(dora, by=dora, knows=True, now=NOW)
    assert "Dora" in Letter.objects.get(to=dora).body
