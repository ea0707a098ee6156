"""Groups, times and the gap."""

import numpy as np
import pandas as pd
import pytest

from datasets.gates.parts import early_tests, shared_entities, shared_groups, short_gap
from tests.datasets.gates.tables import case_of, clean

TABLE = clean(100)


def groups(train, test):
    return shared_groups(case_of(TABLE, train_groups=pd.Series(train), test_groups=pd.Series(test)))


def test_groups_in_both_parts_block_with_their_number_and_share():
    (one,) = groups(["a", "b", "b"], ["b", "b", "c", "d"])
    assert (one.severity, one.number, one.values) == ("blocks", 0.5, {"shared": 1})


def test_groups_apart_pass():
    (one,) = groups(["a", "b"], ["c", "d"])
    assert (one.severity, one.number) == ("passes", 0.0)


def test_rows_without_a_group_are_one():
    (one,) = groups(["a", None], [None, "d"])
    assert (one.severity, one.values) == ("blocks", {"shared": 1})


@pytest.mark.parametrize(
    ("test", "severity", "number"),
    [(["b", "b", "c"], "warns", 0.5), (["c"], "passes", 0.0), (["b", *"defghijklmnopqrstuvw"], "passes", 0.047619)],
)
def test_entities_in_both_parts_warn_when_they_are_many(test, severity, number):
    case = case_of(TABLE, train_entities=pd.Series(["a", "b"]), test_entities=pd.Series(test))
    (one,) = shared_entities(case)
    assert (one.code, one.severity, one.number, one.limit) == ("entities_shared", severity, number, 0.05)


def times(train, test):
    return early_tests(case_of(TABLE, train_times=pd.to_datetime(train), test_times=pd.to_datetime(test)))


def test_test_row_before_the_last_time_of_the_training_blocks():
    (one,) = times(pd.Series(["2024-01-01", "2024-02-01"]), pd.Series(["2024-01-31", "2024-03-01", None]))
    assert one.severity == "blocks"
    assert one.number == round(1 / 3, 6)
    assert one.values == {"rows": 1, "last": "2024-02-01T00:00"}


def test_test_at_the_last_time_of_the_training_or_later_passes():
    (one,) = times(pd.Series(["2024-02-01"]), pd.Series(["2024-02-01", "2024-03-01"]))
    assert one.severity == "passes"


@pytest.mark.parametrize(("gap", "severity"), [(47.9, "blocks"), (48.0, "passes"), (90.0, "passes")])
def test_gap_is_no_shorter_than_the_longest_target(gap, severity):
    (one,) = short_gap(case_of(TABLE, gap_hours=gap, longest_hours=48.0))
    assert (one.severity, one.number, one.limit) == (severity, gap, 48.0)


def test_nothing_given_says_nothing():
    case = case_of(TABLE, train_times=pd.Series([], dtype="datetime64[ns]"), test_times=pd.Series([pd.NaT]))
    assert [*shared_groups(case), *shared_entities(case), *early_tests(case), *short_gap(case)] == []
    assert short_gap(case_of(TABLE, gap_hours=3, longest_hours=np.nan)) == []
