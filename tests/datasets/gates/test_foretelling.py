"""Columns that tell the target alone."""

import numpy as np
import pandas as pd
import pytest

from datasets.gates.foretelling import foretelling_columns
from tests.datasets.gates.tables import as_binary, case_of, clean


def found(case):
    return {(one.code, one.column): one for one in foretelling_columns(case)}


@pytest.mark.parametrize("change", [lambda table: table, as_binary])
def test_honest_columns_pass_and_the_strongest_is_told(change):
    findings = foretelling_columns(case_of(change(clean())))
    assert {one.severity for one in findings} == {"passes"}
    assert {one.column for one in findings} == {"queue"}


def test_target_in_disguise_blocks():
    table = clean()
    table["echo"] = -(table["wait"] ** 3) + np.random.default_rng(1).normal(size=len(table))
    findings = found(case_of(table))
    assert [(key, one.severity) for key, one in findings.items()] == [
        (("foretells", "echo"), "blocks"),
        (("follows", "echo"), "blocks"),
    ]
    assert findings["foretells", "echo"].number > 0.95 == findings["foretells", "echo"].limit


def test_target_in_disguise_blocks_in_a_hundred_rows_as_well():
    table = clean(140)
    table["echo"] = -table["wait"]
    assert found(case_of(as_binary(table)))["foretells", "echo"].severity == "blocks"
    assert found(case_of(table))["follows", "echo"].number == pytest.approx(1)


def test_column_between_the_limits_warns():
    table = clean()
    table["hint"] = table["wait"] + np.random.default_rng(1).normal(0, 10, len(table))
    one = found(case_of(table))["foretells", "hint"]
    assert (one.severity, one.limit) == ("warns", 0.85)
    assert 0.85 < one.number <= 0.95


def test_numbers_that_tell_without_order_are_seen():
    table = as_binary(clean())
    rng = np.random.default_rng(1)
    table["far"] = np.where(table["wait"] == 1, rng.choice([-1, 1], len(table)), 0) * 10 + rng.normal(size=len(table))
    assert found(case_of(table))["foretells", "far"].severity == "blocks"


@pytest.mark.parametrize("dtype", ["str", "category"])
def test_category_that_names_the_outcome_blocks(dtype):
    table = as_binary(clean())
    table["state"] = np.where(table["wait"] == 1, "late", "on time")
    table["state"] = table["state"].astype(dtype)
    assert found(case_of(table))["foretells", "state"].number == pytest.approx(1)


def test_null_that_tells_the_outcome_blocks():
    table = as_binary(clean())
    table["left"] = np.where(table["wait"] == 1, np.nan, np.random.default_rng(1).random(len(table)))
    assert found(case_of(table))["foretells", "left"].severity == "blocks"


def test_categories_of_one_row_each_do_not_foretell():
    table = as_binary(clean())
    table["document"] = [f"d{number}" for number in np.random.default_rng(1).permutation(len(table))]
    assert {one.severity for one in foretelling_columns(case_of(table))} == {"passes"}


def test_column_filled_in_later_in_the_test_only_is_seen_there():
    table = as_binary(clean())
    case = case_of(table)
    table.loc[case.test.index, "tonnes"] = case.truth * 10 + np.random.default_rng(1).random(len(case.truth))
    one = found(case_of(table))["foretells", "tonnes"]
    assert (one.severity, one.values["part"]) == ("blocks", "test")


def test_class_of_several_is_foretold_against_the_rest():
    table = clean()
    table["wait"] = np.random.default_rng(1).choice(["short", "long", "never"], len(table))
    table["told"] = table["wait"] == "never"
    findings = found(case_of(table))
    assert list(findings) == [("foretells", "told")]
    assert findings["foretells", "told"].severity == "blocks"


def test_few_rows_of_a_rare_outcome_are_chance():
    table = clean(60).assign(wait=0)
    table.loc[[3, 50], "wait"] = 1
    table.loc[[3, 50], "tonnes"] = 1e9
    assert {one.severity for one in foretelling_columns(case_of(table))} == {"passes"}


def test_rows_without_a_target_are_left_out():
    table = clean()
    table.loc[::3, "wait"] = np.nan
    assert {one.severity for one in foretelling_columns(case_of(table))} == {"passes"}


def test_no_features_have_no_findings():
    table = clean()[["id", "wait"]]
    assert foretelling_columns(case_of(table)) == []
    assert pd.Series(case_of(table).features).empty
