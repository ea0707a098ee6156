"""The rulebook of data, without a file and without a database."""

from datetime import date

import pytest

from datasets.rules import (
    PeriodsTooClose,
    SampleTooSmall,
    WouldForetell,
    WouldIdentify,
    require_gap,
    require_order,
    require_publishable,
    require_rows,
)

DAYS = [date(2024, month, 1) for month in range(1, 6)]


def test_identifier_and_later_column_are_refused_and_a_plain_one_passes():
    require_publishable("cargo", secret={"imo"}, later={"atb"})
    with pytest.raises(WouldIdentify):
        require_publishable("imo", secret={"imo"}, later={"atb"})
    with pytest.raises(WouldForetell):
        require_publishable("atb", secret={"imo"}, later={"atb"})


@pytest.mark.parametrize("order", [(1, 0, 2, 3), (0, 2, 1, 3), (0, 1, 3, 2), (0, 0, 1, 2), (0, 1, 2, 2)])
def test_periods_that_do_not_go_forward_are_refused(order):
    with pytest.raises(PeriodsTooClose):
        require_order(*(DAYS[place] for place in order))


def test_periods_may_touch():
    require_order(DAYS[0], DAYS[1], DAYS[1], DAYS[2])


def test_gap_may_equal_the_longest_wait_and_not_be_shorter():
    require_gap(48, longest_hours=48)
    with pytest.raises(PeriodsTooClose):
        require_gap(47.9, longest_hours=48)


def test_twenty_rows_are_enough():
    require_rows("test", rows=20)
    with pytest.raises(SampleTooSmall, match="The test part has 19 rows; at least 20 are needed"):
        require_rows("test", rows=19)
