"""All that follows from a case at once."""

from dataclasses import replace
from fractions import Fraction

import pytest

from challenges.jury.agreement import alpha
from challenges.jury.columns import TITLES
from challenges.jury.combining import Weights, WeightsUnusable
from challenges.jury.judgement import agreement, judge
from challenges.jury.marks import AllEqual, TooFewBallots
from challenges.jury.motions import MotionStale
from challenges.jury.severity import Disconnected, fit
from challenges.jury.uncertainty import Final, TooFewRepetitions, bootstrap
from tests.challenges.jury.final_round import final_round, with_motion
from tests.challenges.jury.panels import CRITERIA, WORKED, case, graded, panel

THRICE = {
    name: {juror + end: score for juror, score in given.items() for end in ("", "'")} for name, given in WORKED.items()
}


def test_worked_example_is_judged_to_the_last_digit():
    """Every juror twice, so that each project has three ballots at least."""
    found = judge(case(panel(THRICE)))
    assert found.fit.quality == {"A": 80, "B": 76, "C": 70, "D": 60}
    assert {*found.fit.severity.values()} == {-12, 0, 12}
    assert [(one.project, one.rank, str(one.final)) for one in found.order.standings] == [
        ("A", 1, "80.00"),
        ("B", 2, "76.00"),
        ("C", 3, "70.00"),
        ("D", 4, "60.00"),
    ]
    assert found.decided == ("A", "B", "C", "D")
    assert (found.sensitivity.methods, found.sensitivity.reasons) == (("raw_mean",), ("methods_differ",))


def test_everything_of_a_final_is_there():
    given = final_round()
    found = judge(given)
    assert [column.method for column in found.columns] == [*TITLES]
    assert [one.juror for one in found.without] == [*given.marks.jurors]
    assert found.uncertainty == bootstrap(given.marks, seed=11, final=Final(given.weights, given.automatic))
    assert found.final["P7"] == Fraction(3, 5) * found.fit.quality["P7"]
    assert 0 < (found.effective.automatic or 0) < 1
    assert (found.agreement.concordance.jurors, found.agreement.concordance.projects) == (6, 7)
    assert set(found.agreement.by_criterion) == {one.key for one in CRITERIA}


def test_motion_reorders_and_the_computed_order_stays():
    given = final_round()
    before, after = judge(given), judge(with_motion(given))
    assert after.order == before.order
    assert after.decided == (before.decided[1], before.decided[0], *before.decided[2:])


def test_motion_of_another_order_is_refused():
    given = with_motion(final_round())
    with pytest.raises(MotionStale):
        judge(replace(given, weights=Weights.of(0)))


def test_heaviest_criterion_breaks_a_tie_severities_apart():
    """A and B have the same score of each juror; A is better in the heaviest criterion."""
    marks = graded(
        {
            "B": dict.fromkeys(("J1", "J2", "J3"), (1, 4, 3, 5)),
            "A": dict.fromkeys(("J1", "J2", "J3"), (3, 3, 2, 3)),
            "C": dict.fromkeys(("J1", "J2", "J3"), (1, 1, 1, 1)),
        }
    )
    found = judge(case(marks, criteria=CRITERIA))
    assert found.fit.quality["A"] == found.fit.quality["B"]
    assert [(one.project, one.decided_by) for one in found.order.standings] == [
        ("A", "criterion"),
        ("B", "final"),
        ("C", ""),
    ]


@pytest.mark.parametrize(
    ("scores", "refusal"),
    [
        (WORKED, TooFewBallots),
        ({name: dict.fromkeys(("J1", "J2", "J3"), 50) for name in "AB"}, AllEqual),
        (
            {"A": dict.fromkeys(("J1", "J2", "J3"), 50), "B": dict.fromkeys(("J4", "J5", "J6"), 60)},
            Disconnected,
        ),
    ],
)
def test_what_allows_no_decision_is_refused(scores, refusal):
    with pytest.raises(refusal):
        judge(case(panel(scores)))


def test_constant_juror_is_among_the_patterns_and_has_no_z_score():
    scores = {name: {"J1": 50, "J2": score, "J3": score + 5} for name, score in (("A", 50), ("B", 60), ("C", 80))}
    found = judge(case(panel(scores)))
    assert next((one.kind, one.jurors) for one in found.patterns) == ("all_equal", ("J1",))
    assert [column.method for column in found.columns if column.refused] == ["z_score"]


def test_too_few_repetitions_are_refused():
    with pytest.raises(TooFewRepetitions):
        judge(final_round(repetitions=100))


def test_agreement_is_told_of_ballots_that_make_no_ranking():
    found = agreement(case(panel({"A": {"J1": 50, "J2": 50}})))
    assert (found.total, found.by_criterion, found.concordance.w) == (None, {}, None)


def test_agreement_of_a_criterion_is_ordinal():
    given = final_round()
    matrix = given.marks.grades("impact")
    assert agreement(given).by_criterion["impact"] == alpha(matrix, level="ordinal", domain=(1, 2, 3, 4, 5))


def test_weights_are_checked_where_they_are_made():
    with pytest.raises(WeightsUnusable):
        final_round(weights=Weights(Fraction(2), Fraction(-1)))


def test_recusal_counts_as_missing_in_a_whole_judgement():
    given = final_round()
    assert judge(given).fit.quality == fit(given.marks).quality
    assert len(given.marks.of_project["P2"]) == 5
