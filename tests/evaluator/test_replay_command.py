"""`evaluate replay` as a person meets it."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from evaluator.cli import main
from evaluator.contents import sha256_of
from evaluator.receipt import Receipt, make_receipt
from evaluator.replay import Compared, Difference, Replayed
from evaluator.report import Outcome, Report
from tests.evaluator.conftest import GOLDEN, Zip
from tests.evaluator.test_receipt import REPORT, SALT

BUNDLE = str(GOLDEN / "bundle")


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    path = tmp_path / "receipt.json"
    path.write_text(make_receipt(REPORT, salt=SALT).to_text())
    return path


def usage_error(*arguments: object) -> int | str | None:
    with pytest.raises(SystemExit) as left:
        main(["replay", *map(str, arguments)])
    return left.value.code


def test_help_tells_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert usage_error("--help") == 0
    assert "not replayed: another bundle" in capsys.readouterr().out


def test_wrong_usage_is_2(tmp_path: Path, receipt: Path) -> None:
    nowhere = tmp_path / "nowhere"
    assert usage_error() == 2
    assert usage_error(nowhere, "--bundle", BUNDLE, "--submission", receipt) == 2
    assert usage_error(receipt) == 2
    assert usage_error(receipt, "--bundle", BUNDLE) == 2
    assert usage_error(receipt, "--bundle", nowhere, "--submission", receipt) == 2
    assert usage_error(receipt, "--bundle", BUNDLE, "--submission", nowhere) == 2
    assert usage_error(receipt, "--from", nowhere) == 2
    assert usage_error(receipt, "--from", tmp_path) == 2


def test_changed_receipt_is_2(receipt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    receipt.write_text(receipt.read_text().replace('"public_mae": 1.5', '"public_mae": 1.4'))

    assert usage_error(receipt, "--bundle", BUNDLE, "--submission", receipt) == 2
    assert "The receipt was changed" in capsys.readouterr().err


def test_engine_that_does_not_answer_is_3(receipt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = [str(receipt), "--bundle", BUNDLE, "--submission", str(receipt), "--engine", "unix:///nowhere.sock"]
    assert main(["replay", *given, "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["breakdown"]["code"] == "engine_gone"


def test_what_differs_is_shown_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    from rich.console import Console

    from evaluator.screen import show_replayed

    differences = (Difference("environment.X", "[bold]\x1b[2J", "\u202e"),)
    compared = (Compared("mae", 0.1, 0.30000000000000004, is_same=False), Compared("bias", None, 1.0, is_same=None))
    show_replayed(Replayed(differences, REPORT, compared), Console(width=120))

    shown = capsys.readouterr().out
    assert shown.startswith("Different\n")
    assert "[bold]\\x1b[2J" in shown
    assert "\\u202e" in shown
    assert "0.30000000000000004" in shown


@pytest.mark.engine
@pytest.mark.usefixtures("sandbox", "clean")
class TestWithEngine:
    @pytest.fixture
    def entry(self, zipped: Zip) -> str:
        return str(zipped(GOLDEN / "scored").path)

    @pytest.fixture
    def made(self, tmp_path: Path, entry: str) -> Path:
        """The receipt of a real evaluation."""
        path = tmp_path / "made.json"
        assert main([BUNDLE, entry, "--receipt", str(path)]) == 0
        return path

    def test_program_that_repeats_itself_is_the_same(
        self, made: Path, entry: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        capsys.readouterr()
        assert main(["replay", str(made), "--bundle", BUNDLE, "--submission", entry, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["verdict"], told["differences"]) == ("same", [])
        assert Report.from_json(told["report"]).outcome is Outcome.SCORED
        assert told["receipt"] == Receipt.read(made.read_bytes()).sha256

    def test_program_that_does_not_is_different(
        self, tmp_path: Path, zipped: Zip, capsys: pytest.CaptureFixture[str]
    ) -> None:
        program = (GOLDEN / "scored" / "main.py").read_text().replace("+ 1}", "+ os.urandom(4)[0] / 7}")
        entry, path = str(zipped(program).path), tmp_path / "made.json"
        assert main([BUNDLE, entry, "--receipt", str(path)]) == 0
        capsys.readouterr()

        assert main(["replay", str(path), "--bundle", BUNDLE, "--submission", entry]) == 1
        shown = capsys.readouterr().out
        assert shown.startswith("Different\n")
        assert "public_mae" in shown

    def test_contents_are_found_in_a_data_folder(self, made: Path, entry: str, tmp_path: Path) -> None:
        data = tmp_path / "data" / "files"
        packed = tmp_path / "bundle.zip"
        with zipfile.ZipFile(packed, "w") as archive:
            for found in sorted((GOLDEN / "bundle").rglob("*.*")):
                archive.write(found, found.relative_to(GOLDEN / "bundle"))
        for content in (packed, Path(entry)):
            sha256 = sha256_of(content)
            target = data / "sha256" / sha256[:2] / sha256
            target.parent.mkdir(parents=True)
            shutil.copy(content, target)

        assert main(["replay", str(made), "--from", str(data.parent)]) == 0

    def test_other_submission_is_3_and_says_which(self, made: Path, capsys: pytest.CaptureFixture[str]) -> None:
        capsys.readouterr()
        assert main(["replay", str(made), "--bundle", BUNDLE, "--submission", str(made)]) == 3
        shown = capsys.readouterr().out
        assert shown.startswith("Not replayed\n")
        assert "submission" in shown
