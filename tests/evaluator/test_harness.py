"""The whole story with a sandbox that runs nothing."""

import shutil
from pathlib import Path

import pytest

from evaluator.bundle import Bundle
from evaluator.errors import EngineGone, ScorerFailed
from evaluator.harness import evaluate
from evaluator.log import LogPolicy
from evaluator.provenance import provenance_of
from evaluator.report import Outcome
from evaluator.sandbox.base import Run
from evaluator.sandbox.stub import Asked, StubSandbox
from evaluator.submission import Submission
from tests.evaluator.conftest import Zip, modes
from tests.evaluator.scripts import USAGE, leaving, scoring


def test_scored_report_has_both_runs(golden: Bundle, zipped: Zip) -> None:
    submission = zipped("")
    sandbox = StubSandbox({"entry": leaving({"predictions.csv": "x"}), "scorer": scoring(mae=1.5, bias=0)})

    report = evaluate(golden, submission, sandbox)

    assert report.outcome is Outcome.SCORED
    assert report.scores["private_mae"] == 1.5
    assert (report.solution, report.scoring) == (USAGE, USAGE)
    assert (report.entry_log, report.scorer_log) == (b"log", b"log")
    assert report.digests == {"submission": submission.digest(), "bundle": golden.digest, "image": "sha256:stub"}
    assert report.provenance == provenance_of(golden, submission)


@pytest.mark.parametrize("logs", ["off", "public"])
def test_what_an_entry_chooses_is_told_in_tenths_where_its_log_is_withheld(
    golden: Bundle, zipped: Zip, logs: LogPolicy, tmp_path: Path
) -> None:
    folder = tmp_path / "bundle"
    shutil.copytree(golden.folder, folder)
    shutil.copytree(folder / "input", folder / "public_input", dirs_exist_ok=True)
    bundle = Bundle.read(folder)
    sandbox = StubSandbox({"entry": leaving({"predictions.csv": "x"}), "scorer": scoring(mae=1.5, bias=0)})

    report = evaluate(bundle, zipped(""), sandbox, logs=logs)

    assert report.solution is not None
    for name in ("output_bytes", "output_files", "log_bytes", "processes"):
        limit = getattr(bundle.solution, name)
        told, used = getattr(report.solution, name), getattr(USAGE, name)
        assert told in {tenth * limit // 10 for tenth in range(11)}
        assert used <= told < used + limit / 10 + 1
    assert report.solution.cpu_seconds == USAGE.cpu_seconds
    assert report.scoring == USAGE


def test_scorer_does_not_run_when_the_entry_failed(golden: Bundle, zipped: Zip) -> None:
    def never(_: Asked) -> Run:
        raise AssertionError("the scorer was not to be run")

    report = evaluate(golden, zipped(""), StubSandbox({"entry": leaving({}, exit_code=9), "scorer": never}))

    assert report.outcome is Outcome.CRASHED
    assert report.exit_code == 9
    assert report.provenance is not None
    assert report.scoring is None
    assert report.scorer_log == b""


def test_only_the_predictions_file_goes_on_to_the_scorer(golden: Bundle, zipped: Zip) -> None:
    seen: list[str] = []

    def look(asked: Asked) -> Run:
        seen.extend(path.name for path in asked.given.iterdir())
        return scoring(mae=1, bias=0)(asked)

    evaluate(golden, zipped(""), StubSandbox({"entry": leaving({"predictions.csv": "x"}), "scorer": look}))

    assert seen == ["predictions.csv"]


@pytest.mark.usefixtures("strict_umask")
@pytest.mark.parametrize("kind", ["code", "predictions"])
def test_containers_can_read_what_they_are_given_whatever_the_umask(
    kind: str, golden: Bundle, zipped: Zip, tmp_path: Path
) -> None:
    seen: dict[str, dict[str, int]] = {}

    def solve(asked: Asked) -> Run:
        seen["program"] = modes(asked.given)
        return leaving({"predictions.csv": "x"})(asked)

    def score(asked: Asked) -> Run:
        seen["results"] = modes(asked.given)
        return scoring(mae=1, bias=0)(asked)

    (tmp_path / "predictions.csv").write_text("x")
    code, predictions = zipped(""), Submission("predictions", tmp_path / "predictions.csv", "predictions.csv")
    submission = code if kind == "code" else predictions
    evaluate(golden, submission, StubSandbox({"entry": solve, "scorer": score}))

    if kind == "code":  # the predictions file itself is then the sandbox's to make
        assert seen["program"] == {".": 0o755, "main.py": 0o644}
        assert seen["results"]["."] == 0o755
    else:
        assert seen == {"results": {".": 0o755, "predictions.csv": 0o644}}


def test_refusing_scorer_makes_an_outcome(golden: Bundle, zipped: Zip) -> None:
    refusal = '{"faults": [{"code": "missing_ids", "message": "Some."}], "total": 3}'
    sandbox = StubSandbox({"entry": leaving({"predictions.csv": "x"}), "scorer": leaving({"refused.json": refusal})})

    report = evaluate(golden, zipped(""), sandbox)

    assert report.outcome is Outcome.PREDICTIONS_REFUSED
    assert (report.fault_count, report.faults[0].code) == (3, "missing_ids")
    assert report.exit_code == 0


@pytest.mark.parametrize("run", ["entry", "scorer"])
def test_engine_that_goes_away_is_our_failure(run: str, golden: Bundle, zipped: Zip) -> None:
    def gone(_: Asked) -> Run:
        raise EngineGone("no answer")

    scripts = {"entry": leaving({"predictions.csv": "x"}), "scorer": scoring(mae=1, bias=0)} | {run: gone}

    with pytest.raises(EngineGone):
        evaluate(golden, zipped(""), StubSandbox(scripts))


def test_failing_scorer_is_our_failure(golden: Bundle, zipped: Zip) -> None:
    sandbox = StubSandbox({"entry": leaving({"predictions.csv": "x"}), "scorer": leaving({}, exit_code=1)})

    with pytest.raises(ScorerFailed):
        evaluate(golden, zipped(""), sandbox)


def test_log_is_told_while_it_may_be_shown(golden: Bundle, zipped: Zip) -> None:
    heard: list[bytes] = []
    sandbox = StubSandbox({"entry": leaving({"predictions.csv": "x"}), "scorer": scoring(mae=1, bias=0)})

    evaluate(golden, zipped(""), sandbox, on_log=heard.append)
    report = evaluate(golden, zipped(""), sandbox, on_log=heard.append, logs="off")

    assert heard == [b"log"]
    assert (report.entry_log, report.hidden_log) == (b"", b"log")
