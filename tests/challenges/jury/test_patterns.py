"""What looks odd in the ballots, and what does not."""

from dataclasses import replace
from fractions import Fraction

import pytest

from challenges.jury.patterns import ALIKE, ALL_EQUAL, EXTREME, FAR, FLAT, QUICK, TITLES, Pattern, patterns
from challenges.jury.severity import fit
from tests.challenges.jury.panels import WORKED, graded, panel


def with_seconds(marks, seconds):
    return replace(marks, marks=tuple(replace(mark, seconds=seconds) for mark in marks.marks))


def test_usual_ballots_show_nothing():
    assert patterns(with_seconds(panel(WORKED), 60)) == []


@pytest.mark.parametrize(
    ("scores", "found"),
    [
        ({"J1": (50, 50, 50), "J2": (40, 60, 70)}, Pattern(ALL_EQUAL, ("J1",), amount=3)),
        ({"J1": (0, 100, 0), "J2": (40, 60, 70)}, Pattern(EXTREME, ("J1",), amount=3)),
        ({"J1": (40, 61, 70), "J2": (40, 61, 70)}, Pattern(ALIKE, ("J1", "J2"), amount=3)),
    ],
)
def test_pattern_names_its_jurors(scores, found):
    by_project = {name: {juror: given[at] for juror, given in scores.items()} for at, name in enumerate("ABC")}
    assert patterns(panel(by_project)) == [found]


def test_ballot_of_less_than_a_minute_is_named():
    assert patterns(with_seconds(panel({"A": {"J1": 3}}), 59)) == [Pattern(QUICK, ("J1",), "A", 59)]


def test_same_level_for_every_criterion_is_a_pattern():
    grades = {"A": (5, 5, 5, 5), "B": (3, 3, 3, 3), "C": (4, 4, 4, 4)}
    marks = graded({name: {"J1": given, "J2": (*given[:3], 2)} for name, given in grades.items()})
    assert patterns(marks) == [Pattern(FLAT, ("J1",), amount=3)]


def test_mark_far_from_the_others_is_named_once_severity_is_taken_away():
    scores = {f"P{number}": {f"J{juror}": 40 + 5 * juror + number for juror in range(5)} for number in range(8)}
    assert patterns(panel(scores), found=fit(panel(scores))) == []
    scores["P3"]["J1"] += 50
    [found] = patterns(panel(scores), found=fit(panel(scores)))
    assert (found.kind, found.jurors, found.project) == (FAR, ("J1",), "P3")
    assert found.amount == pytest.approx(50 * (1 - Fraction(1, 5)) * (1 - Fraction(1, 8)))


def test_every_pattern_has_words():
    assert [*TITLES] == [ALL_EQUAL, FLAT, QUICK, ALIKE, EXTREME, FAR]
