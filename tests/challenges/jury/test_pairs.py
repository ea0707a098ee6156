"""Bradley-Terry against choix."""

import choix
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from challenges.jury.pairs import NothingPreferred, bradley_terry, preferences, strengths
from tests.challenges.jury.panels import panel, panels


@given(panels(), st.sampled_from([0.05, 0.1, 1.0]))
def test_strengths_are_those_of_choix(marks, alpha):
    pairs = [(marks.projects.index(won), marks.projects.index(lost)) for won, lost in preferences(marks)]
    assume(pairs)
    expected = choix.ilsr_pairwise(len(marks.projects), pairs, alpha=alpha, max_iter=10_000)
    np.testing.assert_allclose(strengths(pairs, len(marks.projects), alpha=alpha), expected, atol=1e-6)
    np.testing.assert_allclose([*bradley_terry(marks, alpha=alpha).values()], expected, atol=1e-6)


def test_project_that_never_loses_is_not_infinitely_good():
    found = bradley_terry(panel({"A": {"J1": 3, "J2": 3}, "B": {"J1": 2, "J2": 2}, "C": {"J1": 1, "J2": 1}}))
    assert found["A"] > found["B"] > found["C"]
    assert np.isfinite([*found.values()]).all()


def test_equal_scores_prefer_neither():
    marks = panel({"A": {"J1": 3, "J2": 1}, "B": {"J1": 3, "J2": 2}})
    assert preferences(marks) == [("B", "A")]


def test_only_what_one_juror_scored_is_compared():
    assert preferences(panel({"A": {"J1": 3}, "B": {"J2": 2}})) == []


def test_where_nobody_prefers_anything_it_is_refused():
    with pytest.raises(NothingPreferred):
        bradley_terry(panel({"A": {"J1": 3}, "B": {"J1": 3}}))
