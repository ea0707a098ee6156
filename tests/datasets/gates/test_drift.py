"""Whether the test looks like the training."""

import numpy as np
import pandas as pd
import pytest

from datasets.gates.drift import differing_parts, idle_columns
from tests.datasets.gates.tables import case_of, clean


def test_parts_alike_pass():
    (one,) = differing_parts(case_of(clean()))
    assert one.severity == "passes"
    assert one.number == pytest.approx(0.5, abs=0.05)


def test_column_that_moved_warns_and_is_named():
    table = clean()
    table.loc[int(len(table) * 0.7) :, "swell"] += 2
    (one,) = differing_parts(case_of(table))
    assert (one.severity, one.column, one.limit) == ("warns", "swell", 0.7)
    assert one.values["alone"] > 0.7


def test_several_columns_that_moved_a_little_warn_together():
    table = clean()
    later = np.arange(len(table)) >= int(len(table) * 0.7)
    for name in ("queue", "swell", "tonnes"):
        table[name] = table[name] + later * 0.6 * table[name].std()
    (one,) = differing_parts(case_of(table))
    assert one.severity == "warns"
    assert one.number > one.values["alone"]


def test_categories_of_one_row_each_do_not_tell_the_parts_apart():
    table = clean()
    table["document"] = [f"d{number}" for number in range(len(table))]
    assert differing_parts(case_of(table))[0].severity == "passes"


def test_few_rows_say_nothing():
    assert differing_parts(case_of(clean(40))) == []
    assert differing_parts(case_of(clean()[["id", "wait"]])) == []


def test_constant_columns_and_columns_empty_in_the_test_warn():
    table = clean().assign(port="MACAS", nothing=None)
    table["tonnes"] = table["tonnes"].where(np.arange(len(table)) < int(len(table) * 0.75))
    found = idle_columns(case_of(table))
    assert [(one.code, one.column, one.severity) for one in found] == [
        ("null_in_test", "tonnes", "warns"),
        ("constant", "port", "warns"),
        ("constant", "nothing", "warns"),
    ]
    assert (found[0].number, found[0].limit) == (pytest.approx(5 / 6, abs=0.001), 0.5)


def test_column_that_changes_late_is_not_constant():
    table = clean().assign(late=0)
    table.loc[2_500, "late"] = 1
    assert [one.severity for one in idle_columns(case_of(table))] == ["passes"]


def test_one_row_is_not_constant():
    table = pd.concat([clean(2)])
    assert [one.severity for one in idle_columns(case_of(table, share=0.5))] == ["passes"]
