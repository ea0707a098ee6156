"""The risk numbers of a table one can count by hand."""

import numpy as np
import pytest

from datasets.risk.attackers import Classed, attackers, crowds, of_entities, of_k, ranges

# Class 0: three rows of entities 0, 0 and 1; class 1: two rows of 2 and 3; class 2: one row of 0.
TABLE = Classed(
    of_row=np.array([0, 0, 0, 1, 1, 2]),
    entities_in=np.array([2, 2, 1]),
    owner=np.array([0, 0, 1, 2, 3, 0]),
)
NONE = Classed(of_row=np.zeros(0, dtype=int), entities_in=np.zeros(0, dtype=int), owner=np.zeros(0, dtype=int))


def test_prosecutor_sees_one_over_the_entities_of_the_class():
    risk = attackers(TABLE, k=2)["prosecutor"]

    assert risk == {"max": 1.0, "mean": pytest.approx((5 * 0.5 + 1) / 6), "over": pytest.approx(1 / 6)}


def test_marketer_gets_one_right_in_each_class():
    assert attackers(TABLE, k=2)["marketer"] == {"mean": 3 / 6}


def test_journalist_is_not_known_and_no_better_than_the_prosecutor():
    assert attackers(TABLE, k=2)["journalist"] == {"is_known": False, "at_most": 1.0}


def test_k_counts_entities_and_not_rows():
    found = of_k(TABLE, limit=2)

    assert (found["min"], found["median"], found["classes"]) == (1, 2.0, 3)
    assert [part["number"] for part in found["crowds"]] == [1, 5, 0, 0, 0]


def test_entity_is_as_safe_as_its_least_safe_row():
    found = of_entities(TABLE, limit=2)

    assert (found["number"], found["alone"], found["alone_share"]) == (4, 1, 0.25)
    assert (found["rows_mean"], found["rows_max"]) == (0.25, 1)
    assert [part["number"] for part in found["crowds"]] == [1, 3, 0, 0, 0]


@pytest.mark.parametrize(
    ("limit", "parts"),
    [
        (5, [(1, 1), (2, 4), (5, 9), (10, 24), (25, 99), (100, None)]),
        (3, [(1, 1), (2, 2), (3, 5), (6, 14), (15, 59), (60, None)]),
        (2, [(1, 1), (2, 3), (4, 9), (10, 39), (40, None)]),
        (1, [(1, 1), (2, 3), (4, 9), (10, 39), (40, None)]),
    ],
)
def test_ranges_meet_at_the_limit_and_leave_nothing_out(limit, parts):
    assert ranges(limit) == parts


def test_every_size_is_counted_once():
    sizes = np.arange(1, 300)

    assert sum(part["number"] for part in crowds(sizes, limit=7)) == 299
    assert sum(part["share"] for part in crowds(sizes, limit=7)) == pytest.approx(1)


def test_empty_table_has_no_risk():
    assert attackers(NONE, k=5)["prosecutor"] == {"max": 0.0, "mean": 0.0, "over": 0.0}
    assert of_k(NONE, limit=5)["min"] == 0
    assert of_entities(NONE, limit=5)["number"] == 0
