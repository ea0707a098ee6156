"""One process works on a ticket; its lock dies with it."""

import fcntl
import os
import signal
import subprocess
import sys
import time
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
LINGER = """
import signal, sys, time
from pathlib import Path
from evaluator.running import Running

def stopped(*_):
    print("stopped", flush=True)
    raise TimeoutError

signal.signal(signal.SIGUSR1, stopped)
try:
    with Running(Path(sys.argv[1])).claim("t1"):
        print("at work", flush=True)
        sys.stdin.readline()
        print("leaving", flush=True)
except TimeoutError:
    pass
signal.signal(signal.SIGUSR1, signal.SIG_DFL)
print("gone on", flush=True)
sys.stdin.readline()
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


def marks(running: Running) -> list[str]:
    return [path.name for path in running.folder.parent.glob("running-recalled/*")]


def test_recall_signals_the_process_of_this_ticket_and_no_other(running, other):
    assert not running.recall("t2")
    assert other.poll() is None
    assert running.recall("t1")
    assert other.wait(timeout=5) == -signal.SIGUSR1


def test_recalled_ticket_is_begun_by_nobody(running):
    assert not running.recall("t1")
    with running.claim("t1") as is_ours, running.claim("t2") as is_another_ours:
        assert (is_ours, is_another_ours) == (False, True)
    assert (list(running.folder.iterdir()), marks(running)) == ([], [])


def test_process_that_clears_away_is_not_asked_again_at_once(running, monkeypatch):
    asked = []
    monkeypatch.setattr(os, "kill", lambda *signal_: asked.append(signal_))
    held = Running(running.folder)
    with held.claim("t1"):
        assert [running.recall("t1") for _ in range(3)] == [True, False, False]
        os.utime(running.folder.parent / "running-recalled" / "t1", (0, 0))
        assert running.recall("t1")
    assert asked == [(os.getpid(), signal.SIGUSR1)] * 2


def test_mark_of_an_order_that_never_came_is_forgotten(running):
    running.recall("t1")
    os.utime(running.folder.parent / "running-recalled" / "t1", (0, 0))
    running.recall("t2")
    assert marks(running) == ["t2"]
    os.utime(running.folder.parent / "running-recalled" / "t2", (0, 0))
    running.tidy()
    assert marks(running) == []


def test_signal_never_meets_a_process_that_has_gone_on(running):
    """It is sent under the gate, and the process on its way out waits there: it is hit while still at its ticket."""
    command = [sys.executable, "-c", LINGER, str(running.folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": Path(__file__).parents[2]}
    with subprocess.Popen(command, **pipes) as process:
        assert process.stdout.readline() == "at work\n"
        with running._gate():
            process.stdin.write("\n")
            process.stdin.flush()
            assert process.stdout.readline() == "leaving\n"
            time.sleep(0.2)
            os.kill(int((running.folder / "t1").read_text()), signal.SIGUSR1)
        assert [process.stdout.readline() for _ in range(2)] == ["stopped\n", "gone on\n"]
        assert list(running.folder.iterdir()) == []
        assert not running.recall("t1")
        process.stdin.close()
        assert process.wait(timeout=5) == 0
