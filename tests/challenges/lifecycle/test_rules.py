"""When an organizer may publish and move hours."""

from datetime import timedelta

import pytest

from challenges.lifecycle.rules import (
    REASON_LENGTH,
    BoardFinal,
    EndNotLater,
    HourOutside,
    HourPast,
    PhaseNotBegun,
    PhaseOver,
    ReasonUnusable,
    require_board_open,
    require_inside,
    require_later_end,
    require_reason,
    require_running,
    require_to_come,
)
from tests.factories import CLOSES_AT, NOW, OPENS_AT

HOUR = timedelta(hours=1)


def test_board_that_is_closed_stays_so():
    require_board_open(None)
    with pytest.raises(BoardFinal):
        require_board_open(NOW)


@pytest.mark.parametrize(("now", "refusal"), [(OPENS_AT, PhaseNotBegun), (CLOSES_AT, PhaseOver)])
def test_phase_is_closed_while_it_runs(now, refusal):
    require_running(OPENS_AT, CLOSES_AT, now=NOW)
    with pytest.raises(refusal):
        require_running(OPENS_AT, CLOSES_AT, now=now)


def test_end_moves_to_a_later_hour_that_is_to_come():
    require_later_end(CLOSES_AT + HOUR, closes_at=CLOSES_AT, now=NOW)
    with pytest.raises(EndNotLater):
        require_later_end(CLOSES_AT, closes_at=CLOSES_AT, now=NOW)
    with pytest.raises(HourPast):
        require_later_end(CLOSES_AT + HOUR, closes_at=CLOSES_AT, now=CLOSES_AT + 2 * HOUR)


def test_hour_of_now_is_over():
    with pytest.raises(HourPast):
        require_to_come(NOW, now=NOW)


@pytest.mark.parametrize("hour", [OPENS_AT, CLOSES_AT])
def test_hour_lies_inside(hour):
    require_inside(NOW, opens_at=OPENS_AT, closes_at=CLOSES_AT)
    with pytest.raises(HourOutside):
        require_inside(hour, opens_at=OPENS_AT, closes_at=CLOSES_AT)


def test_reason_is_in_french_and_short():
    assert require_reason({"fr": " Panne. ", "ar": " ", "en": "Outage."}) == {"fr": "Panne.", "en": "Outage."}
    for reason in ({}, {"en": "Outage."}, {"fr": "x" * (REASON_LENGTH + 1)}):
        with pytest.raises(ReasonUnusable):
            require_reason(reason)
