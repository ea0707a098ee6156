"""Least squares: the worked example to the last digit, any other panel against statsmodels, and what is refused."""

from fractions import Fraction

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from challenges.jury.marks import Mark, Marks, TooFewBallots
from challenges.jury.severity import Disconnected, Part, fit, parts
from tests.challenges.jury.panels import WORKED, connected_panels, panel, panels


def test_worked_example_is_exact():
    found = fit(panel(WORKED))
    assert found.quality == {"A": 80, "B": 76, "C": 70, "D": 60}
    assert found.severity == {"J1": -12, "J2": 0, "J3": 12}
    assert (set(found.residuals.values()), found.spread) == ({Fraction(0)}, 0.0)


@given(panels(complete=True))
def test_complete_panel_gives_the_plain_mean(marks):
    means = {name: sum(mark.score for mark in given) / len(given) for name, given in marks.of_project.items()}
    assert fit(marks).quality == means


@given(connected_panels())
@settings(deadline=None)
def test_fit_is_that_of_ordinary_least_squares(marks):
    rows = np.zeros((len(marks.marks), len(marks.projects) + len(marks.jurors)))
    for at, mark in enumerate(marks.marks):
        rows[at, marks.projects.index(mark.project)] = 1
        rows[at, len(marks.projects) + marks.jurors.index(mark.juror)] = 1
    effects = rows[:, len(marks.projects) :]
    deviations = effects[:, :-1] - effects[:, -1:]  # the severities sum up to 0
    design = np.hstack([rows[:, : len(marks.projects)], deviations])
    theirs = sm.OLS([float(mark.score) for mark in marks.marks], design).fit()
    ours = fit(marks)
    expected = theirs.params[: len(marks.projects)]
    np.testing.assert_allclose([float(ours.quality[name]) for name in marks.projects], expected, atol=1e-8)
    severities = [float(ours.severity[name]) for name in marks.jurors[:-1]]
    np.testing.assert_allclose(severities, theirs.params[len(marks.projects) :], atol=1e-8)
    assert sum(ours.severity.values()) == 0
    if theirs.df_resid > 0:
        assert ours.spread == pytest.approx(theirs.mse_resid**0.5, abs=1e-6)
    else:
        assert ours.spread is None


@given(connected_panels(), st.integers(-20, 20))
def test_severity_of_a_juror_moves_no_project_against_another(marks, harsher):
    scores = {name: {mark.juror: mark.score / 2 + 25 for mark in given} for name, given in marks.of_project.items()}
    moved = {
        name: {who: score + harsher * (who == "J0") for who, score in given.items()} for name, given in scores.items()
    }
    before, after = fit(panel(scores)).quality, fit(panel(moved)).quality
    assert len({after[name] - before[name] for name in before}) == 1


def test_recusal_is_never_a_zero():
    """J3, the mild one, is recused of A: A stays first, and has the quality that the others' scores give."""
    scores = {"A": {"J1": 70, "J2": 80}, "B": {"J1": 60, "J2": 70, "J3": 90}, "C": {"J1": 50, "J2": 60, "J3": 80}}
    recused = fit(panel(scores, recused=[("J3", "A")]))
    zero = fit(panel({**scores, "A": {**scores["A"], "J3": 0}}))
    assert recused.quality == fit(panel(scores)).quality
    assert max(recused.quality, key=recused.quality.get) == "A"
    assert max(zero.quality, key=zero.quality.get) == "B"


def test_disconnected_panel_is_refused_with_the_anchors_to_add():
    scores = {"A": {"J1": 1, "J2": 2}, "B": {"J1": 3, "J2": 4}, "C": {"J2": 9}, "D": {"J3": 5, "J4": 6}}
    with pytest.raises(Disconnected) as refused:
        fit(panel(scores, recused=[("J3", "A")]))
    assert refused.value.parts == (Part(("J1", "J2"), ("A", "B", "C")), Part(("J3", "J4"), ("D",)))
    assert refused.value.anchors == (("J4", "A"), ("J3", "B"))
    assert refused.value.details == {"parts": 2, "anchors": "J4 → A; J3 → B"}


@given(panels(), panels(jurors=(2, 3)))
def test_anchors_that_are_named_connect_the_panel(one, other):
    """Two panels that know nothing of each other, each of one part or more."""
    apart = [Mark(f"{mark.juror}'", f"{mark.project}'", mark.score) for mark in other.marks]
    marks = Marks.of([*one.marks, *apart])
    with pytest.raises(Disconnected) as refused:
        fit(marks)
    scores = {name: {mark.juror: mark.score for mark in given} for name, given in marks.of_project.items()}
    for juror, project in refused.value.anchors:
        scores[project][juror] = Fraction(50)
    assert len(parts(panel(scores))) == 1


def test_where_all_who_could_are_recused_no_anchor_is_named():
    recused = [("J1", "B"), ("J2", "A")]
    with pytest.raises(Disconnected) as refused:
        fit(panel({"A": {"J1": 1}, "B": {"J2": 2}}, recused=recused))
    assert refused.value.anchors == ()


def test_project_without_a_mark_is_refused():
    with pytest.raises(TooFewBallots) as refused:
        fit(panel({"A": {"J1": 1}}, recused=[("J1", "B")]))
    assert refused.value.short == {"B": 0}
