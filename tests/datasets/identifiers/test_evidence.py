"""Chance and what is more than chance."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from datasets.identifiers.evidence import BY_CHANCE, exceeds_chance

ROUNDING = 1 + 1e-9  # six of six at one in ten is just what is promised


def test_a_handful_of_valid_numbers_is_more_than_chance():
    assert not exceeds_chance(5, of=5, chance=0.1)
    assert exceeds_chance(7, of=7, chance=0.1)


def test_half_valid_is_too_few_however_many_they_are():
    assert not exceeds_chance(490_000, of=1_000_000, chance=0.1)
    assert exceeds_chance(510_000, of=1_000_000, chance=0.1)


def test_nothing_is_beyond_certainty_and_none_of_none():
    assert not exceeds_chance(1_000, of=1_000, chance=1.0)
    assert not exceeds_chance(0, of=0, chance=0.1)


@given(st.integers(1, 400), st.sampled_from([1 / 97, 0.1, 0.3, 0.6]), st.data())
def test_bound_is_never_below_the_exact_probability(n, chance, data):
    """Chernoff's bound may miss an identifier; it never finds one that chance makes more often than promised."""
    valid = data.draw(st.integers(0, n))
    if exceeds_chance(valid, of=n, chance=chance):
        logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
        counts = np.arange(valid, n + 1)
        terms = logs[n] - logs[counts] - logs[n - counts] + counts * np.log(chance) + (n - counts) * np.log1p(-chance)
        assert np.exp(terms).sum() <= BY_CHANCE * ROUNDING
