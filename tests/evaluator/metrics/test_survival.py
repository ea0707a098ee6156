"""The integrated Brier score against the formula taken literally, with fractions and loops."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluator.metrics.making import Case, made
from tests.evaluator.metrics.strategies import survivals

unhurried = settings(deadline=None, max_examples=40)


def uncensored(time: float, times: list[float], events: list[int], *, before: bool) -> Fraction:
    """Kaplan-Meier of the censorings up to a time, or just before it; events of the same time come first."""
    alive = Fraction(1)
    for at in sorted(set(times)):
        if at < time or (at == time and not before):
            there = sum(t >= at for t in times) - sum(t == at and e for t, e in zip(times, events, strict=True))
            censored = sum(t == at and not e for t, e in zip(times, events, strict=True))
            if there:
                alive *= 1 - Fraction(censored, there)
    return alive


def brier(time: float, survival: list[float], times: list[float], events: list[int]) -> Fraction:
    total = Fraction(0)
    for s, t, e in zip(map(Fraction, survival), times, events, strict=True):
        if t > time:
            total += (1 - s) ** 2 / uncensored(time, times, events, before=False)
        elif e:
            total += s**2 / uncensored(t, times, events, before=True)
    return total / len(times)


def integrated(case: Case, at: list[float], *, censored: bool) -> float:
    times, events = list(case.truth["y"]), list(case.truth["e"]) if censored else [1] * len(case)
    scores = [brier(time, case.predicted[name], times, events) for time, name in zip(at, case.predicted, strict=True)]
    area = sum(
        (Fraction(later) - Fraction(earlier)) * (one + other) / 2
        for earlier, later, one, other in zip(at, at[1:], scores, scores[1:], strict=False)
    )
    return float(area / (Fraction(at[-1]) - Fraction(at[0])))


@unhurried
@given(
    case=survivals(times=3),
    other=survivals(times=3),
    at=st.lists(st.floats(0, 9).map(lambda t: round(t, 2)), min_size=3, max_size=3, unique=True).map(sorted),
    censored=st.booleans(),
)
def test_integrated_brier_is_the_formula(case, other, at, censored):
    item = {"metric": "integrated_brier", "target": "y", "times": at, **({"event": "e"} if censored else {})}
    found = made(item, public=case, private=other)
    parts = {"public": case, "private": other}
    if found.broken:
        assert "nothing happened" in found.broken
        assert any(not any(of_part.truth["e"]) for of_part in parts.values())
        return
    for part, of_part in parts.items():
        assert found.scores[f"{part}_integrated_brier"] == pytest.approx(
            integrated(of_part, at, censored=censored), rel=1e-9, abs=1e-12
        )


def test_hand_worked():
    """One censored at 2 while three were there (one event of that time aside): after it 2 of 3 stand for 1 more.

    At 1: everybody is still there: mean of (1 - S)^2. At 3: the event of 2 counts S^2 / 1, the one of 3 counts
    S^2 / (2/3), the one of 5 counts (1 - S)^2 / (2/3), the censored one nothing.
    """
    case = Case({"y": [2, 2, 3, 5], "e": [1, 0, 1, 1]}, {"s1": [0.9, 0.8, 1, 1], "s3": [0.3, 0.5, 0.6, 0.8]})
    item = {"metric": "integrated_brier", "target": "y", "event": "e", "times": [1, 3]}
    first = (0.01 + 0.04) / 4
    then = (0.09 + 0.36 / (2 / 3) + 0.04 / (2 / 3)) / 4
    assert made(item, public=case).scores["public_integrated_brier"] == pytest.approx((first + then) / 2)


def test_truth_known_beforehand_loses_nothing():
    case = Case({"y": [1, 4, 4], "e": [1, 1, 0]}, {"s2": [0, 1, 1], "s3": [0, 1, 1]})
    item = {"metric": "integrated_brier", "target": "y", "event": "e", "times": [2, 3]}
    assert made(item, public=case).scores["public_integrated_brier"] == 0
