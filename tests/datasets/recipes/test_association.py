"""How much a column tells of the target by itself."""

import numpy as np
import pandas as pd
import pytest

from datasets.recipes.association import tells

RNG = np.random.default_rng(7)
ROWS = 4_000


@pytest.fixture
def gate() -> pd.Series:
    return pd.Series(RNG.choice(["G1", "G2", "G3"], ROWS), dtype="str")


def test_column_that_decides_the_target_tells_all(gate):
    assert tells(gate, gate.map({"G1": 1.0, "G2": 5.0, "G3": 9.0})) == pytest.approx(1.0)
    assert tells(gate, gate.map({"G1": "a", "G2": "b", "G3": "c"})) == pytest.approx(1.0)


def test_column_of_noise_tells_nothing(gate):
    assert tells(gate, pd.Series(RNG.normal(size=ROWS))) < 0.01


def test_column_with_a_value_per_row_tells_nothing_for_it_is_chance():
    names = pd.Series([f"n{number}" for number in range(ROWS)], dtype="str")
    assert tells(names, pd.Series(RNG.normal(size=ROWS))) == 0.0


def test_number_tells_through_groups_of_like_size():
    metres = pd.Series(RNG.uniform(0, 300, ROWS))
    assert tells(metres, metres**3) > 0.99
    assert 0.1 < tells(metres, metres + RNG.normal(0, 100, ROWS)) < 0.9


def test_empty_cells_are_a_group_and_rows_without_a_target_are_left_out(gate):
    target = gate.map({"G1": 1.0, "G2": 5.0, "G3": 9.0})
    holes = gate.where(gate != "G2")
    assert tells(holes, target) == pytest.approx(1.0)
    assert tells(gate, target.where(gate != "G3")) == pytest.approx(1.0)


@pytest.mark.parametrize("target", [pd.Series([], dtype=float), pd.Series([np.nan] * 5), pd.Series([3.0] * 5)])
def test_target_that_says_nothing_cannot_be_told(target):
    assert tells(pd.Series(["a", "b", "a", "b", "a"][: len(target)], dtype="str"), target) == 0.0
