"""Areas and correlations, against other readings of the same definitions."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from datasets.gates.outcomes import (
    area_by_chance,
    area_under_curve,
    correlation,
    correlation_by_chance,
    outcomes_of,
    ranks_of,
)

pairs = st.lists(st.tuples(st.integers(-5, 5), st.booleans()), min_size=4, max_size=60).filter(
    lambda rows: len({outcome for _, outcome in rows}) == 2
)


@settings(deadline=None)
@given(pairs)
def test_area_is_that_of_scikit_learn_with_ties(rows):
    scores, outcome = (np.array(side) for side in zip(*rows, strict=True))
    assert area_under_curve(ranks_of(scores.astype(float)), outcome) == pytest.approx(roc_auc_score(outcome, scores))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=3, max_size=60))
def test_correlation_of_ranks_is_spearmans(rows):
    one, other = (np.array(side, dtype=float) for side in zip(*rows, strict=True))
    if len(set(one)) > 1 and len(set(other)) > 1:
        assert correlation(ranks_of(one), ranks_of(other)) == pytest.approx(spearmanr(one, other).statistic, abs=1e-12)
    else:
        assert correlation(ranks_of(one), ranks_of(other)) == 0


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ([0, 1, 1], [[False, True, True]]),
        ([1, 0, 0], [[True, False, False]]),
        (["no", "yes", "no"], [[False, True, False]]),
        ([1.0, 2.0, 3.0, 9.0], [[False, False, True, True]]),
        ([0.0, 0.0, 0.0, 1.0, 2.0], [[False, False, False, True, True]]),
        ([1.0, 2.0, 5.0, 5.0, 5.0], [[False, False, True, True, True]]),
        (["a", "b", "c", "a"], [[True, False, False, True], [False, True, False, False], [False, False, True, False]]),
        ([4, 4, 4], []),
        ([], []),
    ],
)
def test_outcomes_say_yes_or_no(target, expected):
    assert [outcome.tolist() for outcome in outcomes_of(pd.Series(target))] == expected


def test_chance_exceeds_its_bounds_once_in_a_thousand_times():
    rng = np.random.default_rng(2)
    outcome = np.arange(200) < 40
    areas, correlations = [], []
    for _ in range(4_000):
        order = ranks_of(rng.random(200))
        areas.append(abs(area_under_curve(order, outcome) - 0.5) > area_by_chance(outcome))
        correlations.append(abs(correlation(order, np.arange(200.0))) > correlation_by_chance(200))
    assert 0 < np.mean(areas) < 0.003
    assert 0 < np.mean(correlations) < 0.003


def test_limit_of_two_hundredths_is_beyond_chance_from_27_000_rows_on():
    assert correlation_by_chance(28_000) < 0.02 < correlation_by_chance(26_000)
