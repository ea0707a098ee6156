"""Copies, and rows that coincide because their columns are coarse."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.gates.twins import twin_rows
from tests.datasets.gates.tables import case_of, clean


def found(train, test):
    table = pd.concat([train, test], ignore_index=True).assign(wait=0.0)
    table["id"] = range(len(table))
    cut = len(train)
    case = case_of(table)
    rows = table.drop(columns="wait")
    (one,) = twin_rows(type(case)(rows[:cut].assign(wait=0.0), rows[cut:], table["wait"][cut:], "id", "wait"))
    return one


def coarse(rows, *, levels, columns=5, seed=1):
    """Independent columns of few values each, some more frequent than others."""
    rng = np.random.default_rng(seed)
    shares = np.random.default_rng(0).dirichlet(np.ones(levels), columns)
    return pd.DataFrame({f"c{place}": rng.choice(levels, rows, p=share) for place, share in enumerate(shares)})


def test_fine_rows_have_no_twins():
    one = found(clean(3_000), clean(1_000, seed=2))
    assert (one.severity, one.number, one.limit) == ("passes", 0.0, 0.0)


def test_one_copied_row_blocks_among_fine_rows():
    train, test = (
        clean(rows, seed=rows).assign(draught=np.random.default_rng(rows).normal(9, 2, rows)) for rows in (3_000, 1_000)
    )
    test.iloc[7] = train.iloc[11]
    one = found(train, test)
    assert (one.severity, one.number, one.values["rows"]) == ("blocks", 0.001, 1)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([2, 4, 8, 16]), st.sampled_from([300, 2_000, 8_000]))
def test_rows_that_coincide_because_they_are_coarse_only_warn(seed, levels, rows):
    one = found(coarse(rows, levels=levels, seed=seed), coarse(rows // 3, levels=levels, seed=seed + 1))
    assert one.severity in ("warns", "passes")
    assert one.number <= one.limit


@pytest.mark.parametrize("levels", [16, 24])
def test_copies_among_coarse_rows_block(levels):
    train, test = coarse(3_000, levels=levels), coarse(1_000, levels=levels, seed=2)
    assert found(train, test).severity != "blocks"
    test.iloc[:150] = train.iloc[:150]
    one = found(train, test)
    assert (one.severity, one.values["rows"] >= 150) == ("blocks", True)


def test_columns_that_follow_from_others_change_nothing():
    def wider(table):
        return table.assign(double=table["c0"] * 2, name=table["c1"].map("n{}".format), same="x")

    one = found(wider(coarse(5_000, levels=4)), wider(coarse(1_500, levels=4, seed=2)))
    assert one.severity == "warns"


def test_nulls_types_and_signs_of_zero_are_the_same_value_on_both_sides():
    train = pd.DataFrame({"a": [1, 2, 3], "b": [0.0, np.nan, 5.0], "c": pd.Categorical(["x", None, "y"])})
    test = pd.DataFrame({"a": [1.0, np.nan, 2.0], "b": [-0.0, 1.0, np.nan], "c": pd.Categorical(["x", "y", None])})
    assert found(train, test).values["rows"] == 2


def test_values_in_other_columns_are_no_twin():
    assert found(pd.DataFrame({"a": [1], "b": [2]}), pd.DataFrame({"a": [2], "b": [1]})).severity == "passes"


def test_nothing_to_compare_has_no_finding():
    assert twin_rows(case_of(clean()[["id", "wait"]])) == []
    assert twin_rows(case_of(clean(), share=1.0)) == []
