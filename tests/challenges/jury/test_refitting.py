"""The weighted least squares in floats, against exact ones and statsmodels."""

import numpy as np
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from challenges.jury.refitting import TOGETHER, qualities
from challenges.jury.severity import fit
from tests.challenges.jury.panels import WORKED, connected_panels, panel


@given(connected_panels())
def test_equal_weights_give_the_exact_fit(marks):
    exact = fit(marks).quality
    found = qualities(marks, np.full((1, len(marks.jurors)), 0.7))
    np.testing.assert_allclose(found[0], [float(exact[name]) for name in marks.projects], atol=1e-8)


@given(connected_panels(), st.integers(0, 2**32 - 1))
def test_weights_are_those_of_weighted_least_squares(marks, seed):
    weights = np.random.default_rng(seed).exponential(size=(1, len(marks.jurors)))
    rows = np.zeros((len(marks.marks), len(marks.projects) + len(marks.jurors)))
    for at, mark in enumerate(marks.marks):
        rows[at, marks.projects.index(mark.project)] = 1
        rows[at, len(marks.projects) + marks.jurors.index(mark.juror)] = 1
    effects = rows[:, len(marks.projects) :]
    design = np.hstack([rows[:, : len(marks.projects)], effects[:, :-1] - effects[:, -1:]])
    shares = effects @ weights[0]
    theirs = sm.WLS([float(mark.score) for mark in marks.marks], design, weights=shares).fit()
    np.testing.assert_allclose(qualities(marks, weights)[0], theirs.params[: len(marks.projects)], atol=1e-5)


def test_weight_of_zero_leaves_the_juror_out():
    marks = panel(WORKED)
    left = fit(marks.without("J2")).quality
    scored = qualities(marks, np.array([[1.0, 0.0, 1.0]]))[0]
    np.testing.assert_allclose(scored, [float(left[name]) for name in marks.projects], atol=1e-9)


def test_many_weightings_are_solved_one_by_one():
    weights = np.random.default_rng(1).exponential(size=(TOGETHER + 3, 3))
    found = qualities(panel(WORKED), weights)
    assert found.shape == (TOGETHER + 3, 4)
    np.testing.assert_allclose(found, np.tile([80, 76, 70, 60], (len(weights), 1)), atol=1e-8)


def test_smallest_weights_do_no_harm():
    weights = np.array([[1e-300, 1.0, 1e-12]])
    np.testing.assert_allclose(qualities(panel(WORKED), weights)[0], [80, 76, 70, 60], atol=16)


def test_juror_without_a_mark_changes_nothing():
    marks = panel(WORKED, recused=[("J0", "A")])
    assert marks.jurors[0] == "J0"
    np.testing.assert_allclose(qualities(marks, np.array([[5.0, 1.0, 2.0, 3.0]]))[0], [80, 76, 70, 60], atol=1e-9)
