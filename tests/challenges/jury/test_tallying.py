"""The worked example through the tally, and its time."""

import random
from fractions import Fraction
from time import process_time

from challenges.jury.case import Case
from challenges.jury.marks import Mark, Marks
from challenges.jury.rubric import Criterion
from challenges.jury.tallying import tally

ONE = (Criterion.of("all", weight=1, lowest=0, highest=100),)
EXAMPLE = {
    "A": {"J1": 68, "J2": 80},
    "B": {"J2": 76, "J3": 88},
    "C": {"J1": 58, "J3": 82},
    "D": {"J1": 48, "J2": 60, "J3": 72},
}


def case_of(scores, criteria=ONE):
    marks = [
        Mark.graded((juror, code), {one.key: Fraction(score) for one in criteria}, criteria)
        for code, given in scores.items()
        for juror, score in given.items()
    ]
    return Case(Marks.of(marks), criteria, seed=1)


def test_too_few_ballots_give_no_ranking_and_name_the_projects():
    found = tally(case_of(EXAMPLE))
    assert found.judgement is None
    assert found.problems[0].short == {"A": 2, "B": 2, "C": 2}
    assert found.ballots["D"] == 3


def test_what_is_lacking_forbids_a_ranking():
    scores = {code: {f"J{number}": 10 * number + at for number in range(3)} for at, code in enumerate("AB")}
    problem = tally(case_of(EXAMPLE)).problems[0]
    assert tally(case_of(scores)).order == ("B", "A")
    assert tally(case_of(scores), lacking=(problem,)).judgement is None


def test_whole_screening_is_tallied_well_under_a_second():
    dice = random.Random(1)
    criteria = tuple(Criterion.of(key, weight=1, lowest=1, highest=5) for key in "abcd")
    jurors = [f"J{number:02}" for number in range(12)]
    scores = {
        f"P{at:02}": {juror: dice.randint(1, 5) for juror in (jurors if at < 2 else dice.sample(jurors, 3))}
        for at in range(46)
    }
    begun = process_time()
    assert tally(case_of(scores, criteria)).judgement is not None
    assert process_time() - begun < 1
