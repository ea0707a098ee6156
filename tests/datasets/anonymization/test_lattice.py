"""The lattice: prices and the order of nodes."""

from itertools import pairwise, product

import numpy as np
import pandas as pd
import pytest

from datasets.anonymization.ladders import ladder_of
from datasets.anonymization.lattice import Lattice, rungs_of
from tests.datasets.anonymization.oracle import column


def rungs(values: list[object], **told: object):
    return rungs_of(ladder_of(column("x", **told), pd.Series(values)))


def test_entropy_is_lost_level_by_level():
    """Four equal values in two equal groups: two bits, one bit, none."""
    found = rungs(list("abcd"), coarsen="given", levels={"a": ("m",), "b": ("m",), "c": ("n",), "d": ("n",)})
    assert found.lost.tolist() == pytest.approx([0, 0.5, 1])


def test_column_that_says_nothing_costs_nothing():
    assert rungs(["a"] * 3).lost.tolist() == [0, 0]


def test_weeks_do_not_fit_into_months():
    found = rungs(
        list(pd.to_datetime(["2024-01-31", "2024-02-01", "2025-03-03"])),
        coarsen="time",
        levels=("week", "month", "year"),
    )
    assert found.fits.tolist() == [
        [True, False, True, True],
        [False, True, True, True],
        [False, False, True, True],
        [False, False, False, True],
    ]
    assert len(set(found.atoms.tolist())) == 3


def test_atoms_tell_the_code_at_every_level():
    ladder = ladder_of(column("x", "number", coarsen="bins", levels=(2, 3)), pd.Series(np.arange(12.0)))
    found = rungs_of(ladder)
    for level, codes in enumerate(ladder.codes):
        assert found.at(level, atoms=found.atoms).codes.tolist() == codes.tolist()


@pytest.fixture
def lattice():
    return Lattice([rungs(list("aabbcd")), rungs(list(range(6)), coarsen="given", levels={"0": ("m",), "1": ("m",)})])


def test_nodes_come_by_price_each_once(lattice):
    nodes = list(lattice.by_price())
    assert sorted(nodes) == list(product(range(2), range(3)))
    assert nodes[0] == (0, 0)
    assert all(lattice.price(one) <= lattice.price(then) for one, then in pairwise(nodes))


def test_price_goes_from_nothing_to_one_and_the_first_column_weighs_twice(lattice):
    assert lattice.price((0, 0)) == 0
    assert lattice.price((1, 2)) == pytest.approx(1)
    assert lattice.price((1, 0)) == pytest.approx(2 * lattice.price((0, 2)))


def test_straight_way_climbs_one_step_at_a_time(lattice):
    assert list(lattice.straight_up()) == [(0, 0), (0, 1), (0, 2), (1, 2)]
