"""One golden entry for each outcome, on the real engine."""

from dataclasses import replace

import pytest

from evaluator.bundle import Bundle
from evaluator.harness import evaluate
from evaluator.report import Outcome, Report
from evaluator.sandbox.docker import DockerSandbox
from evaluator.submission import Submission
from tests.evaluator.conftest import GOLDEN, Zip

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_golden_entry_gets_its_outcome(outcome: Outcome, golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    report = evaluate(golden, zipped(GOLDEN / outcome), sandbox)

    assert report.outcome is outcome
    assert (report.scores == {}) is (outcome is not Outcome.SCORED)
    assert (report.fault_count == 0) is (outcome is Outcome.SCORED)
    assert Report.from_json(report.to_json()) == report


def test_scored_entry_tells_scores_usage_and_digests(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    submission = zipped(GOLDEN / "scored")

    report = evaluate(golden, submission, sandbox)

    assert report.scores == {"public_mae": 1.0, "private_mae": 1.0, "public_bias": 1.0, "private_bias": 1.0}
    assert report.entry_log == b"predicted 100 sums\n"
    assert report.digests == {
        "submission": submission.digest(),
        "bundle": golden.digest,
        "image": sandbox.engine.api.inspect_image(golden.image)["Id"],
    }
    for usage in (report.solution, report.scoring):
        assert usage is not None
        assert 0 < usage.cpu_seconds < 1
        assert usage.memory_peak_bytes > 1 << 20
        assert usage.output_files == 1


def test_predictions_file_is_scored_without_a_run_of_the_entry(golden: Bundle, sandbox: DockerSandbox) -> None:
    report = evaluate(golden, Submission.at(golden.input / "sample_submission.csv"), sandbox)

    assert report.outcome is Outcome.SCORED
    assert report.solution is None
    assert report.exit_code is None


def test_refusal_names_row_column_and_value(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    report = evaluate(golden, zipped(GOLDEN / "predictions_refused"), sandbox)

    assert [(fault.code, fault.row, fault.column, fault.value) for fault in report.faults] == [
        ("not_a_number", 3, "prediction", "soon")
    ]


def test_crash_keeps_exit_code_and_log(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    report = evaluate(golden, zipped(GOLDEN / "crashed"), sandbox)

    assert report.exit_code == 3
    assert report.entry_log == b"the third berth is taken\n"


def test_time_limit_is_of_cpu_time(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    patient = replace(golden, solution=replace(golden.solution, cpu_seconds=1, wall_seconds=60))

    report = evaluate(patient, zipped(GOLDEN / "time_limit"), sandbox)

    assert report.outcome is Outcome.TIME_LIMIT
    assert report.solution is not None
    assert 1 < report.solution.cpu_seconds < 1.5


def test_time_spent_asleep_ends_at_the_wall(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    hasty = replace(golden, solution=replace(golden.solution, cpu_seconds=1, wall_seconds=1))

    report = evaluate(hasty, zipped("import time\ntime.sleep(60)\n"), sandbox)

    assert report.outcome is Outcome.TIME_LIMIT
    assert report.solution is not None
    assert report.solution.cpu_seconds < 0.5
    assert 1 < report.solution.wall_seconds < 5


def test_memory_stays_under_its_limit(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    report = evaluate(golden, zipped(GOLDEN / "memory_limit"), sandbox)

    assert report.solution is not None
    assert 0.9 * golden.solution.memory_bytes < report.solution.memory_peak_bytes <= golden.solution.memory_bytes


def test_log_is_cut_in_the_middle(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    report = evaluate(golden, zipped(GOLDEN / "log_limit"), sandbox)

    assert b"bytes left out" in report.entry_log
    assert report.entry_log.startswith(b"still at anchorage\n")
    assert len(report.entry_log) <= golden.solution.log_bytes + 100
