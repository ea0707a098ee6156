"""The final score, and the weights that count in the end."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.jury.combining import AutomaticMissing, Weights, WeightsUnusable, combined, effective_weights

JURY = {"A": Fraction(80), "B": Fraction(60)}
AUTOMATIC = {"A": Fraction(10), "B": Fraction(90)}


def test_final_score_is_the_weighted_sum():
    assert combined(JURY, AUTOMATIC, Weights.of("0.6")) == {"A": 52, "B": 72}


def test_jury_alone_needs_no_automatic_score():
    assert combined(JURY, {}, Weights()) == JURY


def test_project_without_an_automatic_score_is_named():
    with pytest.raises(AutomaticMissing) as refused:
        combined(JURY, {"A": Fraction(1)}, Weights.of("0.6"))
    assert refused.value.projects == ("B",)


@pytest.mark.parametrize("jury", ["-0.1", "1.1", "x", "", float("nan")])
def test_weights_that_make_no_whole_are_refused(jury):
    with pytest.raises(WeightsUnusable):
        Weights.of(jury)


def test_weights_make_1_together():
    with pytest.raises(WeightsUnusable):
        Weights(Fraction(1, 2), Fraction(1, 3))


def test_effective_weights_follow_the_spread():
    """The automatic scores lie four times as far apart: a weight of 40 % is really 73 %."""
    found = effective_weights(JURY, AUTOMATIC, Weights.of("0.6"))
    assert found.jury == pytest.approx(0.6 * 10 / (0.6 * 10 + 0.4 * 40))
    assert found.automatic == pytest.approx(0.4 * 40 / (0.6 * 10 + 0.4 * 40))


def test_part_in_which_all_are_alike_decides_nothing():
    found = effective_weights(JURY, {"A": Fraction(50), "B": Fraction(50)}, Weights.of("0.01"))
    assert (found.jury, found.automatic) == (1.0, 0.0)


def test_where_nothing_differs_there_are_no_effective_weights():
    found = effective_weights({"A": Fraction(5)}, {"A": Fraction(5)}, Weights.of("0.5"))
    assert (found.jury, found.automatic) == (None, None)


@given(st.lists(st.fractions(0, 100), min_size=2, max_size=6), st.fractions(0, 1))
def test_scores_between_0_and_100_stay_there(values, jury):
    points = dict(enumerate(values))
    back = dict(enumerate(reversed(values)))
    assert all(0 <= value <= 100 for value in combined(points, back, Weights.of(jury)).values())
