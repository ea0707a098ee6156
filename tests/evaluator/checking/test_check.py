"""Careless scorers, one carelessness each: every one is caught, and named."""

import json

import pytest

from evaluator.report import canonical
from tests.evaluator.checking.careless import CARELESS
from tests.evaluator.checking.conftest import Check, codes
from tests.evaluator.checking.plain import ANSWERS, DESCRIPTION, truth


def test_careful_scorer_is_all_well(checked: Check) -> None:
    found = checked()
    assert codes(found, "repair") == set()
    assert codes(found, "look") == set()
    assert found.is_well
    assert found.block == ""


@pytest.mark.parametrize("carelessness", CARELESS)
def test_careless_scorer_is_caught(carelessness: str, checked: Check) -> None:
    scorer, caught = CARELESS[carelessness]
    found = checked(scorer=scorer)
    assert caught - codes(found, "repair") == set()
    assert not found.is_well


def test_every_attack_that_is_taken_says_what_it_is_good_for(checked: Check) -> None:
    found = checked(scorer=CARELESS["accepts missing rows"].scorer)
    told = next(finding for finding in found.findings if finding.code == "half_missing_accepted")
    assert told.text.startswith("Scored mae 0.000 public, 0.000 private. A careless scorer joins what is there")
    assert told.values["score"] == "mae 0.000 public, 0.000 private"


def test_sum_in_the_order_of_the_file_is_looked_at(checked: Check) -> None:
    found = checked(
        scorer="""
careful()
mean = lambda errors: sum(errors) / len(errors)
truth = {row["id"]: row for row in TRUTH}
score([(truth[row["id"]], float(row["value"]) * 1.01) for row in rows()])
"""
    )
    assert "rows_permuted_nearly_same" in codes(found, "look")
    assert "rows_permuted_other_score" not in codes(found, "repair")


def test_huge_number_that_is_scored_is_looked_at(checked: Check) -> None:
    found = checked(
        scorer="""
values = {row["id"]: float(row["value"]) for row in required(rows())}
score([(row, values[row["id"]]) for row in TRUTH])
"""
    )
    assert "huge_accepted" in codes(found, "look")


def test_verifier_may_refuse_answers_given_to_other_rows(checked: Check) -> None:
    """A plan's rows fit one another: the right ones and the sample are scored, the mixed ones are not a plan."""
    found = checked(
        scorer="""
values = careful()
fit = all(float(row["value"]) - 2 <= value <= float(row["value"]) + 2 for row, value in zip(TRUTH, values))
if fit or set(values) == {3.0}: score(zip(TRUTH, values))
else: refuse(Findings((Fault("overlap", "Two ships at one berth."),), 1), folder=OUT)
"""
    )
    assert codes(found, "good") >= {"constant_refused", "shuffled_refused", "perfect_scored", "sample_scored"}
    assert codes(found, "repair") == set()


def test_truth_in_the_scorers_log_is_looked_at(checked: Check) -> None:
    found = checked(scorer="for row in TRUTH: print(row['id'], row['value'])\nscore(zip(TRUTH, careful()))")
    assert "answers_in_the_log" in codes(found, "look")
    assert found.is_well


def test_predictions_in_the_scorers_log_are_no_truth(checked: Check) -> None:
    found = checked(scorer="values = careful()\nprint(values, rows())\nscore(zip(TRUTH, values))")
    assert codes(found, "look") == set()


def test_direction_the_wrong_way_round_is_caught(checked: Check) -> None:
    found = checked(**{"challenge.yaml": DESCRIPTION.replace("better: lower", "better: higher")})
    assert "right_answers_beaten" in codes(found, "repair")


def test_answers_that_cannot_be_told_are_done_without(checked: Check) -> None:
    """Two columns of numbers: which is the truth? The scorer is attacked with invented numbers all the same."""
    found = checked(
        scorer="for row in TRUTH: row['value'] = row['really']\n" + CARELESS["joins by position"].scorer,
        **{"reference/truth.csv": with_weights()},
    )
    assert "answers_unknown" in codes(found, "look")
    assert codes(found, "repair") == {"rows_permuted_other_score"}


def test_scorer_that_takes_no_invented_numbers_is_not_at_fault_for_it(checked: Check) -> None:
    scorer = """
for row in TRUTH: row["value"] = row["really"]
if any(value % 1 for value in careful()):
    refuse(Findings((Fault("x", "Count in whole ships."),), 1), folder=OUT)
"""
    sample = "id\n" + "\n".join(ANSWERS)
    files = {"reference/truth.csv": with_weights(), "input/sample_submission.csv": sample}
    assert "scorer_not_tried" in codes(checked(scorer=scorer, **files), "look")


def test_result_travels_as_json(checked: Check) -> None:
    found = checked(scorer=CARELESS["skips NaN"].scorer)
    told = json.loads(canonical(found.to_json()))
    assert (told["is_well"], len(told["findings"])) == (False, len(found.findings))
    assert {finding["level"] for finding in told["findings"]} <= {"good", "look", "repair"}
    assert told["baselines"][0]["scores"] == pytest.approx({"public_mae": 1.0, "private_mae": 1.0})


def with_weights() -> str:
    lines = truth(list(ANSWERS)).splitlines()
    return "\n".join(["id,really,part,weight", *(f"{line},{at}" for at, line in enumerate(lines[1:]))]) + "\n"
