"""Quantiles and intervals: scikit-learn's pinball loss, and the identity that ties the interval score to it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import mean_pinball_loss

from tests.evaluator.metrics.making import Case, made
from tests.evaluator.metrics.strategies import numbers

unhurried = settings(deadline=None, max_examples=30)


def weighting(*, weighted: bool) -> dict[str, str]:
    return {"weight": "w"} if weighted else {}


@unhurried
@given(
    case=numbers(columns=3),
    levels=st.lists(st.floats(1e-6, 1 - 1e-6), min_size=3, max_size=3, unique=True).map(sorted),
    weighted=st.booleans(),
)
def test_pinball_is_the_mean_of_scikit_learns(case, levels, weighted):
    item = {"metric": "pinball", "target": "y", "levels": levels, **weighting(weighted=weighted)}
    weights = case.truth["w"] if weighted else None
    losses = [
        mean_pinball_loss(case.truth["y"], case.predicted[f"x{at}"], alpha=level, sample_weight=weights)
        for at, level in enumerate(levels)
    ]
    found = made(item, public=case)
    assert found.scores["public_pinball"] == pytest.approx(sum(losses) / 3, rel=1e-12, abs=1e-300)


@unhurried
@given(case=numbers(columns=2), level=st.floats(0.01, 0.999), weighted=st.booleans())
def test_interval_score_is_the_two_pinball_losses_of_its_ends(case, level, weighted):
    """With a = 1 - level: 2/a times the sum of the losses of low at a/2 and of high at 1 - a/2."""
    item = {"metric": "interval_score", "target": "y", "level": level, **weighting(weighted=weighted)}
    weights, alpha = case.truth["w"] if weighted else None, 1 - level
    ends = [("x0", alpha / 2), ("x1", 1 - alpha / 2)]
    losses = [
        mean_pinball_loss(case.truth["y"], case.predicted[name], alpha=at, sample_weight=weights) for name, at in ends
    ]
    largest = max(map(abs, [1.0, *case.truth["y"], *case.predicted["x0"], *case.predicted["x1"]]))
    found = made(item, public=case).scores["public_interval_score"]
    assert found == pytest.approx(2 / alpha * sum(losses), rel=1e-9, abs=largest * 1e-9)
    assert found >= -largest * 1e-9


@unhurried
@given(case=numbers(columns=2), weighted=st.booleans())
def test_coverage_is_the_share_between_both_ends(case, weighted):
    weights = case.truth["w"] if weighted else [1.0] * len(case)
    rows = zip(case.truth["y"], case.predicted["x0"], case.predicted["x1"], weights, strict=True)
    share = sum(w for y, low, high, w in rows if low <= y <= high) / sum(weights)
    items = [
        {"metric": "interval_score", "target": "y", "level": 0.8},
        {"metric": "coverage", "target": "y", **weighting(weighted=weighted)},
    ]
    assert made(*items, public=case).scores["private_coverage"] == pytest.approx(share, rel=1e-12, abs=1e-15)


def test_hand_worked():
    """Widths 2, 2, -1; missed by 0, 1 and (crossing) 2 + 3, at 2 / 0.2 each."""
    case = Case({"y": [1, 4, 5]}, {"low": [0, 1, 7], "high": [2, 3, 6]})
    items = [
        {"metric": "interval_score", "target": "y", "level": 0.8, "prediction": ["low", "high"]},
        {"metric": "coverage", "target": "y", "prediction": ["low", "high"]},
        {"metric": "pinball", "target": "y", "levels": [0.5], "prediction": "high", "key": "median"},
    ]
    found = made(*items, public=case).scores
    assert found["public_interval_score"] == pytest.approx((2 + 2 + 10 * 1 - 1 + 10 * 2) / 3)
    assert found["public_coverage"] == pytest.approx(1 / 3)
    assert found["public_median"] == pytest.approx((0.5 + 0.5 + 0.5) / 3)
