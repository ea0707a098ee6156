"""One process works on a ticket; its lock dies with it."""

import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

import evaluator.running
from evaluator.running import Running

HOLD = """
import sys, time
from pathlib import Path
from evaluator.running import Running
with Running(Path(sys.argv[1])).claim("t1") as is_ours:
    print(is_ours, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return Running(tmp_path / "running")


@pytest.fixture
def other(running):
    """Another process that works on t1."""
    command = [sys.executable, "-c", HOLD, str(running.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2], text=True) as process:
        assert process.stdout.readline() == "True\n"
        yield process
        process.kill()


def test_claim_is_ours_and_leaves_nothing(running):
    with running.claim("t1") as is_ours:
        assert is_ours
        assert (running.folder / "t1").read_text() == str(os.getpid())
    assert list(running.folder.iterdir()) == []


def test_claim_of_what_another_process_works_on_is_not_ours(running, other):
    with running.claim("t1") as is_ours:
        assert not is_ours
    assert (running.folder / "t1").read_text() == str(other.pid)


def test_claim_of_a_killed_process_is_free(running, other):
    other.kill()
    other.wait()
    with running.claim("t1") as is_ours:
        assert is_ours


def test_claim_waits_for_who_only_tidies(running):
    running.folder.mkdir()
    with (running.folder / "t1").open("a+") as tidying:
        fcntl.flock(tidying.fileno(), fcntl.LOCK_EX)
        Timer(0.015, lambda: fcntl.flock(tidying.fileno(), fcntl.LOCK_UN)).start()
        with running.claim("t1") as is_ours:
            assert is_ours


def test_claim_is_of_the_file_that_is_there(running, monkeypatch):
    lock = evaluator.running._lock
    tidied = []

    def tidied_meanwhile(handle: int) -> bool:
        if not tidied:
            tidied.append((running.folder / "t1").unlink())
        return lock(handle)

    monkeypatch.setattr(evaluator.running, "_lock", tidied_meanwhile)
    with running.claim("t1") as is_ours:
        assert is_ours
        assert (running.folder / "t1").read_text() == str(os.getpid())


def test_interrupt_signals_who_is_at_work(running, other):
    assert running.interrupt() == 1
    assert other.wait(timeout=5) == -signal.SIGUSR1
    assert running.interrupt() == 0


def test_tidy_removes_the_files_of_the_dead_only(running, other):
    (running.folder / "t0").write_text("999999999")
    running.tidy()
    assert [path.name for path in running.folder.iterdir()] == ["t1"]
