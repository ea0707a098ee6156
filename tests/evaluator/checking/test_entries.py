"""Baselines: run twice, held against what challenge.yaml says, and the lines to paste where it says nothing."""

import pytest
import yaml

from tests.evaluator.checking.conftest import Check, codes
from tests.evaluator.checking.plain import DESCRIPTION, ENTRY


def described(baselines: str) -> dict[str, str]:
    return {"challenge.yaml": DESCRIPTION + baselines}


def test_scores_that_are_missing_are_given_to_paste(checked: Check) -> None:
    found = checked(**described("baselines: {naive: {title: {en: Naive}}}\n"))
    assert codes(found, "look") == {"expected_missing"}
    assert yaml.safe_load(found.block) == {
        "baselines": {"naive": {"expected": {"public_mae": 1.0, "private_mae": 1.0}}}
    }
    assert "public_mae: 1.000\n" in found.block


@pytest.mark.parametrize(
    ("expected", "code", "level"),
    [
        ("{public_mae: 1.0004}", "expected_met", "good"),
        ("{public_mae: 1.0006}", "expected_nearly_met", "look"),
        ("{public_mae: 1.1}", "expected_missed", "repair"),
        ("{public_rmse: 1.0}", "expected_unknown", "repair"),
    ],
)
def test_scores_are_held_against_the_decimals_that_are_shown(
    expected: str, code: str, level: str, checked: Check
) -> None:
    found = checked(**described(f"baselines: {{naive: {{expected: {expected}}}}}\n"))
    assert code in codes(found, level)
    assert bool(found.block) is (code in {"expected_nearly_met", "expected_missed"})


def test_baseline_that_is_only_named_is_missing(checked: Check) -> None:
    found = checked(**described("baselines: {naive: {}, decent: {}}\n"))
    assert codes(found, "repair") == {"baseline_missing"}


def test_baseline_without_a_seed_is_told(checked: Check) -> None:
    drawn = ENTRY.replace("+ 1}", "+ 1 + random.random()}").replace("import csv, os", "import csv, os, random")
    found = checked(**{"baselines/naive/main.py": drawn})
    assert "baseline_draws" in codes(found, "repair")
    assert "scorer_repeats" in codes(found, "good")


def test_draw_that_no_decimal_shows_is_only_looked_at(checked: Check) -> None:
    drawn = ENTRY.replace("+ 1}", "+ 1 + random.random() / 1e6}").replace("import csv, os", "import csv, os, random")
    found = checked(**{"baselines/naive/main.py": drawn})
    assert "baseline_draws" in codes(found, "look")
    assert found.is_well


@pytest.mark.parametrize(
    ("main", "said"),
    [
        ("print('epoch 1')\nraise SystemExit('no model here')", "(crashed)"),
        ("", "(no_predictions)"),
        (ENTRY.replace("float(row['about']) + 1", "'soon'"), "(predictions_refused)"),
    ],
)
def test_baseline_that_fails_says_why(main: str, said: str, checked: Check) -> None:
    found = checked(**{"baselines/naive/main.py": main})
    told = next(finding for finding in found.findings if finding.code == "baseline_failed")
    assert said in told.text
    assert "no model here" in told.text or "crashed" not in told.text


def test_challenge_without_a_baseline_is_looked_at(checked: Check) -> None:
    found = checked(**described(""), **{"baselines/naive/main.py": None})
    assert codes(found, "look") == {"no_baseline"}


def test_baselines_that_a_constant_beats_are_looked_at(checked: Check) -> None:
    found = checked(**described(""), **{"baselines/naive/main.py": ENTRY.replace("+ 1}", "* 100}")})
    assert codes(found, "look") == {"expected_missing", "baselines_beaten"}
    told = next(finding for finding in found.findings if finding.code == "baselines_beaten")
    assert told.values == {"by": "The same answer everywhere; The sample submission", "baselines": "naive"}


def test_one_baseline_that_learns_is_enough(checked: Check) -> None:
    worse = {"baselines/worse/main.py": ENTRY.replace("+ 1}", "* 100}")}
    found = checked(**described(""), **worse)
    assert "baselines_ahead" in codes(found, "good")
    assert "baselines_beaten" not in codes(found, "look")
