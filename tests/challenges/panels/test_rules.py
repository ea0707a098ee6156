"""Scales, hours, reasons and codes."""

from datetime import timedelta

import pytest

from challenges.panels.rules import (
    CODE_DIGITS,
    CODE_LETTERS,
    MOST_CRITERIA,
    MOST_JURORS,
    HourNotToCome,
    HoursOutOfOrder,
    InstitutionMissing,
    PanelFrozen,
    PanelLocked,
    ScaleUnfit,
    TooManyCriteria,
    TooManyJurors,
    WhyMissing,
    grades_untold,
    is_living,
    levels_within,
    require_draft,
    require_hours,
    require_institution,
    require_not_locked,
    require_room_for_criterion,
    require_room_for_juror,
    require_scale,
    require_why,
)
from tests.factories import NOW

DAY = timedelta(days=1)


@pytest.mark.parametrize(("lowest", "highest"), [(1, 5), (0, 10), (0, 1), (-2, 2)])
def test_scale_goes_upwards(lowest, highest):
    require_scale(lowest, highest)


@pytest.mark.parametrize(("lowest", "highest"), [(1, 1), (5, 1), (0, 11)])
def test_scale_that_does_not_is_refused(lowest, highest):
    with pytest.raises(ScaleUnfit):
        require_scale(lowest, highest)


def test_levels_are_those_of_the_scale():
    levels = {"1": {"fr": "a", "ar": "b", "en": "c"}, "2": {"fr": "a", "ar": " ", "en": "c"}, "9": {"fr": "x"}}
    assert set(levels_within(levels, 1, 3)) == {"1", "2", "3"}
    assert grades_untold(levels, 1, 3, languages=("fr", "ar", "en")) == 2
    assert grades_untold(levels, 1, 2, languages=("fr", "en")) == 0


def test_hours_come_in_their_order():
    require_hours(NOW + DAY, NOW + 2 * DAY, changed={"screening_closes_at", "final_closes_at"}, now=NOW)
    require_hours(None, None, changed={"final_closes_at"}, now=NOW)
    with pytest.raises(HoursOutOfOrder):
        require_hours(NOW + 2 * DAY, NOW + DAY, changed=(), now=NOW)


def test_only_an_hour_that_moves_must_come():
    require_hours(NOW - DAY, NOW + DAY, changed={"final_closes_at"}, now=NOW)
    with pytest.raises(HourNotToCome) as refused:
        require_hours(NOW - DAY, NOW + DAY, changed={"screening_closes_at"}, now=NOW)
    assert refused.value.field == "screening_closes_at"


@pytest.mark.parametrize("text", ["", "  ", "x" * 601])
def test_a_reason_is_needed(text):
    with pytest.raises(WhyMissing):
        require_why(text)


def test_what_is_refused_by_its_name():
    with pytest.raises(PanelFrozen):
        require_draft(opened_at=NOW)
    with pytest.raises(PanelLocked):
        require_not_locked(is_locked=True)
    with pytest.raises(TooManyCriteria):
        require_room_for_criterion(MOST_CRITERIA)
    with pytest.raises(TooManyJurors):
        require_room_for_juror(MOST_JURORS)
    with pytest.raises(InstitutionMissing):
        require_institution(" ")


def test_what_is_allowed():
    require_draft(opened_at=None)
    require_not_locked(is_locked=False)
    require_room_for_criterion(MOST_CRITERIA - 1)
    require_room_for_juror(MOST_JURORS - 1)
    assert require_institution(" ENSA ") == "ENSA"
    assert require_why(" ill ") == "ill"


def test_links_live_until_their_hour():
    assert is_living(expires_at=NOW, ended_at=None, now=NOW)
    assert not is_living(expires_at=NOW, ended_at=None, now=NOW + DAY)
    assert not is_living(expires_at=NOW, ended_at=NOW, now=NOW)


def test_signs_of_codes_are_not_mistaken_for_one_another():
    assert set("01OILUBSZ").isdisjoint(CODE_LETTERS + CODE_DIGITS)
