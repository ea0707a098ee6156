"""Labels against scikit-learn, which is given the texts themselves."""

import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
import sklearn.metrics as sk
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluator.metrics.making import Case, made
from tests.evaluator.metrics.strategies import labelled

unhurried = settings(deadline=None, max_examples=30)
THREE = ("night", "day", "dawn")  # in an order that is not the alphabet's


def present(case: Case, weights: Any) -> list[str]:
    counted = weights if weights is not None else [1] * len(case)
    return sorted({y for y, w in zip(case.truth["y"], counted, strict=True) if w})


def kappa(weighting: str | None) -> Callable[[Case, Any], float]:
    return lambda case, weights: sk.cohen_kappa_score(
        case.truth["y"], case.predicted["x"], labels=list(THREE), weights=weighting, sample_weight=weights
    )


def by(function: Callable[..., Any], **options: Any) -> Callable[[Case, Any], float]:
    return lambda case, weights: function(case.truth["y"], case.predicted["x"], sample_weight=weights, **options)


def macro(case: Case, weights: Any) -> float:
    options = {"average": "macro", "labels": present(case, weights), "zero_division": 0}
    return float(by(sk.f1_score, **options)(case, weights))


CASES: Mapping[str, tuple[dict[str, Any], Callable[[Case, Any], float]]] = {
    "accuracy": ({"metric": "accuracy"}, by(sk.accuracy_score)),
    "balanced_accuracy": ({"metric": "balanced_accuracy"}, by(sk.balanced_accuracy_score)),
    "mcc": ({"metric": "mcc"}, by(sk.matthews_corrcoef)),
    "kappa": ({"metric": "kappa"}, kappa(None)),
    "linear": ({"metric": "kappa", "weighting": "linear"}, kappa("linear")),
    "quadratic": ({"metric": "kappa", "weighting": "quadratic"}, kappa("quadratic")),
    "macro": ({"metric": "f1"}, macro),
    "micro": ({"metric": "f1", "average": "micro"}, by(sk.f1_score, average="micro")),
}


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("name", CASES)
@unhurried
@given(public=labelled(*THREE), private=labelled(*THREE))
def test_labels_are_scored_as_by_scikit_learn(name, weighted, public, private):
    item, function = CASES[name]
    asked = {"key": "score", "target": "y", **item, **({"weight": "w"} if weighted else {})}
    found = made(asked, public=public, private=private, labels={"x": list(THREE)})
    for part, case in (("public", public), ("private", private)):
        weights = case.truth["w"] if weighted else None
        if found.broken:
            assert "one value only" in found.broken
            continue
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # labels that are predicted and not there
            expected = float(function(case, weights))
        if name == "mcc":  # which scikit-learn itself rounds to a little beyond 1 where weights are far apart
            expected = float(np.clip(expected, -1, 1))
        score = found.scores[f"{part}_score"]
        assert -1 <= score <= 1
        # what agreement leaves over chance is a small difference of weights that may be a million apart
        assert score == pytest.approx(0.0 if np.isnan(expected) else expected, rel=1e-9, abs=1e-9)
    if found.broken:
        counted = [present(case, case.truth["w"] if weighted else None) for case in (public, private)]
        assert any(len(labels) == 1 for labels in counted)


@unhurried
@given(public=labelled("fraud", "honest"), private=labelled("fraud", "honest"), weighted=st.booleans())
def test_f1_of_two_labels_is_that_of_the_positive_one(public, private, weighted):
    item = {"metric": "f1", "target": "y", "positive": "fraud", **({"weight": "w"} if weighted else {})}
    found = made(item, public=public, private=private, labels={"x": ["fraud", "honest"]})
    for part, case in (("public", public), ("private", private)):
        weights = case.truth["w"] if weighted else None
        if found.broken:
            assert "has no 'fraud'" in found.broken
            continue
        expected = sk.f1_score(
            case.truth["y"], case.predicted["x"], pos_label="fraud", sample_weight=weights, zero_division=0
        )
        assert found.scores[f"{part}_f1"] == pytest.approx(expected, rel=1e-12)
    if found.broken:
        assert any("fraud" not in present(case, case.truth["w"] if weighted else None) for case in (public, private))


def test_numbers_of_one_digit_are_labels_too():
    case = Case({"y": [1, 2, 3, 3]}, {"x": [1, 3, 3, 2]})
    item = {"metric": "kappa", "weighting": "quadratic", "target": "y"}
    found = made(item, public=case, labels={"x": [1, 2, 3]})
    assert found.scores["public_kappa"] == pytest.approx(
        sk.cohen_kappa_score([1, 2, 3, 3], [1, 3, 3, 2], weights="quadratic")
    )


@pytest.mark.parametrize("metric", ["mcc", "kappa"])
def test_constant_prediction_agrees_no_better_than_chance(metric):
    case = Case({"y": ["day", "night", "day"]}, {"x": ["day"] * 3})
    assert (
        made({"metric": metric, "target": "y"}, public=case, labels={"x": list(THREE)}).scores[f"public_{metric}"] == 0
    )


def test_perfect_prediction_scores_1_where_a_label_never_occurs():
    case = Case({"y": ["day", "night"]}, {"x": ["day", "night"]})
    items = [{"metric": metric, "target": "y"} for metric in ("f1", "balanced_accuracy", "accuracy", "kappa", "mcc")]
    assert set(made(*items, public=case, labels={"x": list(THREE)}).scores.values()) == {1.0}


def test_hand_worked():
    """Of 3 frauds 2 are found, with 1 false alarm; 5 of 7 are right."""
    case = Case({"y": [1, 1, 1, 0, 0, 0, 0]}, {"x": [1, 1, 0, 1, 0, 0, 0]})
    items = [{"metric": metric, "target": "y"} for metric in ("f1", "accuracy", "balanced_accuracy", "mcc", "kappa")]
    found = made(*items, public=case, labels={"x": [0, 1]}).scores
    assert found["public_f1"] == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))
    assert found["public_accuracy"] == pytest.approx(5 / 7)
    assert found["public_balanced_accuracy"] == pytest.approx((2 / 3 + 3 / 4) / 2)
    assert found["public_mcc"] == pytest.approx((2 * 3 - 1 * 1) / (3 * 3 * 4 * 4) ** 0.5)
    assert found["public_kappa"] == pytest.approx((5 / 7 - 25 / 49) / (1 - 25 / 49))
