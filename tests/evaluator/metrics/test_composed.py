"""Skill over a reference forecast, weighted sums, and the losses of single rows."""

import math
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluator.metrics.making import Case, Made, made
from tests.evaluator.metrics.strategies import numbers, plain, probability, small, survivals

unhurried = settings(deadline=None, max_examples=30)
not_negative = st.one_of(st.floats(0, 1e15), st.integers(0, 3).map(float))
away_from_0 = st.one_of(st.floats(1e-9, 1e15), st.integers(1, 3).map(float))
anything = st.one_of(plain, small)
LOSSES: Mapping[str, tuple[dict[str, Any], Any, Any, int]] = {
    "mae": ({}, anything, anything, 1),
    "rmse": ({}, anything, anything, 1),
    "rmsle": ({}, not_negative, not_negative, 1),
    "mape": ({}, away_from_0, anything, 1),
    "smape": ({}, anything, anything, 1),
    "pinball": ({"levels": [0.000001, 0.999999]}, anything, anything, 2),
    "interval_score": ({"level": 0.999}, anything, anything, 2),
    "log_loss": ({}, st.sampled_from([0, 1]), probability, 1),
    "brier": ({}, st.sampled_from([0, 1]), probability, 1),
}
MEANS = ("mae", "mape", "smape", "pinball", "interval_score", "log_loss", "brier")


def losses_of(found: Made, part: str) -> list[float]:
    return [loss for _, named, loss in found.losses if named == part]


def mean(values: list[float]) -> float:
    return math.fsum(values) / len(values)


@pytest.mark.parametrize("metric", LOSSES)
@unhurried
@given(data=st.data())
def test_skill_is_what_is_saved_of_the_references_loss(metric, data):
    options, truth, predicted, columns = LOSSES[metric]
    case = data.draw(numbers(truth=(truth,), predicted=(predicted,), columns=columns))
    forecast = {
        f"r{at}": data.draw(st.lists(predicted, min_size=len(case), max_size=len(case))) for at in range(columns)
    }
    item = {"target": "y", "weight": "w", **options}
    skill = {"metric": "skill", "of": metric, "reference": list(forecast), **item}
    found = made(skill, {"metric": metric, **item}, public=Case({**case.truth, **forecast}, case.predicted))
    if found.broken:
        assert "is perfect in the" in found.broken or "never occurs" in found.broken
        return
    loss = found.scores[f"public_{metric}"]
    by_reference = made(
        {"metric": metric, **item},
        public=Case(case.truth, {f"x{at}": forecast[f"r{at}"] for at in range(columns)}),
    ).scores[f"public_{metric}"]
    assert math.isfinite(found.scores["private_skill"])
    assert found.scores["public_skill"] == pytest.approx(1 - loss / by_reference, rel=1e-9)
    if metric in MEANS:
        assert mean(losses_of(found, "public")) == pytest.approx(loss / by_reference, rel=1e-9, abs=1e-15)
    else:
        assert found.losses == []


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("metric", LOSSES)
@unhurried
@given(data=st.data())
def test_row_losses_average_to_the_score(metric, weighted, data):
    options, truth, predicted, columns = LOSSES[metric]
    case = data.draw(numbers(truth=(truth,), predicted=(predicted,), columns=columns))
    item = {"metric": metric, "target": "y", **options, **({"weight": "w"} if weighted else {})}
    found = made(item, public=case)
    if found.broken:
        return
    assert [(name, part) for name, part, _ in found.losses] == [
        *((f"p{row}", "public") for row in range(len(case))),
        *((f"s{row}", "private") for row in range(len(case))),
    ]
    score = found.scores[f"private_{metric}"]
    expected = score if metric in MEANS else score**2
    largest = max([1.0, *(abs(loss) for loss in losses_of(found, "private"))])
    assert mean(losses_of(found, "private")) == pytest.approx(expected, rel=1e-9, abs=largest * 1e-12)


@unhurried
@given(case=survivals(times=2))
def test_row_losses_of_survival_average_to_the_score(case):
    found = made({"metric": "integrated_brier", "target": "y", "event": "e", "times": [1, 5]}, public=case)
    if not found.broken:
        score = found.scores["public_integrated_brier"]
        assert mean(losses_of(found, "public")) == pytest.approx(score, rel=1e-9, abs=1e-15)


def test_loss_of_an_accurate_row_is_0():
    case = Case({"y": ["a", "b", "b"]}, {"x": ["a", "b", "a"]})
    found = made({"metric": "accuracy", "target": "y"}, public=case, labels={"x": ["a", "b"]})
    assert losses_of(found, "public") == [0, 0, 1]
    assert mean(losses_of(found, "public")) == pytest.approx(1 - found.scores["public_accuracy"])


@pytest.mark.parametrize("metric", ["r2", "spearman"])
def test_metric_that_is_no_mean_has_no_row_losses(metric):
    case = Case({"y": [1, 2, 4]}, {"x": [1, 1, 3]})
    assert made({"metric": metric, "target": "y"}, public=case).losses == []


NUMBERS = Case({"y": [1, 2, 4], "w": [1, 2, 3]}, {"x": [2, 2, 2], "low": [0, 3, 3], "high": [2, 4, 5]})
TERMS = [
    {"metric": "mae", "target": "y", "prediction": "x", "primary": False},
    {"metric": "r2", "target": "y", "prediction": "x"},
    {"metric": "rmse", "target": "y", "prediction": "x"},
    {"metric": "smape", "target": "y", "prediction": "x", "weight": "w"},
    {"metric": "coverage", "target": "y", "prediction": ["low", "high"]},
    {"metric": "skill", "key": "saved", "of": "mae", "target": "y", "prediction": "x", "reference": "w"},
]


def summed(of: Mapping[str, float], **options: Any) -> Made:
    case = Case({**NUMBERS.truth, "w": [1, 2, 3]}, NUMBERS.predicted)
    return made(*TERMS, {"metric": "weighted_sum", "primary": True, "of": dict(of), **options}, public=case)


@pytest.mark.parametrize(
    ("of", "options", "has_losses"),
    [
        ({"mae": 2, "smape": 0.5}, {}, True),
        ({"mae": 2, "saved": -1}, {}, True),
        ({"saved": 3, "mae": -1}, {}, True),
        ({"mae": 1, "saved": 1}, {"better": "higher"}, True),
        ({"rmse": 1, "mae": 1}, {}, False),
        ({"r2": 1}, {}, False),
        ({"coverage": 1, "mae": -0.1}, {"better": "higher"}, False),
    ],
)
def test_weighted_sum_adds_scores_up(of, options, has_losses):
    found = summed(of, **options)
    for part in ("public", "private"):
        expected = sum(coefficient * found.scores[f"{part}_{key}"] for key, coefficient in of.items())
        assert found.scores[f"{part}_weighted_sum"] == pytest.approx(expected)
    assert bool(found.losses) is has_losses


@pytest.mark.parametrize(("of", "sign"), [({"mae": 2, "saved": -1}, 1), ({"saved": 3, "mae": -1}, -1)])
def test_losses_of_a_weighted_sum_differ_as_its_scores(of, sign):
    """Up to a constant: of two predictions, the difference of mean losses is that of the sums, the better lower."""
    one = summed(of)
    better = Case(NUMBERS.truth, {**NUMBERS.predicted, "x": [1, 2, 3]})
    other = made(*TERMS, {"metric": "weighted_sum", "primary": True, "of": of}, public=better)
    gap = other.scores["public_weighted_sum"] - one.scores["public_weighted_sum"]
    losses = [mean(losses_of(found, "public")) for found in (one, other)]
    assert losses[1] - losses[0] == pytest.approx(sign * gap)
    assert losses[1] < losses[0]
