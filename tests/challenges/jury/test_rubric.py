"""Grades to scores, exactly."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.jury.rubric import (
    Criterion,
    CriterionMissing,
    CriterionUnknown,
    GradeOutside,
    RubricUnusable,
    exact,
    heaviest,
    plain,
    quantised,
    score,
)
from tests.challenges.jury.panels import CRITERIA

GRADES = {"impact": Fraction(5), "idea": Fraction(3), "code": Fraction(1), "pitch": Fraction(2)}


def test_score_is_the_weighted_share_of_each_scale():
    assert score(GRADES, CRITERIA) == 100 * (3 * Fraction(1) + 2 * Fraction(1, 2) + Fraction(1, 4)) / 8


@pytest.mark.parametrize(("grade", "points"), [(1, 0), (5, 100)])
def test_ends_of_the_scales_are_0_and_100(grade, points):
    assert score({one.key: Fraction(grade) for one in CRITERIA}, CRITERIA) == points


def test_scales_may_differ():
    criteria = [
        Criterion.of("a", weight="0.5", lowest=0, highest=20),
        Criterion.of("b", weight="0.25", lowest=-1, highest=1),
    ]
    assert score({"a": Fraction(10), "b": Fraction(1)}, criteria) == Fraction(200, 3)


def test_missing_criterion_blocks_the_ballot_and_is_named():
    with pytest.raises(CriterionMissing) as refused:
        score({"impact": Fraction(5), "code": Fraction(1)}, CRITERIA)
    assert (refused.value.criteria, refused.value.details) == (("idea", "pitch"), {"criterion": "idea, pitch"})


@pytest.mark.parametrize("grade", ["0", "0.99", "5.01", "6"])
def test_grade_outside_of_its_scale_is_refused(grade):
    with pytest.raises(GradeOutside) as refused:
        score({**GRADES, "idea": exact(grade)}, CRITERIA)
    assert refused.value.details == {"criterion": "idea", "lowest": "1", "highest": "5"}


def test_grade_of_an_unknown_criterion_is_refused():
    with pytest.raises(CriterionUnknown):
        score({**GRADES, "beauty": Fraction(3)}, CRITERIA)


@pytest.mark.parametrize(
    "criteria",
    [
        [],
        [CRITERIA[0], CRITERIA[0]],
        [Criterion.of("a", weight=0, lowest=1, highest=5)],
        [Criterion.of("a", weight=1, lowest=5, highest=5)],
    ],
)
def test_rubric_that_makes_no_score_is_refused(criteria):
    with pytest.raises(RubricUnusable):
        score({}, criteria)


def test_heaviest_of_equals_is_the_first_published():
    assert heaviest(CRITERIA).key == "impact"
    assert heaviest(CRITERIA[1:3]).key == "idea"


@pytest.mark.parametrize("text", ["", "x", "1e9", "1e999999999", "nan", "inf", "1_0", " 1", "1/0", "٣", "1.", "--1"])
def test_text_that_is_no_plain_number_is_refused(text):
    with pytest.raises(ValueError, match=r"is not a (finite )?number"):
        exact(text)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_float_that_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match=r"is not a (finite )?number"):
        exact(value)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e30, max_value=1e30))
def test_float_survives_being_written(value):
    assert exact(plain(exact(value))) == exact(value)
    assert float(exact(value)) == value


@given(st.fractions())
def test_fraction_survives_being_written(value):
    assert exact(plain(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.005", "0.01"),
        ("0.0049", "0.00"),
        ("-0.005", "-0.01"),
        ("-0.001", "0.00"),
        ("79.995", "80.00"),
        ("7", "7.00"),
    ],
)
def test_half_is_rounded_up(value, text):
    assert str(quantised(exact(value))) == text


@given(st.decimals(min_value=0, max_value=100, places=4))
def test_quantised_rounds_as_decimal_does(value):
    assert quantised(Fraction(value)) == value.quantize(Decimal("0.01"), ROUND_HALF_UP)
