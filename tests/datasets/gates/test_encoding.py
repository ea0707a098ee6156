"""Columns as scores."""

import numpy as np
import pandas as pd
import pytest

from datasets.gates.encoding import levels_of, mean_elsewhere
from datasets.gates.outcomes import area_under_curve, ranks_of


def test_many_levels_of_one_row_foretell_nothing():
    rng = np.random.default_rng(1)
    outcome = rng.random(5_000) < 0.3
    scores = mean_elsewhere(np.arange(5_000), outcome.astype(float))
    assert area_under_curve(ranks_of(scores), outcome) == 0.5


def test_levels_that_mean_nothing_foretell_nothing():
    rng = np.random.default_rng(2)
    outcome = rng.random(20_000) < 0.5
    scores = mean_elsewhere(rng.integers(0, 4_000, 20_000), outcome.astype(float))
    assert area_under_curve(ranks_of(scores), outcome) == pytest.approx(0.5, abs=0.02)


def test_level_is_scored_by_its_rows_in_other_folds():
    outcome = np.repeat([0.0, 1.0], 500)
    scores = mean_elsewhere(np.repeat([0, 1], 500), outcome)
    assert scores[:500].max() < 0.01
    assert scores[500:].min() > 0.99


@pytest.mark.parametrize(
    "values", [pd.Series(["a", None, "b", None]), pd.Categorical(["a", None, "b", None]), [1.5, None, 2.5, np.nan]]
)
def test_null_is_a_level_of_its_own(values):
    levels = levels_of(pd.Series(values))
    assert levels[1] == levels[3]
    assert len(set(levels.tolist())) == 3


def test_numbers_fall_into_bins_of_as_many_rows_each():
    assert np.bincount(levels_of(pd.Series(np.random.default_rng(3).normal(size=6_400)))).tolist() == [100] * 64


def test_nothing_has_no_levels():
    assert levels_of(pd.Series([], dtype=float)).tolist() == []
