"""The input of the arithmetic: what is missing stays missing, and what cannot be counted is refused."""

from fractions import Fraction

import numpy as np
import pytest

from challenges.jury.marks import (
    AllEqual,
    ConstantJuror,
    Mark,
    Marks,
    MarkUnusable,
    TooFewBallots,
    constant_jurors,
    require_difference,
    require_enough,
    require_no_constant_juror,
)
from tests.challenges.jury.panels import CRITERIA, WORKED, graded, panel


def test_matrix_has_a_row_a_project_and_nothing_where_nobody_scored():
    expected = [[68, 80, np.nan], [np.nan, 76, 88], [58, np.nan, 82], [48, 60, 72]]
    np.testing.assert_array_equal(panel(WORKED).matrix, expected)


def test_recusal_is_missing_and_never_zero():
    marks = panel({"A": {"J1": 80}, "B": {"J2": 60}}, recused=[("J2", "A")])
    assert np.isnan(marks.matrix[0, 1])
    assert [mark.score for mark in marks.of_project["A"]] == [80]


@pytest.mark.parametrize(
    "mark",
    [
        Mark("J1", "A", Fraction(70)),  # there already
        Mark("J9", "A", Fraction(70)),
        Mark("J2", "Z", Fraction(70)),
        Mark("J2", "A", Fraction(-1)),
        Mark("J2", "A", Fraction(101)),
        Mark("J3", "A", Fraction(70)),  # recused
    ],
)
def test_mark_that_cannot_be_counted_is_refused(mark):
    with pytest.raises(MarkUnusable) as refused:
        Marks(("J1", "J2", "J3"), ("A",), (Mark("J1", "A", Fraction(50)), mark), frozenset({("J3", "A")}))
    assert refused.value.details == {"juror": mark.juror, "project": mark.project}


def test_round_without_a_juror_forgets_ballots_and_recusals():
    marks = panel(WORKED, recused=[("J1", "B"), ("J2", "C")]).without("J1")
    assert (marks.jurors, len(marks.marks), marks.recused) == (("J2", "J3"), 6, {("J2", "C")})


def test_round_on_one_criterion_is_scored_by_it_alone():
    marks = graded({"A": {"J1": (5, 1, 1, 1), "J2": (3, 5, 5, 5)}}).on(CRITERIA[0])
    assert [mark.score for mark in marks.marks] == [100, 50]


def test_projects_of_fewer_than_three_ballots_are_named():
    with pytest.raises(TooFewBallots) as refused:
        require_enough(panel(WORKED))
    assert refused.value.short == {"A": 2, "B": 2, "C": 2}
    assert str(refused.value) == "Fewer than 3 valid ballots: A, B, C."


def test_recusal_counts_as_no_ballot():
    marks = panel({"A": {"J1": 80, "J2": 70}, "B": {"J1": 1, "J2": 2, "J3": 3}}, recused=[("J3", "A")])
    with pytest.raises(TooFewBallots) as refused:
        require_enough(marks)
    assert refused.value.short == {"A": 2}


def test_three_ballots_are_enough():
    require_enough(panel({"D": WORKED["D"]}))


def test_all_equal_grades_are_refused():
    with pytest.raises(AllEqual):
        require_difference(panel({"A": {"J1": 50, "J2": 50}, "B": {"J1": 50}}))
    require_difference(panel({"A": {"J1": 50, "J2": 50}, "B": {"J1": 51}}))


def test_constant_juror_is_named():
    marks = panel({name: {"J1": 50, "J2": score} for name, score in (("A", 50), ("B", 60), ("C", 70))})
    assert constant_jurors(marks) == ("J1",)
    with pytest.raises(ConstantJuror) as refused:
        require_no_constant_juror(marks)
    assert refused.value.jurors == ("J1",)


def test_two_equal_grades_are_no_pattern_yet():
    require_no_constant_juror(panel({"A": {"J1": 50}, "B": {"J1": 50}}))
