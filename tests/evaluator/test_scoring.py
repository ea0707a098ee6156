"""What a scorer's run means, without an engine."""

import json
from pathlib import Path

import pytest

from evaluator.bundle import Bundle
from evaluator.errors import ScorerFailed
from evaluator.report import Fault
from evaluator.sandbox.stub import Script, StubSandbox
from evaluator.scoring import Scoring, run_scoring, scoring_plan
from tests.evaluator.scripts import leaving, scoring

ALL = {"public_mae": 1, "private_mae": 2.5, "public_bias": -1, "private_bias": 0}


def score(bundle: Bundle, script: Script, folder: Path) -> Scoring:
    with StubSandbox({"scorer": script}).open(bundle.image) as bench:
        return run_scoring(bundle, bench.prepare(scoring_plan(bundle)), into=folder)


def test_declared_scores_are_taken_for_both_parts(golden: Bundle, tmp_path: Path) -> None:
    assert score(golden, scoring(**ALL), tmp_path).scores == ALL


def test_bare_key_counts_for_both_parts(golden: Bundle, tmp_path: Path) -> None:
    found = score(golden, scoring(mae=1.0, bias=0.5, public_bias=0.25, runtime=9), tmp_path)

    assert found.scores == {"public_mae": 1.0, "private_mae": 1.0, "public_bias": 0.25, "private_bias": 0.5}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "1",
        "{",
        "{}",
        json.dumps(ALL | {"public_mae": None}),
        json.dumps(ALL | {"public_mae": "1"}),
        json.dumps(ALL | {"public_mae": True}),
        json.dumps(ALL | {"public_mae": {"value": 1}}),
        json.dumps({key: value for key, value in ALL.items() if key != "private_bias"}),
        '{"mae": 1, "mae": 2, "bias": 0}',
        '{"mae": NaN, "bias": 0}',
        '{"mae": Infinity, "bias": 0}',
        '{"mae": 1e999, "bias": 0}',
        '{"mae": ' + "9" * 5000 + ', "bias": 0}',
        '{"mae": ' + "9" * 400 + ', "bias": 0}',
        "[" * 10_000,
        b"\xff\xfe{}",
    ],
)
def test_scores_that_are_not_strict_are_the_scorers_fault(text: str | bytes, golden: Bundle, tmp_path: Path) -> None:
    with pytest.raises(ScorerFailed, match=r"scores\.json"):
        score(golden, leaving({"scores.json": text}), tmp_path)


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (leaving({}), "neither"),
        (leaving({"scores.json": json.dumps(ALL)}, exit_code=1), "exit code 1"),
        (leaving({"scores.json": json.dumps(ALL)}, out_of_memory=True), "memory"),
        (leaving({"scores.json": json.dumps(ALL)}, timed_out=True), "time"),
        (leaving({"scores.json": json.dumps(ALL)}, output_full=True), "wrote more"),
        (leaving({"scores.json": json.dumps(ALL)}, log_full=True), "wrote more"),
        (leaving({"scores.json": json.dumps(ALL), "refused.json": "{}"}), "both"),
        (leaving({}, refused={"scores.json": "too_large"}), "too_large"),
        (leaving({"scores.json": json.dumps(ALL)}, refused={"refused.json": "too_large"}), "too_large"),
    ],
)
def test_any_other_ending_is_the_scorers_fault(script: Script, reason: str, golden: Bundle, tmp_path: Path) -> None:
    with pytest.raises(ScorerFailed, match=reason) as failed:
        score(golden, script, tmp_path)

    assert failed.value.log == b"log"


def test_refusal_keeps_its_first_faults_and_their_number(golden: Bundle, tmp_path: Path) -> None:
    faults = [{"code": "not_a_number", "message": "No.", "row": row, "column": "q", "value": "x"} for row in range(30)]

    found = score(golden, leaving({"refused.json": json.dumps({"faults": faults, "total": 99})}), tmp_path)

    assert found.scores == {}
    assert found.fault_count == 99
    assert found.faults == tuple(Fault("not_a_number", "No.", row, "q", "x") for row in range(20))


def test_text_of_strangers_in_a_refusal_is_escaped_and_cut(golden: Bundle, tmp_path: Path) -> None:
    fault = {"code": "unknown_id", "message": "m" * 1000, "column": None, "value": "\x1b[2J\n\u202e\ud800" + "v" * 100}

    found = score(golden, leaving({"refused.json": json.dumps({"faults": [fault], "total": 1})}), tmp_path)

    assert found.faults[0].message == "m" * 400
    assert found.faults[0].column is None
    assert found.faults[0].value is not None
    assert found.faults[0].value.startswith("\\x1b[2J\\n\\u202e?vvv")
    assert len(found.faults[0].value) == 80


@pytest.mark.parametrize(
    "refusal",
    [
        {},
        {"faults": [], "total": 0},
        {"faults": [1], "total": 1},
        {"faults": [{"code": "x", "message": "y"}], "total": 0},
        {"faults": [{"code": "x", "message": "y"}], "total": "1"},
        {"faults": [{"code": "x"}], "total": 1},
        {"faults": [{"code": "", "message": "y"}], "total": 1},
        {"faults": [{"code": "x", "message": "y", "row": "3"}], "total": 1},
        {"faults": [{"code": "x", "message": "y", "row": True}], "total": 1},
    ],
)
def test_ill_formed_refusal_is_the_scorers_fault(refusal: object, golden: Bundle, tmp_path: Path) -> None:
    with pytest.raises(ScorerFailed, match=r"refused\.json"):
        score(golden, leaving({"refused.json": json.dumps(refusal)}), tmp_path)


def test_scorer_sees_reference_and_results_and_its_library(golden: Bundle) -> None:
    plan = scoring_plan(golden)

    assert {mount.target: mount.source.name for mount in plan.mounts} == {
        "/app/program": "scorer",
        "/app/input/ref": "reference",
        "/app/lib/scorekit": "scorekit",
    }
    assert plan.given == "/app/input/res"
    assert plan.limits == golden.scoring


def test_what_a_scorer_says_on_purpose_and_its_losses_are_kept(golden: Bundle, tmp_path: Path) -> None:
    files = {"scores.json": json.dumps(ALL), "public.log": b"40 calls scored", "row_losses.csv": b"id,part,loss"}

    found = score(golden, leaving(files), tmp_path)

    assert (found.public_log, found.row_losses) == (b"40 calls scored", b"id,part,loss")
    assert found.scores == ALL
