"""The rule of dominance."""

import numpy as np
import pandas as pd

from datasets.anonymization.dominance import dominated


def test_values_of_two_firms_are_dominated():
    values = pd.Series(["a"] * 3 + ["b"] * 4, index=[0] * 7)
    assert dominated(values, enterprises=pd.Series([1, 2, 3, 1, 2, 1, 2])) == {"b"}


def test_three_quarters_of_the_rows_are_too_many():
    values = pd.Series(["a"] * 8 + ["b"] * 9)
    firms = np.array([1] * 6 + [2, 3] + [1] * 6 + [2, 3, 4])
    assert dominated(values, enterprises=firms) == {"a"}


def test_amounts_count_by_their_size():
    values = pd.Series(["a", "a", "a", "b", "b", "b"])
    amounts = pd.Series([-75.0, 20.0, 5.0, 74.0, 20.0, 6.0])
    assert dominated(values, enterprises=np.array([1, 2, 3, 1, 2, 3]), amounts=amounts) == {"a"}


def test_without_any_amount_rows_count():
    values = pd.Series(["a"] * 5)
    amounts = pd.Series([0, None, None, 0, 0], dtype="Int64")
    assert dominated(values, enterprises=np.array([1, 1, 1, 2, 3]), amounts=amounts) == set()
    assert dominated(values, enterprises=np.array([1, 1, 1, 1, 2]), amounts=amounts) == {"a"}


def test_rows_without_a_firm_are_all_of_one():
    values = pd.Series(["a"] * 4)
    assert dominated(values, enterprises=pd.Series(["x", None, None, "y"])) == set()
    assert dominated(values, enterprises=pd.Series(["x", None, None, None])) == {"a"}


def test_null_is_never_dominated():
    assert dominated(pd.Series([None, "a"], dtype="category"), enterprises=np.array([1, 1])) == {"a"}
    assert dominated(pd.Series([], dtype="str"), enterprises=np.array([], dtype=int)) == set()
