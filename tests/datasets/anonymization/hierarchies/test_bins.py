"""Bins and their middles."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.anonymization.hierarchies.bins import levels, middles, whole_middles
from datasets.anonymization.refusal import LadderUnfit
from tests.datasets.anonymization.oracle import column


@pytest.mark.parametrize(
    ("value", "width", "middle"),
    [(0.0, 10, 5.0), (9.99, 10, 5.0), (10.0, 10, 15.0), (-0.1, 10, -5.0), (0.3, 0.1, 0.35), (0.25, 0.5, 0.25)],
)
def test_middle_is_that_of_the_bin_which_holds_the_value(value, width, middle):
    assert middles(np.array([value]), width=width).tolist() == [middle]


@pytest.mark.parametrize(
    ("value", "width", "middle"), [(7, 1, 7), (0, 10, 5), (9, 10, 5), (4, 5, 2), (5, 5, 7), (-1, 5, -3), (11, 6, 9)]
)
def test_middle_of_whole_numbers_is_whole_and_in_the_bin(value, width, middle):
    assert whole_middles(np.array([float(value)]), width=width).tolist() == [middle]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.sampled_from([0.1, 0.25, 1, 3, 10, 1000]))
def test_no_value_is_further_from_its_middle_than_half_the_width(values, width):
    numbers = np.array(values)
    assert (np.abs(middles(numbers, width=width) - numbers) <= width / 2 + 1e-6).all()


def test_empty_stays_empty():
    (level,) = levels(column("tonnes", "number", coarsen="bins", levels=(10,)), pd.Index([np.nan, 3.0]))
    assert level.values.fillna(-1).tolist() == [-1, 5.0]


def test_whole_numbers_refuse_broken_widths():
    with pytest.raises(LadderUnfit, match=r"2\.5 is not"):
        levels(column("crew", "integer", coarsen="bins", levels=(2.5,)), pd.Index([3.0]))
