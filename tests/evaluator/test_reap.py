"""Nothing stays behind a process that died, at whatever moment, and nothing is taken from one that lives."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from docker.errors import DockerException

from evaluator.bundle import Bundle
from evaluator.harness import evaluate
from evaluator.report import Outcome
from evaluator.sandbox.docker import DockerSandbox
from evaluator.sandbox.owner import DEADLINE_LABEL, OWNER_LABEL, RUN_LABEL, new_name
from tests.evaluator.conftest import GOLDEN, Zip, left_behind
from tests.evaluator.test_plain_member import FOLDER, evaluate_as_member, public

__all__ = ["public"]

pytestmark = pytest.mark.engine

ROOT = Path(__file__).parents[2]
SLEEPER = "import time\nprint('asleep', flush=True)\ntime.sleep(60)\n"
MOMENTS = (0.0, 0.05, 0.12, 0.25, 0.6)  # seconds after the interpreter is ready
REAPS = 10  # a group whose last process is dying just then is for the next reap to take
EVALUATIONS = 3
READY = """\
import sys
import evaluator.cli
if {member}:
    from tests.evaluator.plain_member import ENCODINGS_NEEDED_LATER, become_plain_member, codecs
    [codecs.lookup(encoding) for encoding in ENCODINGS_NEEDED_LATER]
    become_plain_member()
print("ready", flush=True)
sys.exit(evaluator.cli.main())
"""


def kill_after(seconds: float, *, bundle: Path, entry: Path, member: bool = False) -> int:
    """Starts `evaluate`, kills it, and gives its number."""
    command = [sys.executable, "-c", READY.format(member=member), bundle, entry, "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
    time.sleep(0.3)  # what was asked of the engine at the last moment is there by now
    return process.pid


def left_after_reaping(sandbox: DockerSandbox, *, process: int) -> list[str]:
    """What reaping does not take away."""
    for _ in range(REAPS):
        sandbox.reap()
        if not (left := left_behind(sandbox, process=process)):
            break
        time.sleep(0.2)
    return left


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_process_leaves_nothing_after_the_next_reap(
    moment: float, golden: Bundle, zipped: Zip, sandbox: DockerSandbox
) -> None:
    process = kill_after(moment, bundle=golden.folder, entry=zipped(SLEEPER).path)

    assert left_after_reaping(sandbox, process=process) == []


def test_killed_while_running_there_was_something_to_reap(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    process = kill_after(1.0, bundle=golden.folder, entry=zipped(SLEEPER).path)

    assert left_behind(sandbox, process=process) != []
    assert left_after_reaping(sandbox, process=process) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="becomes a plain member of the docker group, which only root can")
@pytest.mark.parametrize("moment", [0.15, 0.5, 1.5])
def test_killed_member_leaves_nothing_after_the_members_next_evaluation(
    moment: float, golden: Bundle, public: Path, zipped: Zip, sandbox: DockerSandbox
) -> None:
    entry = zipped(SLEEPER).path.rename(public / "entry.zip")
    process = kill_after(moment, bundle=public / "bundle", entry=entry, member=True)

    for _ in range(EVALUATIONS):
        evaluate_as_member(public, golden.input / "sample_submission.csv", sandbox)
        if not (left := left_behind(sandbox, process=process, folder=FOLDER)):
            break

    assert left == []


def test_next_evaluation_reaps_by_itself(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    process = kill_after(1.0, bundle=golden.folder, entry=zipped(SLEEPER).path)

    for _ in range(EVALUATIONS):
        evaluate(golden, zipped(GOLDEN / "scored"), sandbox)
        if not (left := left_behind(sandbox, process=process)):
            break

    assert left == []


def test_what_the_engine_kept_from_a_living_process_goes_with_the_next_reap(
    golden: Bundle, zipped: Zip, sandbox: DockerSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_reach(*_: object, **__: object) -> None:
        raise DockerException("no answer")

    with monkeypatch.context() as patched:
        patched.setattr(sandbox.engine.api, "remove_container", out_of_reach)
        report = evaluate(golden, zipped(GOLDEN / "scored"), sandbox)

    assert report.outcome is Outcome.SCORED
    assert left_behind(sandbox, process=os.getpid()) != []
    sandbox.reap()
    assert left_behind(sandbox, process=os.getpid()) == []


def test_reaping_does_not_touch_the_living(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    program = SLEEPER.replace("60", "1.5") + (GOLDEN / "scored" / "main.py").read_text()
    with subprocess.Popen(
        [sys.executable, "-c", READY.format(member=False), golden.folder, zipped(program).path, "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        while process.poll() is None:
            sandbox.reap()
            time.sleep(0.05)
        assert b'"outcome":"scored"' in process.stdout.read()
    assert left_behind(sandbox, process=process.pid) == []


@pytest.mark.parametrize(("deadline", "stays"), [(-1, False), (600, True)])
def test_container_of_another_host_is_removed_at_its_deadline(
    deadline: int, stays: bool, golden: Bundle, sandbox: DockerSandbox
) -> None:
    api = sandbox.engine.api
    labels = {
        RUN_LABEL: new_name(),
        OWNER_LABEL: "elsewhere/boot/1",
        DEADLINE_LABEL: str(int(time.time()) + deadline),
    }
    container = api.create_container(golden.image, ["sleep", "1"], labels=labels)["Id"]
    try:
        sandbox.reap()
        found = api.containers(all=True, filters={"id": container})
        assert bool(found) is stays
    finally:
        if stays:
            api.remove_container(container, force=True)


def test_folders_that_are_not_ours_are_left_alone(sandbox: DockerSandbox) -> None:
    stranger = sandbox.folder / "notes"
    stranger.mkdir()
    try:
        sandbox.reap()
        assert stranger.is_dir()
    finally:
        stranger.rmdir()
