"""The same limits for somebody who is no root: the engine's volumes instead of mounts of our own."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluator.cli import main
from evaluator.report import Outcome, Report
from evaluator.sandbox.docker import DockerSandbox
from tests.evaluator.conftest import GOLDEN, Zip, left_behind
from tests.evaluator.plain_member import USER

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(os.geteuid() != 0, reason="becomes a plain member of the docker group, which only root can"),
]

FOLDER = Path(tempfile.gettempdir()) / f"smartport-{USER}"


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that the other user can read, with the golden bundle in it."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        shutil.copytree(GOLDEN / "bundle", Path(name) / "bundle")
        yield Path(name)


def evaluate_as_member(public: Path, entry: Path, sandbox: DockerSandbox) -> Report:
    shutil.copy(entry, public / entry.name)
    command = [sys.executable, "-m", "tests.evaluator.plain_member", public / "bundle", public / entry.name, "--json"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        out, errors = process.communicate(timeout=60)
    assert process.returncode in (0, 1), errors.decode()
    assert left_behind(sandbox, process=process.pid, folder=FOLDER) == []
    return Report.from_json(json.loads(out))


@pytest.mark.parametrize("outcome", list(Outcome))
def test_golden_entry_gets_its_outcome(outcome: Outcome, public: Path, zipped: Zip, sandbox: DockerSandbox) -> None:
    report = evaluate_as_member(public, zipped(GOLDEN / outcome).path, sandbox)

    assert report.outcome is outcome


def test_scores_and_usage_are_those_of_root(public: Path, zipped: Zip, sandbox: DockerSandbox) -> None:
    report = evaluate_as_member(public, zipped(GOLDEN / "scored").path, sandbox)

    assert report.scores == {"public_mae": 1.0, "private_mae": 1.0, "public_bias": 1.0, "private_bias": 1.0}
    assert report.solution is not None
    assert 0 < report.solution.cpu_seconds < 1
    assert report.solution.memory_peak_bytes > 1 << 20
    assert report.solution.output_files == 1


HOSTILE = {
    "link": ("os.symlink('/etc/passwd', path)", "not_a_regular_file"),
    "folder": ("os.mkdir(path)", "not_a_regular_file"),
    "second name": ("open(path, 'w').close(); os.link(path, path + '2')", "not_a_regular_file"),
    "locked": (
        "open(path, 'w').write('id,prediction\\n'); os.chmod(path, 0); os.chmod('/app/output', 0)",
        "missing_ids",
    ),
    "half locked": (
        "open(path, 'w').write('id,prediction\\n'); os.chmod(path, 0o200); os.chmod('/app/output', 0o600)",
        "missing_ids",
    ),
    "unsearchable": ("open(path, 'w').write('id,prediction\\n'); os.chmod('/app/output', 0o400)", "missing_ids"),
    "log removed": ("os.remove('/app/log/log'); open(path, 'w').write('id,prediction\\n')", "missing_ids"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_output_is_harvested_safely(name: str, public: Path, zipped: Zip, sandbox: DockerSandbox) -> None:
    program, code = HOSTILE[name]
    entry = zipped(f"import os\npath = '/app/output/predictions.csv'\n{program}\n")

    report = evaluate_as_member(public, entry.path, sandbox)

    assert report.outcome is Outcome.PREDICTIONS_REFUSED
    assert [fault.code for fault in report.faults] == [code]


def as_member(public: Path, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.evaluator.plain_member", *map(str, words)]
    root = Path(__file__).parents[2]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=250)


@pytest.mark.slow
def test_words_of_the_command_need_no_root_either(public: Path, zipped: Zip, sandbox: DockerSandbox) -> None:
    """A receipt of root's is replayed, and a challenge checked."""
    bundle, entry, receipt = public / "bundle", public / "entry.zip", public / "receipt.json"
    shutil.copy(zipped(GOLDEN / "scored").path, entry)
    shutil.copytree(GOLDEN / "scored", bundle / "baselines" / "naive")
    assert main([str(bundle), str(entry), "--receipt", str(receipt)]) == 0

    replayed = as_member(public, "replay", receipt, "--bundle", bundle, "--submission", entry, "--json")
    checked = as_member(public, "check", bundle, "--json")

    assert (replayed.stderr, checked.stderr) == ("", "")
    assert (replayed.returncode, json.loads(replayed.stdout)["verdict"]) == (0, "same"), replayed.stderr
    assert (checked.returncode, json.loads(checked.stdout)["is_well"]) == (0, True), checked.stderr
