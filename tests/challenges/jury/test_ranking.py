"""Ranks: 1-2-2-4, and what counts as equal."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from challenges.jury.ranking import first, ranks, ranks_of


def test_equal_ones_share_a_rank_and_the_next_is_skipped():
    assert ranks({"A": 3, "B": Fraction(7), "C": 7.0, "D": 9}) == {"A": 4, "B": 2, "C": 2, "D": 1}


def test_what_differs_by_rounding_is_equal():
    found = ranks({"A": 0.1 + 0.2, "B": 0.3, "C": 0.30001})
    assert (found, first(found)) == ({"A": 2, "B": 2, "C": 1}, ("C",))


def test_nobody_has_no_rank():
    assert (ranks({}), first({})) == ({}, ())


@given(st.lists(st.integers(0, 5), min_size=1))
def test_rank_is_one_more_than_those_who_are_better(values):
    expected = [1 + sum(other > value for other in values) for value in values]
    assert ranks_of(np.array([values, values], dtype=float)).tolist() == [expected, expected]
