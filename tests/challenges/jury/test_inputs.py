"""A case as JSON, and back."""

import json
from fractions import Fraction

import pytest

from challenges.jury.inputs import REPETITIONS_AT_MOST, case_of, inputs_of
from challenges.jury.rubric import CriterionMissing
from tests.challenges.jury.final_round import final_round, with_motion
from tests.challenges.jury.panels import WORKED, case, panel


@pytest.mark.parametrize("made", [with_motion(final_round()), case(panel(WORKED)), final_round(scale=None)])
def test_case_survives_being_written(made):
    assert case_of(json.loads(json.dumps(inputs_of(made)))) == made


def test_numbers_are_texts_and_ballots_have_their_grades():
    inputs = inputs_of(final_round())
    assert inputs["ballots"][0] == {
        "grades": {"code": "1", "idea": "3", "impact": "2", "pitch": "4"},
        "juror": "J0",
        "project": "P0",
        "seconds": 90,
    }
    assert (inputs["weights"], inputs["private"]) == ({"automatic": "0.4", "jury": "0.6"}, {"P0": "1/3"})
    assert inputs["scale"] == {"naive": "12.5", "target": "2"}


def test_score_of_a_ballot_with_grades_is_computed_again():
    inputs = inputs_of(final_round())
    inputs["ballots"][0]["grades"] = dict.fromkeys(("code", "idea", "impact", "pitch"), "5")
    assert case_of(inputs).marks.marks[0].score == 100
    del inputs["ballots"][0]["grades"]["idea"]
    with pytest.raises(CriterionMissing):
        case_of(inputs)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ballots", None),
        ("ballots", [{}]),
        ("ballots", [{"juror": "J0", "project": "P0", "seconds": "x", "score": "1"}]),
        ("ballots", [{"juror": "J0", "project": "P0", "seconds": None, "score": "1e9"}]),
        ("criteria", [{"key": "a"}]),
        ("criteria", [None] * 51),
        ("jurors", ["J0", "J0"]),
        ("jurors", [1]),
        ("last_submissions", {"P0": "2027-01-15T12:00:00"}),
        ("last_submissions", {"P0": 5}),
        ("metrics", {"P0": "much"}),
        ("metrics", []),
        ("motions", [{"old": []}]),
        ("recusals", [["J0"]]),
        ("repetitions", REPETITIONS_AT_MOST + 1),
        ("repetitions", True),
        ("scale", {"naive": "1"}),
        ("scale", 5),
        ("seed", -1),
        ("seed", "11"),
        ("weights", {"jury": "1"}),
        ("weights", None),
    ],
)
def test_what_is_no_case_is_refused(key, value):
    inputs = inputs_of(final_round()) | {key: value}
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        case_of(inputs)


def test_part_that_is_unknown_or_missing_is_refused():
    inputs = inputs_of(final_round())
    with pytest.raises(ValueError, match="the parts of a case"):
        case_of(inputs | {"more": 1})
    del inputs["seed"]
    with pytest.raises(ValueError, match="the parts of a case"):
        case_of(inputs)


def test_metric_of_a_float_is_the_one_that_was_shown():
    made = final_round(metrics={"P0": Fraction("0.1")})
    assert inputs_of(made)["metrics"] == {"P0": "0.1"}
