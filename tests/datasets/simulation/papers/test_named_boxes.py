"""Boxes named in two papers: the same, nearly the same, others, and those that are missing."""

import numpy as np
import pandas as pd
import pytest

from datasets.simulation.papers.named_boxes import compared, is_near

NUMBER = "QZAU1234567"


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("QZAU1234567", True),
        ("QZAU123456", True),
        ("QZAU12345677", True),
        ("QZAU1235467", True),
        ("QZAU1239567", True),
        ("QZAU1239967", False),
        ("QZAU7654321", False),
        ("", False),
    ],
)
def test_one_slip_is_near(typed, near):
    assert is_near(typed, NUMBER) is near


def counts(carried, declared):
    found = compared(
        pd.Series(carried, dtype=object),
        np.zeros(len(carried), dtype=np.int64),
        pd.DataFrame({"place": 0, "container": declared}),
        places=np.array([0]),
    )
    return {name.removeprefix("containers_"): int(values[0]) for name, values in found.items()}


def test_numbers_are_sorted_into_four():
    carried = [NUMBER, "XQEU0000011", "XQEU0000032", "QZYU5555550"]
    declared = [NUMBER, "XQEU 000001 1", "XQEU0000023", "QZIU9999999"]
    assert counts(carried, declared) == {"same": 1, "near": 2, "other": 1, "missing": 1}


def test_each_number_is_meant_once():
    assert counts([NUMBER], ["QZAU123456", "QZAU12345677"]) == {"same": 0, "near": 1, "other": 1, "missing": 0}


def test_a_bill_that_names_none_misses_all():
    found = compared(
        pd.Series([NUMBER], dtype=object),
        np.array([3]),
        pd.DataFrame({"place": [0], "container": ["QZIU9999999"]}),
        places=np.array([3]),
    )
    assert [int(values[0]) for values in found.values()] == [0, 0, 0, 1]
