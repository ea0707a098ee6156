"""What recoding took."""

import pandas as pd
import pytest

from datasets.anonymization.ladders import ladder_of
from datasets.anonymization.losses import loss
from datasets.anonymization.recoding import recode
from tests.datasets.anonymization.oracle import column

PARENTS = {"a": ("m",), "b": ("m",), "c": ("m",), "d": ("n",), "e": ("n",)}


def test_penalty_is_the_share_of_values_that_may_be_meant():
    """Three rows stay, two are m (one of three values of five: 2/4), two are n (one of two of five: 1/4)."""
    values = pd.Series(list("aaa") + list("bc") + list("de"))
    ladders = [ladder_of(column("x", coarsen="given", levels=PARENTS), values)]
    found = recode(ladders, entities=None, sensitive={}, k=2, l=1, drop_at_most=0)
    assert found.published["x"].tolist() == list("aaammnn")
    (told,) = loss(found, ladders)
    assert told.as_dict() == {
        "column": "x",
        "shares": {"value": pytest.approx(3 / 7), "parent 1": pytest.approx(4 / 7), "*": 0.0},
        "penalty": pytest.approx((2 * 2 / 4 + 2 * 1 / 4) / 7),
    }


def test_suppressed_column_has_lost_all():
    ladders = [ladder_of(column("x"), pd.Series(list("abc")))]
    found = recode(ladders, entities=None, sensitive={}, k=3, l=1, drop_at_most=0)
    assert [told.penalty for told in loss(found, ladders)] == [1.0]


def test_table_of_which_nothing_is_left_has_lost_nothing():
    ladders = [ladder_of(column("x"), pd.Series(list("abc")))]
    found = recode(ladders, entities=None, sensitive={}, k=4, l=1, drop_at_most=1)
    assert [told.penalty for told in loss(found, ladders)] == [0.0]
