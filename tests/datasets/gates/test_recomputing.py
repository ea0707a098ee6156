"""Targets that are arithmetic."""

import numpy as np
import pytest

from datasets.gates.recomputing import recomputable_target
from tests.datasets.gates.tables import as_binary, case_of, clean


def found(table):
    (one,) = recomputable_target(case_of(table))
    return one


def test_honest_columns_pass():
    one = found(clean())
    assert one.severity == "passes"
    assert set(one.values["columns"]) == {"queue", "swell"}


@pytest.mark.parametrize(
    ("make", "columns", "sign"),
    [
        (lambda one, other: 3 * one, {"one"}, ""),
        (lambda one, other: one - other, {"one", "other"}, "+"),
        (lambda one, other: 2 * one + 5 * other + 1, {"one", "other"}, "+"),
        (lambda one, other: one / other, {"one", "other"}, "/"),
        (lambda one, other: other / one, {"one", "other"}, "/"),
        (lambda one, other: one * other, {"one", "other"}, "*"),
    ],
)
def test_target_made_of_one_or_two_columns_blocks(make, columns, sign):
    table, rng = clean(), np.random.default_rng(5)
    table["one"], table["other"] = rng.uniform(1, 50, len(table)), rng.uniform(1, 50, len(table))
    table["wait"] = make(table["one"], table["other"]).round(1)
    one = found(table)
    assert (one.severity, one.values["sign"], set(one.values["columns"])) == ("blocks", sign, columns)


def test_nulls_and_zeros_do_not_hide_a_ratio():
    table, rng = clean(), np.random.default_rng(5)
    table["one"], table["other"] = rng.uniform(1, 50, len(table)), rng.integers(0, 5, len(table)).astype(float)
    table["wait"] = np.where(table["other"] > 0, table["one"] / table["other"].clip(lower=1), 7.0)
    table.loc[::4, "one"] = np.nan
    assert found(table).severity == "blocks"


def test_yes_that_means_one_column_exceeds_another_blocks():
    table, rng = as_binary(clean()), np.random.default_rng(5)
    table["begins"], table["ends"] = rng.uniform(0, 50, len(table)), rng.uniform(0, 50, len(table))
    table["wait"] = (table["ends"] - table["begins"] > 7).astype(int)
    one = found(table)
    assert (one.severity, set(one.values["columns"])) == ("blocks", {"begins", "ends"})


def test_two_columns_that_are_one_do_not_divide_by_zero():
    table = clean()
    table["again"] = table["queue"] * 2
    assert found(table).severity == "passes"


def test_too_few_rows_or_no_numbers_say_nothing_or_pass():
    few = clean(20)
    few["one"] = few["wait"]
    assert found(few).severity == "passes"
    assert recomputable_target(case_of(clean()[["id", "cargo", "wait"]])) == []
