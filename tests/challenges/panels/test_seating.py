"""Seats change and end; the mark on accounts follows."""

import pytest

from challenges.journal.models import JournalEntry
from challenges.panels.inviting import invite_juror
from challenges.panels.models import Seat
from challenges.panels.rules import HasLeft, InstitutionMissing, PanelLocked, SeatTaken, WhyMissing
from challenges.panels.seating import Place, change_seat, end_seat, settle_judges
from challenges.post.models import Letter
from tests.factories import NOW
from tests.factories.jury import at_stage, make_juror, make_panel


@pytest.fixture
def panel(challenge):
    return make_panel(challenge)


@pytest.fixture
def seat(panel, carol):
    return make_juror(panel, carol, seat=Seat.RESERVE)


def test_reserve_is_called_in_and_told(seat, dora):
    assert change_seat(seat, Place(Seat.JUROR, "INRH", "vagues"), by=dora, now=NOW)
    seat.refresh_from_db()
    assert (seat.seat, seat.institution, seat.fields) == ("juror", "INRH", "vagues")
    assert Letter.objects.get().to == seat.user


def test_other_fields_are_no_news(seat, dora):
    assert not change_seat(seat, Place(Seat.RESERVE, "INRH", "vagues"), by=dora, now=NOW)
    assert not change_seat(seat, Place(Seat.RESERVE, "INRH", "vagues"), by=dora, now=NOW)
    assert not Letter.objects.exists()
    assert JournalEntry.objects.filter(deed="panel.juror_changed").count() == 1


def test_one_president_the_invited_among_them(panel, seat, dora):
    make_juror(panel, name="rita", seat=Seat.PRESIDENT)
    with pytest.raises(SeatTaken):
        change_seat(seat, Place(Seat.PRESIDENT, "INRH"), by=dora, now=NOW)
    invite_juror(panel, Place(Seat.DEPUTY, "ANP"), email="una@smartport.test", by=dora, now=NOW)
    with pytest.raises(SeatTaken):
        change_seat(seat, Place(Seat.DEPUTY, "INRH"), by=dora, now=NOW)
    with pytest.raises(InstitutionMissing):
        change_seat(seat, Place(Seat.JUROR, ""), by=dora, now=NOW)


def test_president_keeps_the_seat_with_another_institution(panel, dora):
    rita = make_juror(panel, name="rita", seat=Seat.PRESIDENT)
    assert not change_seat(rita, Place(Seat.PRESIDENT, "ANP"), by=dora, now=NOW)


def test_ended_once_with_a_reason_and_a_letter(seat, dora, carol):
    with pytest.raises(WhyMissing):
        end_seat(seat, reason=" ", by=dora, now=NOW)
    assert [end_seat(seat, reason="ill", by=dora, now=NOW) for _ in range(2)] == [True, False]
    carol.refresh_from_db()
    assert not carol.judges
    assert Letter.objects.count() == 1
    with pytest.raises(HasLeft):
        change_seat(seat, Place(Seat.JUROR, "INRH"), by=dora, now=NOW)


def test_who_leaves_by_themselves_is_not_written_to(seat, carol):
    assert end_seat(seat, reason="no time", by=carol, now=NOW)
    assert not Letter.objects.exists()


def test_mark_stays_with_a_seat_elsewhere_and_goes_with_the_last(panel, seat, challenge, carol, dora):
    other = make_juror(make_panel(challenge), carol)
    end_seat(seat, reason="ill", by=dora, now=NOW)
    carol.refresh_from_db()
    assert carol.judges
    end_seat(other, reason="ill", by=dora, now=NOW)
    carol.refresh_from_db()
    assert not carol.judges


def test_mark_stays_when_the_decision_is_locked(panel, seat, carol):
    at_stage(panel, "locked")
    settle_judges([carol.pk])
    carol.refresh_from_db()
    assert carol.judges


def test_locked_panel_ends_no_seat(panel, seat, dora):
    at_stage(panel, "locked")
    with pytest.raises(PanelLocked):
        end_seat(seat, reason="ill", by=dora, now=NOW)
