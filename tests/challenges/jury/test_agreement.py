"""Krippendorff's alpha against the package of his name, Kendall's W against scipy."""

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.stats import friedmanchisquare

from challenges.jury.agreement import Concordance, alpha, concordance
from tests.challenges.jury.panels import panel, panels

DOMAIN = (1.0, 2.0, 3.0, 4.0, 5.0)
SCORES = {"A": 9, "B": 5, "C": 1}
GRADES = arrays.arrays(
    float,
    st.tuples(st.integers(2, 8), st.integers(2, 6)),
    elements=st.sampled_from([*DOMAIN, np.nan]),
    fill=st.nothing(),
)


@given(GRADES, st.sampled_from(["ordinal", "interval"]), st.booleans())
def test_alpha_is_that_of_the_package(matrix, level, has_domain):
    paired = matrix[(~np.isnan(matrix)).sum(axis=1) >= 2]
    assume(len(np.unique(paired[~np.isnan(paired)])) > 1)
    domain = DOMAIN if has_domain else None
    expected = krippendorff.alpha(matrix.T, level_of_measurement=level, value_domain=domain)
    assert alpha(matrix, level=level, domain=domain) == pytest.approx(expected, abs=1e-9)


@given(panels())
def test_alpha_of_totals_is_that_of_the_package(marks):
    matrix = marks.matrix
    paired = matrix[(~np.isnan(matrix)).sum(axis=1) >= 2]
    assume(len(np.unique(paired[~np.isnan(paired)])) > 1)
    expected = krippendorff.alpha(matrix.T, level_of_measurement="interval")
    assert alpha(matrix, level="interval") == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("level", ["ordinal", "interval"])
@pytest.mark.parametrize(
    "matrix", [[[3, 3], [3, 3]], [[1, np.nan], [np.nan, 2]], [[2, 2], [np.nan, 5]], np.empty((0, 3)), np.empty((3, 0))]
)
def test_alpha_is_not_defined_on_all_equal_or_unpaired_values(matrix, level):
    assert alpha(np.array(matrix, dtype=float), level=level, domain=DOMAIN) is None


def test_value_outside_of_the_domain_is_refused():
    with pytest.raises(ValueError, match="outside of the domain"):
        alpha(np.array([[1.0, 6.0]]), level="ordinal", domain=DOMAIN)


@given(panels(complete=True, jurors=(3, 6), projects=(3, 8), values=st.integers(0, 6)))
def test_concordance_with_ties_is_that_of_friedmans_test(marks):
    projects, jurors = marks.matrix.shape
    columns = marks.matrix
    if all(len(np.unique(column)) == 1 for column in columns.T):
        assert concordance(marks).w is None
        return
    statistic = friedmanchisquare(*columns).statistic
    assert concordance(marks).w == pytest.approx(statistic / (jurors * (projects - 1)), abs=1e-9)


def test_jurors_of_one_mind_have_w_1():
    marks = panel(
        {name: {"J1": score, "J2": score * 2, "J3": score + 7} for name, score in zip("ABC", (9, 5, 1), strict=True)}
    )
    assert concordance(marks) == Concordance(1.0, 3, 3)


def test_project_that_a_juror_is_recused_of_is_left_out():
    scores = {name: {"J1": score, "J2": score} for name, score in SCORES.items()} | {"D": {"J2": 50}}
    assert concordance(panel(scores, recused=[("J1", "D")])) == Concordance(1.0, 2, 3)


@pytest.mark.parametrize(
    "scores", [{"A": {"J1": 1}, "B": {"J1": 2}}, {"A": {"J1": 1, "J2": 2}}, {"A": {"J1": 1}, "B": {"J2": 1}}]
)
def test_concordance_needs_two_jurors_and_two_projects(scores):
    assert concordance(panel(scores)).w is None
