"""Numbers that people like to read."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.recipes.nice import decimals_of, nice_above, nice_below, nice_step, plain


@pytest.mark.parametrize(
    ("width", "step"),
    [(1, 1), (1.9, 1), (2, 2), (4.99, 2), (5, 5), (9.9, 5), (10, 10), (0.3, 0.2), (0.001, 0.001), (73_000, 50_000)],
)
def test_step_is_one_two_or_five_times_a_power_of_ten(width, step):
    assert nice_step(width) == step


@pytest.mark.parametrize("width", [0, -3, math.inf, math.nan])
def test_step_of_no_width_is_one(width):
    assert nice_step(width) == 1


@given(st.floats(1e-6, 1e9), st.sampled_from([0.1, 0.5, 2, 50]))
def test_nice_neighbours_lie_on_the_steps_around_a_value(value, step):
    above, below = nice_above(value, step=step), nice_below(value, step=step)
    assert below <= value * (1 + 1e-9)
    assert above >= value * (1 - 1e-9)
    assert above - below <= step * (1 + 1e-6)


@pytest.mark.parametrize(("number", "decimals"), [(1, 0), (50, 0), (0.5, 1), (0.25, 2), (2.5, 1), (0.001, 3)])
def test_decimals_are_as_many_as_are_needed(number, decimals):
    assert decimals_of(number) == decimals


def test_plain_numbers_have_no_useless_point():
    assert [plain(5.0), plain(0.5)] == [5, 0.5]
    assert isinstance(plain(5.0), int)
