"""Ships that look right: check digits, flags, proportions."""

import numpy as np
import pytest

from datasets.simulation.calls.fleet import FLAGS, build_vessels, imo_number
from datasets.simulation.chance import stream
from datasets.simulation.ports import CASABLANCA


@pytest.mark.parametrize("number", ["9074729", "9176187", "9321483"])
def test_check_digit_is_that_of_published_examples(number):
    assert imo_number(int(number[:6])) == number


def test_vessels_are_distinct_and_in_proportion():
    trade = CASABLANCA.trades[0]
    vessels = build_vessels(trade, 500, serials=list(range(700_000, 700_500)), rng=stream(1, "fleet"))
    assert len({vessel.imo for vessel in vessels}) == 500
    assert all(imo_number(int(vessel.imo[:6])) == vessel.imo for vessel in vessels)
    assert all(len(vessel.mmsi) == 9 and vessel.mmsi.startswith(str(FLAGS[vessel.flag])) for vessel in vessels)
    lengths = np.array([vessel.length for vessel in vessels])
    assert trade.length[0] <= lengths.min() < lengths.max() <= trade.length[1]
    assert all(5 < vessel.length / vessel.beam < 7.5 for vessel in vessels)
    assert all(5 < vessel.full_draught < 16.5 for vessel in vessels)
