import os
import subprocess
import sys
from pathlib import Path

import pytest

from evaluator.sandbox.owner import Tags, _this_host, is_abandoned, is_orphan, new_name

NOW = 1_800_000_000.0


@pytest.fixture
def dead_name() -> str:
    """Of a process that ended."""
    script = "from evaluator.sandbox.owner import new_name; print(new_name())"
    return subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.strip()


def labels(run: str, *, deadline: float = NOW + 1, **owner: str) -> dict[str, str]:
    made = Tags(run=run, deadline=deadline).labels()
    host, boot, processes = made["smartport.owner"].split("/")
    parts = {"host": host, "boot": boot, "processes": processes} | owner
    return made | {"smartport.owner": "/".join(parts.values())}


def test_names_are_never_the_same() -> None:
    assert len({new_name() for _ in range(100)}) == 100


def test_living_owner_is_no_orphan(dead_name: str) -> None:
    assert not is_orphan(new_name())
    assert is_orphan(dead_name)
    assert is_orphan(f"{dead_name}_entry")


def test_pid_given_again_is_not_the_owner() -> None:
    start = int(Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[19])
    prefix, _, _, token = new_name().split("_")

    assert not is_orphan(f"{prefix}_{os.getppid()}_{start}_{token}")
    assert is_orphan(f"{prefix}_{os.getppid()}_{start - 1}_{token}")


def test_dead_owner_that_nobody_waited_for_is_dead() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    while Path(f"/proc/{child}/stat").read_text().split()[2] != "Z":
        pass
    prefix, _, _, token = new_name().split("_")
    start = Path(f"/proc/{child}/stat").read_text().split()[21]

    assert is_orphan(f"{prefix}_{child}_{start}_{token}")
    os.waitpid(child, 0)


@pytest.mark.parametrize(
    "name", ["", "smartport", "smartport_1", "other_1_2_abcdefabcdef", "smartport_x_2_abcdefabcdef"]
)
def test_names_of_others_are_left_alone(name: str) -> None:
    assert not is_orphan(name)


def test_running_evaluation_is_left_alone() -> None:
    assert not is_abandoned(labels(new_name()), now=NOW)


def test_dead_owner_here_is_enough(dead_name: str) -> None:
    assert is_abandoned(labels(dead_name), now=NOW)


def test_deadline_is_enough_anywhere() -> None:
    assert is_abandoned(labels(new_name(), deadline=NOW - 1), now=NOW)
    assert is_abandoned(labels(new_name(), deadline=NOW - 1, host="elsewhere"), now=NOW)


def test_owner_elsewhere_is_not_judged_before_the_deadline(dead_name: str) -> None:
    assert not is_abandoned(labels(dead_name, host="elsewhere"), now=NOW)
    assert not is_abandoned(labels(dead_name, processes="1"), now=NOW)


def test_owner_of_before_the_last_start_is_dead() -> None:
    assert is_abandoned(labels(new_name(), boot="earlier"), now=NOW)


def test_label_without_deadline_is_nobodys() -> None:
    assert is_abandoned({}, now=NOW)


def test_system_without_proc_tells_the_living_from_the_dead(
    dead_name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As on the hosts of Docker Desktop."""
    monkeypatch.setattr("evaluator.sandbox.owner.PROC", tmp_path / "proc")
    _this_host.cache_clear()

    made = Tags(run=new_name(), deadline=NOW + 1).labels()

    assert not is_abandoned(made, now=NOW)
    assert is_orphan(dead_name)
    _this_host.cache_clear()
