"""Mean z-scores, against scipy; and where they are not defined."""

import numpy as np
import pytest
from hypothesis import given
from scipy.stats import zscore

from challenges.jury.marks import ConstantJuror
from challenges.jury.zscores import z_scores
from tests.challenges.jury.panels import panel, panels


@given(panels())
def test_column_is_the_mean_of_scipys_z_scores(marks):
    matrix = marks.matrix
    constant = [
        juror
        for juror, given in marks.of_juror.items()
        if given and len({mark.score for mark in given}) == 1  # also of a juror who scored one project alone
    ]
    if constant:
        with pytest.raises(ConstantJuror) as refused:
            z_scores(marks)
        assert refused.value.jurors == tuple(constant)
    else:
        expected = np.nanmean(zscore(matrix, axis=0, nan_policy="omit"), axis=1)
        np.testing.assert_allclose([*z_scores(marks).values()], expected, atol=1e-9)


def test_constant_juror_is_refused_by_name():
    with pytest.raises(ConstantJuror) as refused:
        z_scores(panel({name: {"J1": 50, "J2": score} for name, score in (("A", 50), ("B", 60), ("C", 70))}))
    assert str(refused.value) == "Always the same grade: J1. Such grades put no project before another."
