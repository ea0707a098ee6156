"""The mixed model against statsmodels' MixedLM with jurors as fixed effects and projects as groups."""

import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.regression.mixed_linear_model import MixedLM

from challenges.jury.marks import Mark, Marks
from challenges.jury.mixed import TooFewToModel, mixed_model, restricted_likelihood
from challenges.jury.severity import fit
from tests.challenges.jury.panels import panel


@st.composite
def noisy_panels(draw):
    """Good and bad projects, mild and harsh jurors, some noise; two thirds of all marks are there."""
    stream = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    projects, jurors = draw(st.integers(6, 14)), draw(st.integers(3, 6))
    quality, severity = stream.normal(60, 8, projects), stream.normal(0, 5, jurors)
    marks = [
        Mark(
            f"J{j}", f"P{i}", Fraction(round(float(np.clip(quality[i] + severity[j] + stream.normal(0, 6), 0, 100)), 3))
        )
        for i in range(projects)
        for j in range(jurors)
        if (i + j) % jurors == 0 or stream.random() < 0.6
    ]
    return Marks.of(marks)


def theirs(marks):
    """Their variance ratio, effects and fixed effects."""
    design = np.array([[float(mark.juror == juror) for juror in marks.jurors] for mark in marks.marks])
    groups = [mark.project for mark in marks.marks]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says when it stops at the border
        found = MixedLM([float(mark.score) for mark in marks.marks], design, groups).fit(reml=True)
        ratio = float(found.cov_re[0, 0] / found.scale)
        effects = {name: float(np.asarray(effect)[0]) for name, effect in found.random_effects.items()}
    return ratio, effects, found.fe_params


@given(noisy_panels())
@settings(max_examples=40)
def test_effects_are_those_of_statsmodels_at_the_same_ratio(marks):
    ratio, effects, levels = theirs(marks)
    assume(0.01 < ratio < 100)  # at the border it stops early
    found = mixed_model(marks, ratio=ratio)
    for name in marks.projects:
        assert found.effects[name] == pytest.approx(effects[name], abs=1e-6)
    assert found.level == pytest.approx(float(np.mean(levels)), abs=1e-6)


@given(noisy_panels())
@settings(max_examples=40)
def test_ratio_is_that_of_statsmodels_or_a_likelier_one(marks):
    """Where it stops before the peak, ours is beyond it."""
    ratio, effects, _ = theirs(marks)
    found = mixed_model(marks)
    gain = restricted_likelihood(marks, ratio=found.ratio) - restricted_likelihood(marks, ratio=max(ratio, 0.0))
    assert gain >= -1e-9
    if gain < 1e-8 and ratio > 0.1:
        for name in marks.projects:
            assert found.effects[name] == pytest.approx(effects[name], abs=0.02)


@given(noisy_panels())
@settings(max_examples=40)
def test_ratio_is_the_most_likely_one(marks):
    found = mixed_model(marks)
    best = restricted_likelihood(marks, ratio=found.ratio)
    others = [found.ratio * factor for factor in (0.5, 0.99, 1.01, 2)] + [0.0, 0.1, 1.0, 10.0]
    assert all(restricted_likelihood(marks, ratio=ratio) <= best + 1e-9 for ratio in others)


@given(noisy_panels())
@settings(max_examples=20)
def test_without_noise_it_is_the_least_squares(marks):
    quality = fit(marks).quality
    mean = sum(quality.values()) / len(quality)
    found = mixed_model(marks, ratio=1e9)
    for name in marks.projects:
        assert found.effects[name] == pytest.approx(float(quality[name] - mean), abs=1e-3)


def test_where_projects_do_not_differ_all_are_the_same():
    marks = panel({"A": {"J1": 40, "J2": 60}, "B": {"J1": 60, "J2": 40}, "C": {"J1": 50, "J2": 50}})
    found = mixed_model(marks)
    assert (found.ratio, found.scores) == (0.0, {"A": 50.0, "B": 50.0, "C": 50.0})


@pytest.mark.parametrize(
    "scores",
    [
        {"A": {"J1": 40, "J2": 60}},
        {"A": {"J1": 40}, "B": {"J1": 50}},
        {name: {"J1": 50, "J2": 50} for name in "ABC"},
    ],
)
def test_too_few_or_equal_ballots_are_refused(scores):
    with pytest.raises(TooFewToModel):
        mixed_model(panel(scores))
