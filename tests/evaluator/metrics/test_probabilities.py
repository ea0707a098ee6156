"""Probabilities and rankings of yes and no against scikit-learn."""

import math

import pytest
import sklearn.metrics as sk
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluator.metrics.making import Case, made
from tests.evaluator.metrics.strategies import classed, numbers, probability

unhurried = settings(deadline=None, max_examples=30)
yes_no = (st.sampled_from([0, 1]),)
PROBABLE = {"log_loss": sk.log_loss, "brier": sk.brier_score_loss}
RANKED = {"roc_auc": sk.roc_auc_score, "average_precision": sk.average_precision_score}


def binary(metric: str, case: Case, *, weighted: bool) -> float:
    options = {"sample_weight": case.truth["w"]} if weighted else {}
    options |= {"labels": [0, 1]} if metric == "log_loss" else {}
    options |= {"pos_label": 1} if metric == "brier" else {}
    return float((PROBABLE | RANKED)[metric](case.truth["y"], case.predicted["x0"], **options))


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("metric", PROBABLE)
@unhurried
@given(
    public=numbers(truth=yes_no, predicted=(probability, st.sampled_from([0.0, 1.0, 0.5]))),
    private=numbers(truth=yes_no, predicted=(probability, st.sampled_from([0.0, 1.0, 0.5]))),
)
def test_probability_of_yes_is_scored_as_by_scikit_learn(metric, weighted, public, private):
    item = {"metric": metric, "target": "y", **({"weight": "w"} if weighted else {})}
    found = made(item, public=public, private=private)
    if found.broken:
        assert "never occurs" in found.broken
        assert 1 not in (*public.truth["y"], *private.truth["y"])
        return
    for part, case in (("public", public), ("private", private)):
        assert found.scores[f"{part}_{metric}"] == binary(metric, case, weighted=weighted)
        assert found.scores[f"{part}_{metric}"] <= -math.log(2.2e-16)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("metric", RANKED)
@unhurried
@given(public=numbers(truth=yes_no), private=numbers(truth=yes_no))
def test_ranking_is_scored_as_by_scikit_learn(metric, weighted, public, private):
    item = {"metric": metric, "target": "y", **({"weight": "w"} if weighted else {})}
    found = made(item, public=public, private=private)
    parts = {"public": public, "private": private}
    if found.broken:
        counted = [
            {y for y, w in zip(case.truth["y"], case.truth["w"], strict=True) if w or not weighted}
            for case in parts.values()
        ]
        assert any(values != {0, 1} for values in counted)
        return
    for part, case in parts.items():
        assert found.scores[f"{part}_{metric}"] == binary(metric, case, weighted=weighted)


@pytest.mark.parametrize("metric", PROBABLE)
@unhurried
@given(case=classed("bulk", "container", "tanker"), weighted=st.booleans())
def test_probabilities_of_classes_are_scored_as_by_scikit_learn(metric, case, weighted):
    classes = ["bulk", "container", "tanker"]
    table = [list(row) for row in zip(*case.predicted.values(), strict=True)]
    table = [[share / math.fsum(row) for share in row] for row in table]
    options = {"labels": classes, **({"sample_weight": case.truth["w"]} if weighted else {})}
    options |= {"scale_by_half": False} if metric == "brier" else {}
    item = {"metric": metric, "target": "y", "classes": classes, **({"weight": "w"} if weighted else {})}
    by_sklearn = PROBABLE[metric](case.truth["y"], table, **options)
    assert made(item, public=case).scores[f"public_{metric}"] == pytest.approx(by_sklearn, rel=1e-9, abs=1e-12)


@unhurried
@given(data=st.data())
def test_classes_may_stand_in_any_order(data):
    """Columns belong to classes by their place in the list, not by the alphabet."""
    case = data.draw(classed("b", "a"))
    swapped = Case(case.truth, {"x0": case.predicted["x1"], "x1": case.predicted["x0"]})
    items = [
        [{"metric": metric, "target": "y", "classes": classes} for metric in ("log_loss", "brier")]
        for classes in (["b", "a"], ["a", "b"])
    ]
    one, other = made(*items[0], public=case).scores, made(*items[1], public=swapped).scores
    assert one == pytest.approx(other, rel=1e-9, abs=1e-12)


def test_positive_value_may_be_any_text():
    case = Case({"y": ["Oui", "Non", "Oui"]}, {"x": [0.9, 0.2, 0.6]})
    found = made({"metric": "brier", "target": "y", "positive": "Oui"}, public=case)
    assert found.scores["public_brier"] == pytest.approx((0.01 + 0.04 + 0.16) / 3)


def test_hand_worked():
    case = Case({"y": [1, 0, 1, 0]}, {"x": [0.8, 0.8, 0.5, 0.1]})
    items = [{"metric": metric, "target": "y"} for metric in ("roc_auc", "average_precision", "log_loss", "brier")]
    found = made(*items, public=case).scores
    assert found["public_roc_auc"] == (0.5 + 1 + 0 + 1) / 4
    assert found["public_average_precision"] == pytest.approx(0.5 * 1 / 2 + 0.5 * 2 / 3)
    assert found["public_log_loss"] == pytest.approx(-math.log(0.8 * 0.2 * 0.5 * 0.9) / 4)
    assert found["public_brier"] == pytest.approx((0.04 + 0.64 + 0.25 + 0.01) / 4)


def test_probability_of_nothing_for_what_happened_costs_36(monkeypatch):
    case = Case({"y": [1, 0]}, {"x": [0.0, 0.0]})
    found = made({"metric": "log_loss", "target": "y"}, public=case)
    assert found.scores["public_log_loss"] == pytest.approx(36.04 / 2, abs=0.01)
