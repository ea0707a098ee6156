"""Columns as numbers."""

import numpy as np
import pandas as pd
import pytest

from datasets.risk.coded import Coded, as_floats, codes_of, is_measured, joined


@pytest.mark.parametrize(
    "values",
    [
        pd.Series(["a", None, "b", None], dtype="str"),
        pd.Series(["a", None, "b", None], dtype="category"),
        pd.Series([1.0, np.nan, 2.0, np.nan], index=[9, 9, 3, 4]),
        pd.Series([1, pd.NA, 2, pd.NA], dtype="Int64"),
        pd.Series(pd.to_datetime(["2025-01-01", None, "2025-01-02", None])),
    ],
)
def test_null_is_a_value_like_any_other(values):
    assert codes_of(values).tolist() == [0, 1, 2, 1]


def test_columns_together_have_a_code_per_combination():
    table = Coded(pd.DataFrame({"a": [1, 1, 2, 2], "b": ["x", "y", "x", "x"]}))

    assert table.together(["a", "b"]).tolist() == [0, 1, 2, 2]
    assert table.together([]).tolist() == [0, 0, 0, 0]
    assert table.as_frame([]).shape == (4, 1)


def test_pairs_of_large_codes_do_not_collide():
    one, other = np.array([0, 1, 1, 0]), np.array([10**6, 0, 10**6, 10**6])

    assert joined(one, other).tolist() == [0, 1, 2, 0]


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        (pd.Series([1, 2]), True),
        (pd.Series(pd.to_datetime(["2025-01-01"])), True),
        (pd.Series([True, False]), False),
        (pd.Series(["a"], dtype="str"), False),
        (pd.Series([1, 2]).astype("category"), False),
    ],
)
def test_nearness_means_something_for_numbers_and_times(values, answer):
    assert is_measured(values) is answer


def test_times_are_hours_and_nulls_are_nan():
    hours = as_floats(pd.Series(pd.to_datetime(["1970-01-02 01:30", None])))

    assert hours[0] == 25.5
    assert np.isnan(hours[1])
    assert np.isnan(as_floats(pd.Series([pd.NA, 1], dtype="Int64"))[0])
