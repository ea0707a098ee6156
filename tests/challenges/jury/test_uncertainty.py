"""The bootstrap, reproducible by its seed, and the ranking without each juror."""

import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from challenges.jury.combining import Weights
from challenges.jury.marks import TooFewBallots
from challenges.jury.refitting import qualities
from challenges.jury.severity import Disconnected
from challenges.jury.uncertainty import (
    REPETITIONS,
    Final,
    TooFewRepetitions,
    bootstrap,
    leave_one_out,
    weightings,
)
from tests.challenges.jury.panels import WORKED, connected_panels, panel

# Every juror has another favourite.
OPEN = {"A": {"J1": 90, "J2": 50, "J3": 50}, "B": {"J1": 50, "J2": 90, "J3": 60}, "C": {"J1": 40, "J2": 30, "J3": 90}}


def test_stream_of_weights_never_changes():
    stream = random.Random(7)
    expected = [stream.expovariate(1.0) for _ in range(6)]
    np.testing.assert_allclose(weightings(3, seed=7, repetitions=2).ravel(), expected, rtol=1e-12)
    assert weightings(1, seed=7, repetitions=1)[0, 0] == pytest.approx(0.3913148442348043, rel=1e-12)


def test_same_seed_gives_the_same_and_another_seed_nearly():
    one, again, other = (bootstrap(panel(OPEN), seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert one.first != other.first
    assert one.first == pytest.approx(other.first, abs=0.05)
    assert (one.seed, one.repetitions) == (1, REPETITIONS)


def test_what_is_certain_is_said_to_be():
    found = bootstrap(panel(WORKED), seed=1)
    assert found.first == {"A": 1.0, "B": 0.0, "C": 0.0, "D": 0.0}
    assert found.top == {"A": 1.0, "B": 1.0, "C": 1.0, "D": 0.0}
    assert found.interval == {"A": (1, 1), "B": (2, 2), "C": (3, 3), "D": (4, 4)}


def test_equal_projects_share_the_places():
    found = bootstrap(panel({name: {"J1": 50, "J2": 50} for name in "ABCD"}), seed=1)
    assert set(found.first.values()) == {0.25}
    assert set(found.top.values()) == {0.75}
    assert set(found.interval.values()) == {(1, 1)}


@given(connected_panels())
@settings(max_examples=25)
def test_probabilities_are_the_shares_of_the_repetitions(marks):
    found = bootstrap(marks, seed=3)
    scores = qualities(marks, weightings(len(marks.jurors), seed=3, repetitions=REPETITIONS)).round(6)
    best = scores == scores.max(axis=1, keepdims=True)
    expected = (best / best.sum(axis=1, keepdims=True)).mean(axis=0)
    assert [*found.first.values()] == pytest.approx(expected.tolist(), abs=0.002)
    assert sum(found.first.values()) == pytest.approx(1)
    assert sum(found.top.values()) == pytest.approx(min(3, len(marks.projects)))
    assert all(1 <= low <= high <= len(marks.projects) for low, high in found.interval.values())


def test_automatic_part_decides_with_its_weight():
    automatic = {"A": Fraction(0), "B": Fraction(0), "C": Fraction(100)}
    found = bootstrap(panel(OPEN), seed=1, final=Final(Weights.of("0.1"), automatic))
    assert found.first == {"A": 0.0, "B": 0.0, "C": 1.0}


def test_fewer_than_two_thousand_repetitions_are_refused():
    with pytest.raises(TooFewRepetitions):
        bootstrap(panel(OPEN), seed=1, repetitions=REPETITIONS - 1)


def test_disconnected_panel_is_refused():
    with pytest.raises(Disconnected):
        bootstrap(panel({"A": {"J1": 1}, "B": {"J2": 2}}), seed=1)


def test_ranking_without_each_juror():
    found = leave_one_out(panel({**OPEN, "C": {"J1": 40, "J2": 30, "J3": 100}}))
    assert [(one.juror, one.winners) for one in found] == [("J1", ("B",)), ("J2", ("A", "C")), ("J3", ("A", "B"))]


def test_juror_without_whom_there_is_no_ranking_is_told():
    scores = {"A": {"J1": 1, "J2": 5}, "B": {"J2": 2, "J3": 3}, "C": {"J3": 4}}
    by_juror = {one.juror: one for one in leave_one_out(panel(scores))}
    assert by_juror["J1"].ranks == {"A": 1, "B": 3, "C": 2}
    assert isinstance(by_juror["J2"].refused, TooFewBallots | Disconnected)
    assert isinstance(by_juror["J3"].refused, TooFewBallots)
    assert by_juror["J3"].winners == ()
