"""A script signed in several windows at the same instant is armed once."""

import pytest

from challenges.ceremony.arming import agree_to_script, propose_script
from challenges.ceremony.models import Ceremony, State
from tests.challenges.ceremony.conftest import deeds
from tests.factories import NOW
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
MANY = 4


def test_each_signature_is_one(evening, edition, digest, dora, driss):
    at_once(MANY, lambda _: propose_script(edition, seen=digest, by=dora, now=NOW))
    answers = at_once(MANY, lambda _: agree_to_script(edition, seen=digest, by=driss, now=NOW).pk)
    assert answers == [evening.pk] * MANY
    assert Ceremony.objects.get().state == State.ARMED
    assert deeds() == ["proposed", "armed"]
