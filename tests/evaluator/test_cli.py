"""The command line as a person or a script meets it."""

import json
from pathlib import Path

import pytest

from evaluator.bundle import IMAGE
from evaluator.cli import main
from evaluator.errors import EngineGone, ImageMissing
from evaluator.receipt import Receipt
from evaluator.report import Outcome, Report
from evaluator.sandbox.docker import DockerSandbox
from evaluator.scoring import PARTS
from evaluator.terminal import remedy
from tests.evaluator.conftest import GOLDEN, Zip

BUNDLE = str(GOLDEN / "bundle")
SAMPLE = str(GOLDEN / "bundle" / "input" / "sample_submission.csv")


def usage_error(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return left.value.code


def test_help_tells_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert usage_error("--help") == 0
    assert "exit codes:" in capsys.readouterr().out


def test_image_of_our_own_is_built_by_one_command() -> None:
    assert remedy(ImageMissing("no such image"), image=IMAGE).endswith(" -m evaluator.runtime.build")
    assert remedy(EngineGone("no answer"), image=IMAGE) == ""


def test_word_that_is_a_folder_is_given_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "replay").mkdir()
    monkeypatch.chdir(tmp_path)

    assert main(["./replay", SAMPLE]) == 3  # read as a bundle, which it is not
    assert usage_error("replay", SAMPLE) == 2


def test_wrong_usage_is_2(tmp_path: Path) -> None:
    assert usage_error() == 2
    assert usage_error(BUNDLE) == 2
    assert usage_error(str(tmp_path / "nowhere"), SAMPLE) == 2
    assert usage_error(BUNDLE, str(tmp_path / "nowhere.csv")) == 2
    assert usage_error(BUNDLE, SAMPLE, "--receipt", str(tmp_path / "no" / "where.json")) == 2


def test_kind_that_is_not_taken_is_2(tmp_path: Path, zipped: Zip, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = tmp_path / "bundle"
    for path in (GOLDEN / "bundle").rglob("*.*"):
        target = bundle / path.relative_to(GOLDEN / "bundle")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text().replace("[predictions, code]", "[predictions]"))

    assert usage_error(str(bundle), str(zipped("").path)) == 2
    assert "takes predictions, not code" in capsys.readouterr().err


def test_broken_bundle_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), SAMPLE]) == 3
    assert "bundle_broken" in capsys.readouterr().err


def test_engine_that_does_not_answer_is_3(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([BUNDLE, SAMPLE, "--json", "--engine", "unix:///nowhere.sock"]) == 3
    assert json.loads(capsys.readouterr().out)["breakdown"]["code"] == "engine_gone"


@pytest.mark.engine
@pytest.mark.usefixtures("sandbox", "clean")
class TestWithEngine:
    def test_scored_is_0(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main([BUNDLE, SAMPLE]) == 0
        shown = capsys.readouterr().out
        assert shown.startswith("Scored\n")
        assert "17.388" in shown

    def test_fault_of_the_entry_is_1(self, zipped: Zip, capsys: pytest.CaptureFixture[str]) -> None:
        assert main([BUNDLE, str(zipped(GOLDEN / "predictions_refused").path)]) == 1
        shown = capsys.readouterr().out
        assert shown.startswith("Predictions refused\n")
        assert "soon" in shown

    def test_json_is_the_report(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main([BUNDLE, SAMPLE, "--json"]) == 0
        report = Report.from_json(json.loads(capsys.readouterr().out))
        assert report.outcome is Outcome.SCORED

    def test_log_of_strangers_is_shown_as_text(self, zipped: Zip, capsys: pytest.CaptureFixture[str]) -> None:
        program = r'import sys; print("[bold]\x1b[2J\u202e"); sys.exit(1)'
        assert main([BUNDLE, str(zipped(program).path)]) == 1
        assert "[bold]\\x1b[2J\\u202e" in capsys.readouterr().out

    def test_logs_are_kept_on_demand(
        self, tmp_path: Path, zipped: Zip, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        entry = str(zipped(GOLDEN / "scored").path)
        monkeypatch.chdir(tmp_path)

        assert main([BUNDLE, entry, "--keep-log", "--json"]) == 0
        assert (tmp_path / "entry.zip.entry.log").read_text() == "predicted 100 sums\n"
        assert (tmp_path / "entry.zip.scorer.log").read_text() == ""

    def test_image_that_is_not_there_is_3(
        self, tmp_path: Path, sandbox: DockerSandbox, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bundle = tmp_path / "bundle"
        for path in (GOLDEN / "bundle").rglob("*.*"):
            target = bundle / path.relative_to(GOLDEN / "bundle")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(path.read_text().replace("smartport-runtime:1", "smartport-runtime:none"))

        assert main([str(bundle), SAMPLE, "--json"]) == 3
        told = json.loads(capsys.readouterr().out)["breakdown"]
        assert (told["code"], told["hint"]) == ("image_missing", "Fetch it: docker pull smartport-runtime:none")

    def test_receipt_is_written_on_demand_and_open(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.json"

        assert main([BUNDLE, SAMPLE, "--receipt", str(path)]) == 0
        receipt = Receipt.read(path.read_bytes())
        assert receipt.opening is not None
        assert receipt.report().scores.keys() == {f"{part}_{key}" for part in PARTS for key in ("mae", "bias")}

    def test_shortfalls_of_the_engine_are_said_before_anything_runs(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("platform.release", lambda: "another kernel")

        assert main([BUNDLE, SAMPLE, "--json"]) == 0
        out, err = capsys.readouterr()
        assert err.startswith("! The engine runs on another kernel than this machine")
        assert list(Report.from_json(json.loads(out)).shortfalls) == ["other_kernel"]
