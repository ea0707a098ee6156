"""Metrics of numbers against scikit-learn, scipy and what can be worked out by hand."""

import math
import warnings

import numpy as np
import pytest
import sklearn.metrics as sk
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from tests.evaluator.metrics.making import Case, made
from tests.evaluator.metrics.strategies import numbers, plain, positive, small

not_negative = (st.floats(0, 1e15), st.integers(0, 3).map(float))
unhurried = settings(deadline=None, max_examples=30)
SKLEARN = {
    "mae": sk.mean_absolute_error,
    "rmse": sk.root_mean_squared_error,
    "rmsle": sk.root_mean_squared_log_error,
    "mape": sk.mean_absolute_percentage_error,
    "r2": sk.r2_score,
}
DRAWN = {
    "rmsle": {"truth": not_negative, "predicted": not_negative},
    "mape": {"truth": (positive, positive.map(float.__neg__))},
}


def expected(metric: str, case: Case, *, weighted: bool) -> float:
    options = {"sample_weight": case.truth["w"]} if weighted else {}
    return float(SKLEARN[metric](case.truth["y"], case.predicted["x0"], **options))


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("metric", SKLEARN)
@unhurried
@given(data=st.data())
def test_error_is_scikit_learns(metric, weighted, data):
    public, private = (data.draw(numbers(**DRAWN.get(metric, {}))) for _ in range(2))
    item = {"metric": metric, "target": "y", **({"weight": "w"} if weighted else {})}
    found = made(item, public=public, private=private)
    if found.broken:
        assert metric == "r2"
        assert "one value only" in found.broken
        return
    for part, case in (("public", public), ("private", private)):
        assert found.scores[f"{part}_{metric}"] == expected(metric, case, weighted=weighted)
        assert math.isfinite(found.scores[f"{part}_{metric}"])


@unhurried
@given(public=numbers(), private=numbers())
def test_spearman_is_scipys_and_0_for_a_constant(public, private):
    found = made({"metric": "spearman", "target": "y"}, public=public, private=private)
    parts = {"public": public, "private": private}
    if found.broken:
        assert any(len(set(case.truth["y"])) == 1 for case in parts.values())
        return
    for part, case in parts.items():
        constant = len(set(case.predicted["x0"])) == 1
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            by_scipy = float(spearmanr(case.truth["y"], case.predicted["x0"]).statistic)
        assert found.scores[f"{part}_spearman"] == (0.0 if constant else by_scipy)


@unhurried
@given(public=numbers(truth=(plain, small)), weighted=st.booleans())
def test_smape_by_hand(public, weighted):
    found = made({"metric": "smape", "target": "y", **({"weight": "w"} if weighted else {})}, public=public)
    weights = public.truth["w"] if weighted else [1.0] * len(public)
    terms = [
        2 * abs(p - y) / (abs(p) + abs(y)) if p or y else 0.0
        for y, p in zip(public.truth["y"], public.predicted["x0"], strict=True)
    ]
    mean = sum(t * w for t, w in zip(terms, weights, strict=True)) / sum(weights)
    assert found.scores["public_smape"] == pytest.approx(mean, rel=1e-12, abs=1e-300)
    assert 0 <= found.scores["private_smape"] <= 2


@unhurried
@given(public=numbers(), private=numbers(), threshold=st.sampled_from([-1, 0, 0.5, 2, 1e14]), weighted=st.booleans())
def test_csi_is_hits_among_events_seen_or_foreseen(public, private, threshold, weighted):
    item = {"metric": "csi", "target": "y", "threshold": threshold, **({"weight": "w"} if weighted else {})}
    found = made(item, public=public, private=private)
    for part, case in {"public": public, "private": private}.items():
        weights = case.truth["w"] if weighted else [1.0] * len(case)
        triples = list(zip(case.truth["y"], case.predicted["x0"], weights, strict=True))
        seen = sum(w for y, _, w in triples if y >= threshold)
        if not seen and found.broken:
            assert "reaches the threshold" in found.broken
        elif not found.broken:
            hits = sum(w for y, p, w in triples if y >= threshold and p >= threshold)
            either = sum(w for y, p, w in triples if y >= threshold or p >= threshold)
            assert found.scores[f"{part}_csi"] == pytest.approx(hits / either, rel=1e-9)


@pytest.mark.parametrize(
    ("item", "score"),
    [
        ({"metric": "mae"}, 1.5),
        ({"metric": "rmse"}, math.sqrt(3.5)),
        ({"metric": "mape"}, (1 / 1 + 0 + 2 / 4 + 3 / 8) / 4),
        ({"metric": "smape"}, (2 / 3 + 0 + 4 / 6 + 6 / 19) / 4),
        ({"metric": "r2"}, 1 - 14 / 28.75),
        ({"metric": "spearman"}, 0.8),
        ({"metric": "csi", "threshold": 3}, 2 / 3),
        ({"metric": "mae", "weight": "w"}, (1 * 1 + 3 * 3) / 4),
    ],
)
def test_hand_worked(item, score):
    case = Case({"y": [1, 2, 4, 8], "w": [1, 0, 0, 3]}, {"x": [2, 2, 2, 11]})
    if item["metric"] == "spearman":
        case = Case(case.truth, {"x": [2, 3, 6, 5]})
    if item["metric"] == "csi":
        case = Case({"y": [3, 3, 1, 0], "w": [1] * 4}, {"x": [3, 9, 4, 2]})
    found = made({**item, "target": "y"}, public=case).scores
    assert found[f"public_{item['metric']}"] == pytest.approx(score, rel=1e-12)
