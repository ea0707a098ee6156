"""How columns go together."""

import numpy as np
import pandas as pd
import pytest

from datasets.risk.associations import changes

RNG = np.random.default_rng(5)
ROWS = 2000
SIZE = RNG.normal(size=ROWS)


def pair(before, after=None):
    before = pd.DataFrame(before)
    return changes(before, before if after is None else pd.DataFrame(after))["largest"][0]


def test_numbers_by_rank():
    found = pair({"a": SIZE, "b": -np.exp(SIZE)})

    assert (found["measure"], found["before"], found["after"]) == ("rank", pytest.approx(-1), pytest.approx(-1))


def test_categories_by_cramers_v_without_its_bias():
    kind = RNG.integers(0, 4, ROWS)
    same = pair({"a": kind.astype(str), "b": kind.astype(str)})
    chance = [
        pair({"a": kind.astype(str), "b": RNG.integers(0, 30, ROWS).astype(str)})["before"] for _draw in range(20)
    ]

    assert (same["measure"], same["before"]) == ("cramer", pytest.approx(1, abs=0.01))
    assert np.mean(chance) < 0.06  # with its bias it would be about the root of 29 / ROWS, 0.12


def test_number_and_category_by_correlation_ratio():
    halves = np.repeat(["x", "y"], ROWS // 2)
    found = pair({"a": np.arange(ROWS), "b": halves})

    # Of the ranks 1 to n the variance is (n² - 1) / 12, and that between the halves n² / 16.
    assert (found["measure"], found["before"]) == ("ratio", pytest.approx((3 / 4) ** 0.5, abs=1e-3))


def test_change_is_largest_first():
    before = {"a": SIZE, "b": SIZE, "c": RNG.normal(size=ROWS)}
    after = {"a": SIZE, "b": RNG.permutation(SIZE), "c": before["c"]}

    found = changes(pd.DataFrame(before), pd.DataFrame(after))

    assert (found["largest"][0]["one"], found["largest"][0]["other"]) == ("a", "b")
    assert found["pairs"] == 3
    assert found["mean_change"] == pytest.approx(1 / 3, abs=0.04)


def test_coarser_categories_are_no_change():
    """Ten codes in two chapters, nothing suppressed: what the release still says it says as strongly."""
    code = RNG.integers(0, 10, ROWS)
    before = {"code": [f"{number // 5}{number % 5}" for number in code], "size": SIZE + code}

    found = pair(before, {"code": [f"{number // 5}" for number in code], "size": before["size"]})

    assert found["before"] == found["after"] > 0.5


def test_emptied_cells_are_left_out():
    """A half of the cells at random: what is left goes together as before."""
    one, other = RNG.integers(0, 2, ROWS).astype(str), RNG.integers(0, 3, ROWS)
    other[one == "1"] = RNG.integers(0, 2, (one == "1").sum())
    emptied = np.where(RNG.random(ROWS) < 0.5, "*", one)

    found = pair({"a": one, "b": other.astype(str)}, {"a": emptied, "b": other.astype(str)})

    assert found["before"] > 0.3
    assert found["after"] == pytest.approx(found["before"], abs=0.06)


def test_time_keeps_its_order_as_text():
    times = pd.Series(pd.date_range("2025-01-01", periods=ROWS, freq="h"))

    found = pair({"a": times, "b": np.arange(ROWS)}, {"a": times.dt.strftime("%Y-%m"), "b": np.arange(ROWS)})

    assert (found["measure"], found["before"]) == ("rank", pytest.approx(1))
    assert 0.9 < found["after"] < 1


def test_column_that_does_not_vary_goes_with_nothing():
    assert pair({"a": np.ones(ROWS), "b": SIZE})["before"] == 0.0
    assert pair({"a": SIZE, "b": SIZE}, {"a": np.full(ROWS, np.nan), "b": SIZE})["after"] == 0.0
    assert pair({"a": ["x"] * ROWS, "b": ["y"] * ROWS})["before"] == 0.0
