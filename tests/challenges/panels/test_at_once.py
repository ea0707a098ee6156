"""A panel made, and a seat taken, in several windows at the same instant: once."""

from uuid import uuid4

import pytest

from challenges.journal.models import JournalEntry
from challenges.panels.actions import make_panel as make
from challenges.panels.inviting import invite_juror
from challenges.panels.joining import accept_juror_invitation
from challenges.panels.models import Juror, Panel, Seat
from challenges.panels.rules import JurorInvitationUnknown, SitsAlready
from challenges.panels.seating import Place
from tests.factories import NOW
from tests.factories.jury import make_panel
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
MANY = 4


def test_one_form_is_one_panel(challenge, dora):
    key = uuid4()

    def once(_):
        row = Panel(pk=key, edition=challenge.edition, challenge=challenge, title={"fr": "Jury"})
        return make(row, by=dora, now=NOW).pk

    assert at_once(MANY, once) == [key] * MANY
    assert Panel.objects.count() == 1
    assert JournalEntry.objects.filter(deed="panel.added").count() == 1


def test_one_invitation_is_one_seat(challenge, carol, dora):
    place = Place(Seat.JUROR, "INRH")
    invited = invite_juror(make_panel(challenge), place, email=carol.email, by=dora, now=NOW)
    given = {"user": carol, "confirmed": [carol.email], "now": NOW}
    answers = at_once(MANY, lambda _: accept_juror_invitation(invited.secret, **given))
    assert sum(isinstance(answer, Juror) for answer in answers) == 1
    assert sum(isinstance(answer, (SitsAlready, JurorInvitationUnknown)) for answer in answers) == MANY - 1
    assert Juror.objects.count() == 1
    assert JournalEntry.objects.filter(deed="panel.juror_joined").count() == 1
