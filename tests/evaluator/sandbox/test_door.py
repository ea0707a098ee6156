"""The door, with a shell behind it instead of a container."""

import subprocess
import time
from pathlib import Path

import pytest

from evaluator.sandbox.door import Door
from tests.evaluator.conftest import modes


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path / "door")


def waiting(door: Door) -> "subprocess.Popen[bytes]":
    """As in flags.WAIT_AND_START."""
    command = ["/bin/sh", "-c", 'read -r _ <"$0" && echo through; exit $?', str(door.folder / "go")]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def reached(door: Door) -> bool:
    end = time.monotonic() + 5
    while not door.is_reached() and time.monotonic() < end:
        time.sleep(0.005)
    return door.is_reached()


def test_nobody_has_come_yet(door: Door) -> None:
    assert not door.is_reached()


def test_who_waits_is_let_through(door: Door) -> None:
    with waiting(door) as process:
        assert reached(door)
        assert process.poll() is None

        door.open()

        assert process.communicate(timeout=5)[0] == b"through\n"
    assert list(door.folder.iterdir()) == []


def test_who_died_waiting_is_not_there_any_more(door: Door) -> None:
    with waiting(door) as process:
        assert reached(door)
        process.kill()
        process.wait()

        assert not door.is_reached()
        door.open()  # to nobody
    door.close()


def test_who_keeps_it_and_dies_lets_nobody_through(door: Door) -> None:
    with waiting(door) as process:
        assert reached(door)

        door.close()

        assert process.communicate(timeout=5)[0] == b""
        assert process.returncode == 1


@pytest.mark.usefixtures("strict_umask")
def test_any_user_may_stand_behind_it_whatever_the_umask(tmp_path: Path) -> None:
    assert modes(Door(tmp_path / "door").folder) == {".": 0o755, "go": 0o644}
