"""The hostile programs and archives of the shared folder, each with the outcome that its header names."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from evaluator.archive import ArchiveRefused, check
from evaluator.bundle import Bundle
from evaluator.harness import evaluate
from evaluator.report import Outcome
from evaluator.sandbox.base import PROGRAM
from evaluator.sandbox.docker import DockerSandbox
from tests.evaluator.conftest import GOLDEN, Zip

SHARED = Path(os.environ.get("SPC_SHARED", Path(__file__).parents[3] / "shared"))
ATTACKS = sorted((SHARED / "attacks").glob("[0-9]*.py"))
PROGRAMS = [path for path in ATTACKS if "_gen_" not in path.name]
GENERATORS = [path for path in ATTACKS if "_gen_" in path.name]
ACCEPTED_ARCHIVE = "71_gen_requirements_injection.py"  # its requirements are files that nobody reads

MEGABYTES = "512"  # of the bomb: enough over our limit, and made in a second

OURS = {
    "OK": {Outcome.SCORED},
    "RUNTIME_ERROR": {Outcome.CRASHED},
    "MEMORY_LIMIT": {Outcome.MEMORY_LIMIT},
    "TIME_LIMIT": {Outcome.TIME_LIMIT},
    "OUTPUT_LIMIT": {Outcome.OUTPUT_LIMIT, Outcome.LOG_LIMIT},
    "INVALID_OUTPUT": {Outcome.PREDICTIONS_REFUSED, Outcome.NO_PREDICTIONS},
}
IMAGE_FOLDERS = ("/usr/", "/opt/")

needs_attacks = pytest.mark.skipif(not ATTACKS, reason=f"the hostile programs are not here: no {SHARED.name}/attacks")


def named_outcomes(attack: Path) -> set[Outcome]:
    """Of the line MUST REPORT; what it calls OK is a word of its own there."""
    line = next(line for line in attack.read_text().splitlines() if line.startswith("# MUST REPORT:"))
    return set().union(*(outcomes for word, outcomes in OURS.items() if re.search(rf"\b{word}\b", line)))


def successes(log: bytes) -> list[str]:
    """Lines that claim success, but for one that found what it may find: its own program, and files of the image."""
    lines = [line for line in log.decode("utf-8", "replace").splitlines() if "SUCCEEDED" in line]
    return [line for line in lines if not _found_only_what_is_public(line)]


def _found_only_what_is_public(line: str) -> bool:
    found = re.fullmatch(r"ATTACK-RESULT: SUCCEEDED (\['/.*\])", line)
    return bool(found) and all(
        name == PROGRAM or name.removeprefix("/proc/1/root").removeprefix("/proc/self/root").startswith(IMAGE_FOLDERS)
        for name in ast.literal_eval(found[1])
    )


@needs_attacks
@pytest.mark.engine
@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("attack", PROGRAMS, ids=lambda path: path.stem)
def test_attack_is_reported_as_its_header_says(
    attack: Path, golden: Bundle, zipped: Zip, sandbox: DockerSandbox
) -> None:
    report = evaluate(golden, zipped(attack.read_text()), sandbox)

    assert report.outcome in named_outcomes(attack)
    assert successes(report.entry_log) == []


@needs_attacks
@pytest.mark.engine
@pytest.mark.usefixtures("clean")
def test_next_entry_runs_as_if_nothing_had_been(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    before = evaluate(golden, zipped(GOLDEN / "scored"), sandbox)
    for name in ("24_tamper_platform_files", "35_unreadable_output", "04_disk_fill_tmp"):
        evaluate(golden, zipped((SHARED / "attacks" / f"{name}.py").read_text()), sandbox)

    after = evaluate(golden, zipped(GOLDEN / "scored"), sandbox)

    assert (after.outcome, after.scores, after.entry_log) == (before.outcome, before.scores, before.entry_log)


@needs_attacks
@pytest.mark.parametrize("generator", GENERATORS, ids=lambda path: path.stem)
def test_hostile_archive_is_refused(generator: Path, tmp_path: Path) -> None:
    archives = tmp_path / "archives"
    archives.mkdir()
    subprocess.run([sys.executable, generator, archives, MEGABYTES], check=True, timeout=120)

    for archive in archives.iterdir():
        if generator.name == ACCEPTED_ARCHIVE:
            check(archive)
        else:
            with pytest.raises(ArchiveRefused):
                check(archive)
