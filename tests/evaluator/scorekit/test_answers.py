"""What a scoring program writes and reads, on the host and inside the container's paths."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

import evaluator.scorekit
from evaluator.scorekit import (
    Fault,
    Findings,
    Places,
    PredictionsFormat,
    PredictionsRefused,
    read_ids,
    read_predictions,
    refuse,
    write_scores,
)

FORMAT = PredictionsFormat("predictions.csv", "id", ("low", "high"))


def test_scores_are_written_to_the_last_digit(tmp_path):
    write_scores({"public_mae": 0.1 + 0.2, "private_mae": 3}, folder=tmp_path)
    assert json.loads((tmp_path / "scores.json").read_text()) == {"public_mae": 0.1 + 0.2, "private_mae": 3.0}


@pytest.mark.parametrize("scores", [{}, {"mae": math.nan}, {"mae": math.inf}, {"mae": "3"}, {"mae": True}])
def test_score_that_is_no_finite_number_is_our_fault(tmp_path, scores):
    with pytest.raises(ValueError, match="score"):
        write_scores(scores, folder=tmp_path)
    assert not (tmp_path / "scores.json").exists()


def test_refusal_is_written_and_ends_the_program_with_zero(tmp_path):
    findings = Findings((Fault("not_finite", "Write a finite number.", 3, "low", "nan"),), 7)
    with pytest.raises(SystemExit) as ending:
        refuse(findings, folder=tmp_path)
    assert ending.value.code == 0
    assert json.loads((tmp_path / "refused.json").read_text()) == {
        "faults": [
            {"code": "not_finite", "message": "Write a finite number.", "row": 3, "column": "low", "value": "nan"}
        ],
        "total": 7,
    }


def test_fault_reads_as_a_sentence_with_its_place():
    assert str(Fault("not_finite", "Write a finite number.", 3, "low", "nan")) == (
        "row 3, column low, 'nan': Write a finite number."
    )
    assert str(Fault("empty_file", "The file is empty.")) == "The file is empty."


def test_predictions_are_read_in_the_order_asked_for(tmp_path):
    (tmp_path / "predictions.csv").write_text("high,id,low\n4,b,2\n3,a,1\n")
    columns = read_predictions(tmp_path / "predictions.csv", format=FORMAT, expected_ids=["a", "b"])
    assert columns == {"low": [1.0, 2.0], "high": [3.0, 4.0]}


def test_predictions_with_faults_are_not_read(tmp_path):
    (tmp_path / "predictions.csv").write_text("id,low,high\na,1,x\n")
    with pytest.raises(PredictionsRefused) as refusal:
        read_predictions(tmp_path / "predictions.csv", format=FORMAT, expected_ids=["a"])
    assert [(fault.code, fault.row, fault.column) for fault in refusal.value.findings.faults] == [
        ("not_a_number", 2, "high")
    ]


def test_predictions_that_are_not_there_are_refused(tmp_path):
    with pytest.raises(PredictionsRefused) as refusal:
        read_predictions(tmp_path / "predictions.csv", format=FORMAT, expected_ids=["a"])
    assert [fault.code for fault in refusal.value.findings.faults] == ["empty_file"]


def test_ids_are_read_in_their_order(tmp_path):
    (tmp_path / "sample.csv").write_text('\ufefflow,id\n1,b\n2,"a,1"\n', encoding="utf-8")
    assert read_ids(tmp_path / "sample.csv", column="id") == ["b", "a,1"]
    with pytest.raises(ValueError, match=r"sample\.csv has no column call_id"):
        read_ids(tmp_path / "sample.csv", column="call_id")


def test_places_are_the_containers_or_three_folders():
    assert Places.from_arguments([]) == Places(Path("/app/input/ref"), Path("/app/input/res"), Path("/app/output"))
    assert Places.from_arguments(["a", "b", "c"]) == Places(Path("a"), Path("b"), Path("c"))
    with pytest.raises(SystemExit, match="REFERENCE RESULTS OUTPUT"):
        Places.from_arguments(["a"])


def test_kit_stands_alone_under_its_container_name(tmp_path):
    (tmp_path / "scorekit").symlink_to(Path(evaluator.scorekit.__file__).parent)
    program = "import scorekit, sys; print(sorted(m for m in sys.modules if 'evaluator' in m or 'numpy' in m))"
    run = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {program}"],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    )
    assert run.stdout == "[]\n"
