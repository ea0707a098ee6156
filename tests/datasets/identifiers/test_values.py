"""Distinct values of a column, as they are looked at."""

import pandas as pd

from datasets.identifiers.values import distinct_values


def test_texts_are_trimmed_with_western_digits_and_counted():
    values = distinct_values(pd.Series([" ٣\u200f ", "a\u00a0b", "a\u00a0b", None, ""]))
    assert values.texts.to_pylist() == ["3", "a b"]
    assert (values.rows.tolist(), values.total) == ([1.0, 2.0], 4)


def test_numbers_too_small_or_broken_are_not_looked_at():
    assert distinct_values(pd.Series([1, 999_999])) is None
    assert distinct_values(pd.Series([9319466.0, 0.5])) is None
    assert distinct_values(pd.Series([9319466.0, None, float("inf")])).texts.to_pylist() == ["9319466"]


def test_nullable_and_categorical_numbers_are_numbers():
    for dtype in ("Int64", "category"):
        values = distinct_values(pd.Series([9319466, None, 9319466], dtype=dtype))
        assert (values.texts.to_pylist(), values.rows.tolist(), values.total) == (["9319466"], [2.0], 2)
