"""Measures against a plain slow groupby, on random tables."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from datasets.anonymization.closeness import is_ordered
from datasets.anonymization.measures import measure
from tests.datasets.anonymization import oracle
from tests.datasets.anonymization.tables import Table, tables


@settings(deadline=None, max_examples=60)
@given(tables())
def test_every_k_l_and_t_is_that_of_a_plain_groupby(table: Table):
    found = measure(table.known, entities=table.entities, sensitive=table.sensitive)
    seen = 0
    for rows in oracle.groups(table.known):
        (one,) = set(found.classes[rows].tolist())
        assert found.rows[one] == len(rows)
        assert found.entities[one] == len(set(table.entities[rows].tolist()))
        for name, values in table.sensitive.items():
            everywhere = oracle.plain(values)
            here = [everywhere[row] for row in rows]
            distance = oracle.ordered_distance if is_ordered(values) else oracle.category_distance
            assert found.l[name][one] == len(set(here))
            assert found.t[name][one] == pytest.approx(distance(here, everywhere), abs=1e-12)
        seen += 1
    assert len(found.rows) == seen


@settings(deadline=None, max_examples=60)
@given(tables())
def test_uniques_are_counted_one_by_one(table: Table):
    found = measure(table.known, entities=table.entities, sensitive={})
    groups = list(oracle.groups(table.known))
    lonely = {table.entities[rows[0]] for rows in groups if len(set(table.entities[rows].tolist())) == 1}
    assert found.unique_rows == sum(len(rows) == 1 for rows in groups)
    assert found.unique_entities == len(lonely)
    assert found.all_entities == len(set(table.entities.tolist()))


def test_without_entities_rows_are_counted():
    found = measure(pd.DataFrame({"a": [1, 1, 2]}), entities=None, sensitive={})
    assert sorted(found.entities.tolist()) == [1, 2]


def test_t_of_the_paper_is_found_again():
    """Salaries 3k to 11k: P1 = {3k, 4k, 5k} is 0.375 away, P2 = {6k, 8k, 11k} 0.167 (Li et al. 2007, section 4.2)."""
    salary = pd.Series([3, 4, 5, 6, 8, 11, 7, 9, 10]) * 1000
    found = measure(pd.DataFrame({"a": list("xxxyyyzzz")}), entities=None, sensitive={"salary": salary})
    assert found.t["salary"].round(3).tolist()[:2] == [0.375, 0.167]


def test_summary_says_all_of_it_in_json():
    known = pd.DataFrame({"a": ["x"] * 6 + ["y"] * 2 + [None]})
    channel = pd.Series(["g", "r"] * 4 + ["g"])
    summary = measure(known, entities=np.arange(9), sensitive={"channel": channel}).summary(k=3)
    assert json.loads(json.dumps(summary)) == summary
    sizes = {(band["from"], band["to"]): (band["classes"], band["rows"]) for band in summary.pop("sizes")}
    assert {band: counts for band, counts in sizes.items() if counts != (0, 0)} == {
        (1, 1): (1, 1),
        (2, 2): (1, 2),
        (5, 9): (1, 6),
    }
    assert list(sizes)[-1] == (50, None)
    assert summary == {
        "rows": 9,
        "entities": 9,
        "classes": 3,
        "k_min": 1,
        "l_min": {"channel": 1},
        "t_max": {"channel": pytest.approx(4 / 9)},
        "unique_rows": 1,
        "unique_rows_share": pytest.approx(1 / 9),
        "unique_entities": 1,
        "unique_entities_share": pytest.approx(1 / 9),
        "k": 3,
        "rows_below_k": 3,
        "rows_below_k_share": pytest.approx(3 / 9),
    }


def test_empty_table_has_no_classes():
    empty = pd.DataFrame({"a": pd.Series([], dtype="str")})
    summary = measure(empty, entities=None, sensitive={"s": pd.Series([], dtype=float)}).summary()
    assert (summary["classes"], summary["k_min"], summary["l_min"], summary["t_max"]) == (0, 0, {"s": 0}, {"s": 0.0})
