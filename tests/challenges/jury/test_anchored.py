"""The anchored scale: no team's points depend on another team."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.jury.anchored import Scale, ScaleUnusable
from challenges.jury.combining import Weights, combined
from challenges.jury.ranking import first, ranks

METRICS = st.lists(st.fractions(-50, 50), min_size=3, max_size=7)


@pytest.mark.parametrize(
    ("metric", "points"), [("12", 0), ("10", 0), ("7.5", 50), ("5", 100), ("4", 100), ("-1", 100), ("9.99", "0.2")]
)
def test_smaller_is_better_where_the_target_is_smaller(metric, points):
    assert Scale.of(naive=10, target=5).points(Fraction(metric)) == Fraction(points)


@pytest.mark.parametrize(("metric", "points"), [("0.1", 0), ("0.5", 0), ("0.7", 50), ("0.9", 100), ("0.95", 100)])
def test_larger_is_better_where_the_target_is_larger(metric, points):
    assert Scale.of(naive="0.5", target="0.9").points(Fraction(metric)) == points


def test_nothing_handed_in_is_worth_nothing():
    assert Scale.of(naive=10, target=5).points(None) == 0


@pytest.mark.parametrize(("naive", "target"), [(1, 1), ("0.5", 0.5), (float("nan"), 1), ("x", 1)])
def test_scale_without_two_ends_is_refused(naive, target):
    with pytest.raises(ScaleUnusable):
        Scale.of(naive=naive, target=target)


def winners(jury, metrics, scale, weights):
    automatic = {name: scale.points(metric) for name, metric in metrics.items()}
    return first(ranks(combined(jury, automatic, weights)))


@given(METRICS, st.data(), st.fractions(0, 1), st.booleans())
def test_deleting_the_last_team_never_changes_the_winner(metrics, data, jury_weight, smaller_is_better):
    scale = Scale.of(naive=20, target=-20) if smaller_is_better else Scale.of(naive=-20, target=20)
    names = [f"P{number}" for number in range(len(metrics))]
    jury = {name: Fraction(data.draw(st.integers(0, 100))) for name in names}
    found = dict(zip(names, metrics, strict=True))
    weights = Weights.of(jury_weight)
    before = winners(jury, found, scale, weights)
    by_metric = min if not smaller_is_better else max
    for last in {by_metric(names, key=found.get), max(names, key=lambda name: (name not in before, -jury[name]))}:
        if last in before:
            continue
        fewer = {name: metric for name, metric in found.items() if name != last}
        assert winners({name: jury[name] for name in fewer}, fewer, scale, weights) == before


def test_min_max_would_have_changed_it():
    """What the anchored scale is there for: the same teams with the scale of their own extremes."""
    jury = {"A": Fraction(70), "B": Fraction(60), "Z": Fraction(0)}
    metrics = {"A": Fraction(12), "B": Fraction(10), "Z": Fraction(30)}
    fewer = {"A": Fraction(12), "B": Fraction(10)}
    weights = Weights.of("0.6")
    min_max = [Scale(max(found.values()), min(found.values())) for found in (metrics, fewer)]
    assert winners(jury, metrics, min_max[0], weights) == ("A",)
    assert winners({"A": jury["A"], "B": jury["B"]}, fewer, min_max[1], weights) == ("B",)
    anchored = Scale.of(naive=30, target=8)
    assert winners(jury, metrics, anchored, weights) == ("A",)
    assert winners({"A": jury["A"], "B": jury["B"]}, fewer, anchored, weights) == ("A",)
