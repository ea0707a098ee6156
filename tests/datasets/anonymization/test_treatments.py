"""Treatments, each in its place."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.anonymization.pseudonyms import Pseudonyms
from datasets.anonymization.refusal import TreatmentUnfit
from datasets.anonymization.treatments import treat
from tests.datasets.anonymization.oracle import column

PSEUDONYMS = Pseudonyms(bytes(32))
NOTHING = pd.DataFrame()


def treated(told, values, *, rows=NOTHING, entities=None) -> list[object]:
    found = treat(told, pd.Series(values), rows=rows, entities=entities, pseudonyms=PSEUDONYMS)
    assert found.name == told.name
    return [None if pd.isna(value) else value for value in found.tolist()]


def test_numbers_are_capped_then_rounded():
    told = column("tonnes", "number", at_least=10, at_most=100, round_to=7, decimals=1)
    assert treated(told, [3.0, 52.4, 52.6, 400.0, np.nan]) == [7.0, 49.0, 56.0, 98.0, None]


def test_halves_are_rounded_up_and_steps_leave_no_dust():
    assert treated(column("x", "integer", round_to=5), [2.5, 7.5, 12.5]) == [5, 10, 15]
    assert treated(column("x", "number", round_to=0.1, decimals=1), [0.31, 0.26]) == [0.3, 0.3]


def test_whole_numbers_stay_whole_unless_one_is_empty():
    told = column("crew", "integer")
    whole = treat(told, pd.Series([1.2, 2.0]), rows=NOTHING, entities=None, pseudonyms=PSEUDONYMS)
    broken = treat(told, pd.Series([1, None], dtype="Int64"), rows=NOTHING, entities=None, pseudonyms=PSEUDONYMS)
    assert (whole.dtype, broken.dtype) == (np.int64, np.float64)


def test_times_become_minutes_since_another_before_they_are_rounded():
    rows = pd.DataFrame({"came": pd.to_datetime(["2024-01-01 10:00", "2024-01-01 10:00", None])}, index=[7, 7, 7])
    left = pd.to_datetime(["2024-01-01 11:08", "2024-01-01 09:58", "2024-01-01 09:58"])
    told = column("stay", "integer", since="came", round_to=15, at_least=0)
    assert treated(told, left, rows=rows) == [75, 0, None]


def test_pseudonym_is_of_the_columns_domain_and_nothing_else_happens():
    found = treated(column("truck", pseudonym="plate", fold=99), ["12-A-6", None])
    assert found == [PSEUDONYMS.of(pd.Series(["12-A-6"]), domain="plate")[0], None]


def test_rare_values_become_other_by_entities_and_not_by_rows():
    entities = np.array([1, 1, 1, 1, 2, 3, 4, 5, 6, 7])
    values = ["one"] * 4 + ["three"] * 3 + ["two"] * 2 + [None]
    assert treated(column("x", fold=3), values, entities=entities) == ["OTHER"] * 4 + ["three"] * 3 + ["OTHER"] * 2 + [
        None
    ]


def test_other_takes_one_more_rather_than_be_rare():
    values = ["b"] * 3 + ["a"] * 3 + ["big"] * 9 + ["one"]
    assert treated(column("x", fold=3), values) == ["b"] * 3 + ["OTHER"] * 3 + ["big"] * 9 + ["OTHER"]


def test_other_takes_no_more_if_it_is_there_already():
    values = ["OTHER"] * 5 + ["a"] + ["b"] * 3
    assert treated(column("x", fold=3), values) == ["OTHER"] * 6 + ["b"] * 3


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c", "OTHER", None]), st.integers(0, 4))), st.integers(1, 4))
def test_no_folded_value_is_rare_unless_it_is_the_only_one(lines, fewest):
    values = pd.Series([value for value, _ in lines], dtype="str")
    entities = np.array([entity for _, entity in lines], dtype=np.int64)
    told = column("x", fold=fewest)
    found = treat(told, values, rows=NOTHING, entities=entities, pseudonyms=PSEUDONYMS)
    counts = pd.Series(entities).groupby(found.to_numpy()).nunique()
    rare = set(counts[counts < fewest].index)
    assert not rare or set(counts.index) == {"OTHER"}
    assert (found.isna() == values.isna()).all()
    assert ((found == values) | (found == "OTHER") | found.isna()).all()


def test_categories_are_text_and_times_to_be_coarsened_stay_times():
    assert treated(column("berth"), [7.0, None]) == ["7", None]
    at = pd.Series(pd.to_datetime(["2024-03-05"]))
    found = treat(column("at", coarsen="time"), at, rows=NOTHING, entities=None, pseudonyms=PSEUDONYMS)
    assert found.dtype == at.dtype


def test_index_is_that_of_the_values():
    values = pd.Series(["a", "b"], index=["y", "y"])
    for told in (column("x"), column("x", fold=1), column("x", pseudonym="d")):
        found = treat(told, values, rows=NOTHING, entities=None, pseudonyms=PSEUDONYMS)
        assert found.index.tolist() == ["y", "y"]


@pytest.mark.parametrize(
    ("told", "values", "sentence"),
    [
        (column("x", "number"), ["a"], "“x” holds no numbers"),
        (column("x", "integer", since="gone"), [pd.Timestamp(2024, 1, 1)], "“gone”: the extract has no such column"),
        (column("x", "integer", since="came"), [5], "“x” holds no times"),
    ],
)
def test_values_that_do_not_fit_are_refused(told, values, sentence):
    rows = pd.DataFrame({"came": [pd.Timestamp(2024, 1, 1)]})
    with pytest.raises(TreatmentUnfit, match=sentence):
        treated(told, values, rows=rows)
