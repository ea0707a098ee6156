"""Ladders: every row at every level."""

import numpy as np
import pandas as pd
import pytest

from datasets.anonymization.ladders import Ladder, ladder_of
from datasets.anonymization.refusal import LadderUnfit
from tests.datasets.anonymization.oracle import column


def shown(ladder: Ladder, level: int) -> list[object]:
    values = ladder.values[level].take(ladder.codes[level])
    return [None if pd.isna(value) else value for value in values]


def test_category_without_hierarchy_has_its_value_and_a_star():
    ladder = ladder_of(column("size"), pd.Series([40.0, None, 20.0, 40.0], index=[5, 5, 1, 0]))
    assert ladder.names == ("value", "*")
    assert shown(ladder, 0) == ["40", None, "20", "40"]
    assert shown(ladder, 1) == ["*"] * 4


def test_number_ends_empty_and_stays_a_number():
    ladder = ladder_of(column("crew", "integer", coarsen="bins", levels=(1, 10)), pd.Series([12, None], dtype="Int64"))
    assert ladder.names == ("1", "10", "*")
    assert [shown(ladder, level) for level in range(3)] == [[12.0, None], [15.0, None], [None, None]]
    assert all(values.dtype == np.float64 for values in ladder.values)


def test_codes_do_not_depend_on_the_order_of_rows():
    values = pd.Series(["b", None, "a", "c"], dtype="category")
    there = ladder_of(column("x"), values)
    back = ladder_of(column("x"), values.iloc[::-1])
    assert there.codes[0].tolist() == back.codes[0][::-1].tolist() == [1, 3, 0, 2]


def test_numbers_of_hs_codes_climb_to_their_section():
    ladder = ladder_of(column("hs", coarsen="hs", levels=(4, 2)), pd.Series([101210.0, np.nan]))
    assert [shown(ladder, level) for level in range(4)] == [["1012", None], ["10", None], ["II", None], ["*", "*"]]


def test_times_climb_although_weeks_are_in_no_month():
    ladder = ladder_of(
        column("at", coarsen="time", levels=("week", "month")), pd.Series(pd.to_datetime(["2024-07-01"]))
    )
    assert [shown(ladder, level) for level in range(3)] == [["2024-W27"], ["2024-07"], ["*"]]


def test_rows_are_published_each_at_its_level():
    ladder = ladder_of(column("port", coarsen="locode"), pd.Series(["MACAS", "MASFI", "FRLEH"]))
    found = ladder.published(np.array([0, 1, 2]), levels=np.array([1, 0, 2], dtype=np.int8))
    assert found.tolist() == ["MA", "MASFI", "*"]
    assert found.name == "port"


@pytest.mark.parametrize(
    ("told", "values", "sentence"),
    [
        (column("x", "number"), ["a"], "“x” holds no numbers: make it a category."),
        (column("x", "integer", coarsen="hs"), [1], "“x” is a number, which only bins make coarser"),
        (column("x", coarsen="bins", levels=(5,)), [1], "“x” is a category, and only numbers go into bins"),
        (column("x", coarsen="time"), ["2024"], "“x” holds no times"),
    ],
)
def test_values_that_do_not_fit_are_refused(told, values, sentence):
    with pytest.raises(LadderUnfit, match=sentence):
        ladder_of(told, pd.Series(values))
