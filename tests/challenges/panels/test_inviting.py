"""Jurors are invited; what is refused then."""

import pytest

from challenges.crew.rules import InvitedAlready
from challenges.journal.models import JournalEntry
from challenges.panels.inviting import invite_juror, withdraw_juror_invitation
from challenges.panels.models import Seat
from challenges.panels.queries import juror_invitation_for
from challenges.panels.rules import (
    InstitutionMissing,
    JurorInvitationUnknown,
    PanelLocked,
    PlaysInEdition,
    SeatTaken,
    SitsAlready,
)
from challenges.panels.seating import Place
from challenges.post.models import Letter
from challenges.post.rules import AddressUnusable
from tests.factories import NOW
from tests.factories.jury import at_stage, make_juror, make_panel

PLACE = Place(Seat.JUROR, "ENSA Agadir", "vagues\nmétéo")


@pytest.fixture
def panel(challenge):
    return make_panel(challenge)


def invite(panel, by, *, email="rita@smartport.test", place=PLACE):
    return invite_juror(panel, place, email=email, by=by, now=NOW)


def test_letter_carries_the_link_and_the_journal_no_address(panel, dora):
    made = invite(panel, dora)
    letter = Letter.objects.get()
    assert f"/jury/join/{made.secret}/" in letter.body
    assert juror_invitation_for(made.secret, now=NOW) == made.invitation
    line = JournalEntry.objects.get(deed="panel.juror_invited")
    assert "rita" not in str(line.details)
    assert made.secret not in str(made.invitation.__dict__)


def test_withdrawn_link_opens_nothing(panel, dora):
    made = invite(panel, dora)
    assert withdraw_juror_invitation(made.invitation, by=dora, now=NOW)
    assert not withdraw_juror_invitation(made.invitation, by=dora, now=NOW)
    with pytest.raises(JurorInvitationUnknown):
        juror_invitation_for(made.secret, now=NOW)


def test_nobody_is_invited_twice(panel, dora, carol):
    make_juror(panel, carol)
    with pytest.raises(SitsAlready):
        invite(panel, dora, email=carol.email.upper())
    invite(panel, dora)
    with pytest.raises(InvitedAlready):
        invite(panel, dora, email="RITA@smartport.test")


def test_who_plays_is_not_invited(panel, dora, alices_team, bob):
    with pytest.raises(PlaysInEdition):
        invite(panel, dora, email=bob.email)


@pytest.mark.parametrize("seat", [Seat.PRESIDENT, Seat.DEPUTY])
def test_one_president_and_one_deputy(panel, dora, seat):
    invite(panel, dora, place=Place(seat, "ANP"))
    with pytest.raises(SeatTaken):
        invite(panel, dora, email="una@smartport.test", place=Place(seat, "ANP"))


def test_what_does_not_fit_is_refused(panel, dora):
    with pytest.raises(AddressUnusable):
        invite(panel, dora, email="rita")
    with pytest.raises(InstitutionMissing):
        invite(panel, dora, place=Place(Seat.JUROR, " "))
    at_stage(panel, "locked")
    with pytest.raises(PanelLocked):
        invite(panel, dora)
