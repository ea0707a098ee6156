"""Codes and classes: null is a value, wide keys do not overflow."""

import numpy as np
import pandas as pd
import pytest

from datasets.anonymization import codes
from datasets.anonymization.codes import Coded, classes_of, code, coded, combine, distinct_within
from tests.datasets.anonymization import oracle


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pd.Series(["b", None, "a", "b", np.nan], dtype="str"), [0, 1, 2, 0, 1]),
        (pd.Series([None, np.nan, pd.NA, pd.NaT, "a"], dtype=object), [0, 0, 0, 0, 1]),
        (pd.Series(["a", None, "a"], dtype="category"), [0, 1, 0]),
        (pd.Series([7, None, 7], dtype="Int64"), [0, 1, 0]),
        (pd.Series([0.0, -0.0, np.nan, np.nan]), [0, 0, 1, 1]),
        (pd.Series([pd.NaT, pd.Timestamp(2024, 1, 1), pd.NaT]), [0, 1, 0]),
        (pd.Series(["x", "y"], index=[3, 3]), [0, 1]),
    ],
)
def test_code_takes_null_for_one_value(values, expected):
    found, distinct = code(values)
    assert found.tolist() == expected
    assert found.dtype == np.int64
    assert len(distinct) == max(expected) + 1


def rows_together(found: np.ndarray) -> set[tuple[int, ...]]:
    return {tuple(np.flatnonzero(found == one).tolist()) for one in set(found.tolist())}


def test_classes_are_the_groups_of_a_plain_groupby():
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"a": rng.choice([1.0, 2.0, np.nan], 200), "b": rng.choice([*"xyz", None], 200)})
    frame["c"] = frame["b"].astype("category")
    frame.index = rng.permutation(200)
    assert rows_together(classes_of(frame).of) == {tuple(group) for group in oracle.groups(frame)}


@pytest.mark.parametrize("widest", [2**62, 100, 1])
def test_classes_are_the_same_however_wide_keys_may_be(monkeypatch, widest):
    rng = np.random.default_rng(4)
    columns = [Coded(rng.integers(0, span, 300), span) for span in (5, 2, 7, 3)]
    monkeypatch.setattr(codes, "WIDEST", widest)
    classes = combine(columns, rows=300)
    lines = np.stack([one.codes for one in columns], axis=1)
    assert rows_together(classes.of) == rows_together(np.unique(lines, axis=0, return_inverse=True)[1])


@pytest.mark.parametrize("widest", [2**62, 100])
def test_keys_are_in_the_order_of_the_codes(monkeypatch, widest):
    rng = np.random.default_rng(5)
    columns = [Coded(rng.integers(0, 40, 50), 40) for _ in range(4)]
    monkeypatch.setattr(codes, "WIDEST", widest)
    classes = combine(columns, rows=50)
    by_key = np.argsort(classes.keys[classes.of], kind="stable")
    assert by_key.tolist() == np.lexsort([one.codes for one in reversed(columns)]).tolist()


def test_columns_wider_than_an_integer_do_not_overflow():
    """The first column's digit would be worth 2^150."""
    first = Coded(np.repeat(np.arange(500), 2), 2**30)
    rest = [Coded(np.zeros(1000, dtype=np.int64), 2**30) for _ in range(5)]
    assert combine([first, *rest], rows=1000).sizes.tolist() == [2] * 500


def test_without_columns_all_rows_are_one_class():
    assert combine([], rows=3).of.tolist() == [0, 0, 0]
    assert classes_of(pd.DataFrame(index=range(2))).sizes.tolist() == [2]


def test_without_rows_there_is_no_class():
    assert combine([coded(pd.Series([], dtype="str"))] * 2, rows=0).number == 0


@pytest.mark.parametrize("span", [4, 10**9])
def test_distinct_values_are_counted_in_each_class(span):
    classes, values = np.array([0, 0, 0, 2, 2]), np.array([1, 1, 3, 0, 2])
    assert distinct_within(classes, Coded(values, span), number=4).tolist() == [2, 0, 2, 0]
