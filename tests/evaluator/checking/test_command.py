"""`evaluate check` as an organizer meets it, on the real engine."""

import json
import shutil
from pathlib import Path

import pytest

from evaluator.cli import main
from tests.evaluator.checking.careless import CARELESS
from tests.evaluator.checking.plain import write_challenge
from tests.evaluator.conftest import GOLDEN


def usage_error(*arguments: object) -> int | str | None:
    with pytest.raises(SystemExit) as left:
        main(["check", *map(str, arguments)])
    return left.value.code


def test_help_tells_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert usage_error("--help") == 0
    assert "something is to be repaired" in capsys.readouterr().out


def test_wrong_usage_is_2(tmp_path: Path) -> None:
    assert usage_error() == 2
    assert usage_error(tmp_path / "nowhere") == 2
    assert usage_error(tmp_path, "--pack", tmp_path / "nowhere") == 2


def test_bundle_that_cannot_be_read_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 3
    assert capsys.readouterr().err.startswith("Not checked  (bundle_broken)\n")


def test_engine_that_does_not_answer_is_3(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(GOLDEN / "bundle"), "--engine", "unix:///nowhere.sock", "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["breakdown"]["code"] == "engine_gone"


@pytest.mark.engine
@pytest.mark.slow
@pytest.mark.usefixtures("sandbox", "clean")
class TestWithEngine:
    def test_good_challenge_is_0_and_the_lines_to_paste_are_shown(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder = shutil.copytree(GOLDEN / "bundle", tmp_path / "bundle", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(GOLDEN / "scored", folder / "baselines" / "naive")

        assert main(["check", str(folder)]) == 0
        shown = capsys.readouterr().out
        assert "✗" not in shown
        assert "      public_mae: 1.000\n      public_bias: 1.0000\n" in shown
        assert shown.rstrip().endswith("All well, 1 to look at")

    def test_careless_scorer_is_1_and_every_finding_is_in_the_json(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        scorer, caught = CARELESS["skips NaN"]
        folder = write_challenge(tmp_path / "bundle", scorer=scorer)

        assert main(["check", str(folder), "--json"]) == 1
        told = json.loads(capsys.readouterr().out)
        assert {finding["code"] for finding in told["findings"] if finding["level"] == "repair"} >= caught
        assert (told["is_well"], told["shortfalls"]) == (False, {})
