"""The seat is taken by whoever has the address."""

from datetime import timedelta

import pytest

from challenges.crew.rules import NotYourInvitation
from challenges.panels.inviting import invite_juror
from challenges.panels.joining import accept_juror_invitation
from challenges.panels.models import Seat
from challenges.panels.rules import LIFE, JurorInvitationUnknown, OrganizesHere, PlaysInEdition, SitsAlready
from challenges.panels.seating import Place, end_seat
from tests.factories import NOW
from tests.factories.jury import make_juror, make_panel


@pytest.fixture
def panel(challenge):
    return make_panel(challenge)


@pytest.fixture
def made(panel, carol, dora):
    return invite_juror(panel, Place(Seat.RESERVE, "INRH", "courants"), email=carol.email, by=dora, now=NOW)


def accept(made, user, *, confirmed=None, now=NOW):
    return accept_juror_invitation(made.secret, user=user, confirmed=confirmed or [user.email], now=now)


def test_seat_is_as_it_was_offered(made, panel, carol):
    seated = accept(made, carol)
    assert (seated.panel, seated.seat, seated.institution, seated.fields) == (panel, "reserve", "INRH", "courants")
    carol.refresh_from_db()
    assert carol.judges
    with pytest.raises(JurorInvitationUnknown):
        accept(made, carol)


def test_another_address_opens_nothing(made, bob):
    with pytest.raises(NotYourInvitation):
        accept(made, bob)


def test_link_dies_of_age(made, carol):
    with pytest.raises(JurorInvitationUnknown):
        accept(made, carol, now=NOW + LIFE + timedelta(seconds=1))


def test_who_plays_in_the_edition_does_not_judge_in_it(made, alices_team, bob, carol):
    with pytest.raises(PlaysInEdition):
        accept(made, bob, confirmed=[carol.email])
    bob.refresh_from_db()
    assert not bob.judges


def test_who_sits_already_keeps_the_seat(made, panel, carol):
    seat = make_juror(panel, carol, seat=Seat.PRESIDENT)
    with pytest.raises(SitsAlready):
        accept(made, carol)
    seat.refresh_from_db()
    assert seat.seat == Seat.PRESIDENT


def test_who_comes_back_declares_anew(made, panel, carol, dora):
    seat = make_juror(panel, carol)
    end_seat(seat, reason="ill", by=dora, now=NOW)
    back = accept(made, carol)
    assert (back.pk, back.left_at, back.declared_at) == (seat.pk, None, None)


def test_organizer_of_the_edition_does_not_judge_in_it(made, carol):
    carol.is_staff = True
    carol.save()
    with pytest.raises(OrganizesHere):
        accept(made, carol)
    carol.organizes_named_only = True
    assert accept(made, carol).user == carol


def test_organizer_is_not_invited(panel, dora):
    with pytest.raises(OrganizesHere):
        invite_juror(panel, Place(Seat.JUROR, "INRH"), email=dora.email.upper(), by=dora, now=NOW)
