"""The hostile programs and archives, the shared ones and ours, each with the outcome that its header names.

After each, nothing is left, and an honest entry sees and gets exactly what it saw and got before the first.
"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluator.archive import ArchiveRefused, check
from evaluator.bundle import Bundle
from evaluator.harness import evaluate
from evaluator.log import printable
from evaluator.report import Outcome, Report
from evaluator.sandbox.base import PROGRAM
from evaluator.sandbox.docker import DockerSandbox
from evaluator.submission import Submission
from tests.evaluator.conftest import Zip, left_behind, zip_of
from tests.evaluator.test_warm import wait_until_ready, wishes
from tests.evaluator.traces import traces, used_bytes

pytestmark = [pytest.mark.engine, pytest.mark.attack]

SHARED = Path(os.environ.get("SPC_SHARED", Path(__file__).parents[3] / "shared")) / "attacks"
OURS = Path(__file__).parent / "attacks"
SHARED_ATTACKS = sorted(SHARED.glob("[0-9]*.py"))
GENERATORS = [path for path in SHARED_ATTACKS if "_gen_" in path.name]
PROGRAMS = [path for path in SHARED_ATTACKS if path not in GENERATORS] + sorted(OURS.glob("[0-9]*.py"))
ACCEPTED_ARCHIVE = "71_gen_requirements_injection.py"  # its requirements are files that nobody reads
MEGABYTES = "512"  # of the bomb: enough over our limit, and made in a second
GRACE = 5.0  # seconds after the wall limit within which a run is over

WORDS = {
    "OK": {Outcome.SCORED},
    "RUNTIME_ERROR": {Outcome.CRASHED},
    "MEMORY_LIMIT": {Outcome.MEMORY_LIMIT},
    "TIME_LIMIT": {Outcome.TIME_LIMIT},
    "OUTPUT_LIMIT": {Outcome.OUTPUT_LIMIT, Outcome.LOG_LIMIT},
    "LOG_LIMIT": {Outcome.LOG_LIMIT},
    "INVALID_OUTPUT": {Outcome.PREDICTIONS_REFUSED, Outcome.NO_PREDICTIONS},
}
IMAGE_FOLDERS = ("/usr/", "/opt/")
COLD = [path for path in PROGRAMS if path.parent == OURS and path.stem[:2] in "07 13 20 22 27 43 45 46 60 61"]

HONEST = """\
import os, resource, socket
seen = sorted(os.path.join(folder, name) for place in ("/app", "/tmp", "/dev", "/run", "/var/tmp")
              for folder, folders, names in os.walk(place) for name in (*folders, *names))
mounts = sorted(line.split()[1:3] for line in open("/proc/self/mounts"))
status = [line.split() for line in open("/proc/self/status") if line.startswith(("Cap", "NoNew", "Seccomp", "Sig"))]
limits = [resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")]
room = [os.statvfs(place).f_bavail for place in ("/tmp", "/dev/shm", "/app/output")]
print(seen, mounts, sorted(os.environ.items()), status, limits, room, sep="\\n")
print(open("/proc/net/dev").read().split()[0], socket.gethostname(), open("/proc/self/oom_score_adj").read())
ids = [line.split(",")[0] for line in open("/app/input_data/test.csv")][1:]
open("/app/output/predictions.csv", "w").write("id,prediction\\n" + "".join(f"{name},0\\n" for name in ids))
"""


def named_outcomes(attack: Path) -> set[Outcome]:
    """Of the line MUST REPORT; what it calls OK is a word of its own there."""
    line = next(line for line in attack.read_text().splitlines() if line.startswith("# MUST REPORT:"))
    return set().union(*(outcomes for word, outcomes in WORDS.items() if re.search(rf"\b{word}\b", line)))


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


def require_as_named(report: Report, attack: Path, bundle: Bundle, before: Report) -> None:
    """It ends as its header says, and got out nowhere."""
    assert report.outcome in named_outcomes(attack)
    assert successes(report.entry_log) == []
    require_sound(report, bundle)
    assert report.scores == (before.scores if report.outcome is Outcome.SCORED else {})


def require_sound(report: Report, bundle: Bundle) -> None:
    """It travels, shows nothing that moves a cursor, is no longer than allowed, and was over in time."""
    assert Report.from_json(report.to_json()) == report
    texts = [text for fault in report.faults for text in (fault.code, fault.message, fault.column, fault.value) if text]
    assert [text for text in texts if printable(text.encode()) != text] == []
    assert len(report.entry_log) <= bundle.solution.log_bytes + 100
    assert report.solution is not None
    assert report.solution.wall_seconds < bundle.solution.wall_seconds + GRACE


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Submission:
    """Writes zero for every id, as the hostile ones do that are scored, and prints all it can see."""
    return zip_of(HONEST, tmp_path_factory.mktemp("honest") / "entry.zip")


@pytest.fixture(scope="module")
def before(honest: Submission, golden: Bundle, sandbox: DockerSandbox) -> Report:
    """What the honest entry saw and got before anything hostile ran."""
    return evaluate(golden, honest, sandbox)


@pytest.fixture(scope="module")
def warm(sandbox: DockerSandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DockerSandbox]:
    """One for all attacks, as a worker has it; nothing is left when it is closed."""
    folder = tmp_path_factory.mktemp("attacked") / "warm"
    with DockerSandbox(sandbox.engine.url, folder=folder, warm=2) as kept:
        yield kept
    assert (left_behind(sandbox, process=os.getpid()), list(folder.iterdir())) == ([], [])


@pytest.fixture
def ready(sandbox: DockerSandbox, warm: DockerSandbox, golden: Bundle, honest: Submission) -> Iterator[DockerSandbox]:
    """Containers that wait for an entry and its scorer; when the test is over there is nothing but their successors."""
    if not warm._pool.ready():
        evaluate(golden, honest, warm)
    wait_until_ready(warm)
    used_before = used_bytes(sandbox)
    yield warm
    wait_until_ready(warm)
    waiting = {wish.place.home.name for wish in wishes(warm) if wish.place}
    left = left_behind(sandbox, process=os.getpid())
    assert [name for name in left if not any(place in name for place in waiting)] == []
    assert {path.name for path in warm.folder.iterdir()} == waiting
    assert traces(sandbox, used_before=used_before) == []


@pytest.mark.parametrize("attack", PROGRAMS, ids=lambda path: path.stem)
def test_attack_is_reported_as_its_header_says(
    attack: Path, golden: Bundle, zipped: Zip, ready: DockerSandbox, honest: Submission, before: Report
) -> None:
    report = evaluate(golden, zipped(attack.read_text()), ready)
    after = evaluate(golden, honest, ready)

    require_as_named(report, attack, golden, before)
    assert (after.outcome, after.scores, after.entry_log) == (before.outcome, before.scores, before.entry_log)


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize("attack", COLD, ids=lambda path: path.stem)
def test_attack_ends_the_same_in_a_container_made_for_it(
    attack: Path, golden: Bundle, zipped: Zip, sandbox: DockerSandbox, before: Report
) -> None:
    """Some of every kind: it is the same container, but for the time it waited."""
    require_as_named(evaluate(golden, zipped(attack.read_text()), sandbox), attack, golden, before)


@pytest.mark.usefixtures("ready")
def test_second_run_finds_no_mark_of_the_first(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    entry = zipped((OURS / "45_marks_for_the_next.py").read_text())

    logs = [evaluate(golden, entry, sandbox).entry_log for _ in range(2)]

    assert successes(logs[1]) == []
    assert b"blocked" in logs[1]


@pytest.mark.skipif(not GENERATORS, reason="the makers of hostile archives are not here")
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
