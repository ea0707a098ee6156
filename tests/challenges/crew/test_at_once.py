"""An invitation that is accepted in two windows at the same instant is accepted once."""

import pytest

from challenges.crew.actions import accept_crew_invitation, invite_organizer
from challenges.crew.models import Appointment
from challenges.crew.rules import CrewInvitationUnknown
from challenges.journal.models import JournalEntry
from smartport.accounts.models import User
from tests.factories import NOW, make_person
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
MANY = 4


def test_of_many_clicks_one_joins(challenge, dora):
    otto = make_person("otto")
    given = {"email": otto.email, "challenges": [challenge], "is_limited": True}
    invited = invite_organizer(challenge.edition, **given, by=dora, now=NOW)

    def accept(_):
        user = User.objects.get(pk=otto.pk)
        return accept_crew_invitation(invited.secret, user=user, confirmed=[otto.email], now=NOW)

    answers = at_once(MANY, accept)
    assert sorted(type(answer).__name__ for answer in answers) == [
        "CrewInvitation",
        *[CrewInvitationUnknown.__name__] * (MANY - 1),
    ]
    assert Appointment.objects.filter(user=otto).count() == 1
    assert JournalEntry.objects.filter(deed="crew.joined").count() == 1
