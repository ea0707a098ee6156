"""The interval of a share."""

import pytest

from datasets.risk.intervals import share_of


@pytest.mark.parametrize(
    ("value", "low", "high"),
    # Wilson's interval of 0, 1 and 81 of 263 in an endless population (Newcombe 1998, method 3).
    [(0 / 20, 0.0, 0.1611), (1 / 29, 0.0061, 0.1718), (81 / 263, 0.2553, 0.3662)],
)
def test_interval_is_wilsons_in_a_large_population(value, low, high):
    tested = {0.0: 20, 1 / 29: 29}.get(value, 263)

    share = share_of(value, tested=tested, population=10**9)

    assert (share.low, share.high) == pytest.approx((low, high), abs=1e-4)


def test_interval_is_narrower_the_more_of_the_population_was_tested():
    few, most = (share_of(0.5, tested=100, population=population) for population in (10**6, 110))

    assert few.low < most.low < 0.5 < most.high < few.high


def test_interval_is_a_point_when_all_were_tested():
    assert share_of(0.25, tested=8, population=8).as_dict() == {
        "share": 0.25,
        "low": 0.25,
        "high": 0.25,
        "tested": 8,
        "population": 8,
    }
