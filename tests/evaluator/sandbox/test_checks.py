"""What a probing container found, held against what it was promised, without an engine."""

from dataclasses import replace
from typing import Any

import pytest

from evaluator.report import Usage
from evaluator.sandbox import flags
from evaluator.sandbox.base import Run
from evaluator.sandbox.checks import JUDGES, Check, judged
from evaluator.sandbox.probe import LIMITS

USAGE = Usage(
    cpu_seconds=1.0,
    wall_seconds=1.5,
    memory_peak_bytes=LIMITS.memory_bytes,
    output_bytes=4096,
    output_files=1,
    log_bytes=LIMITS.log_bytes + 4096,
    processes=24,
)
RUN = Run(exit_code=0, usage=USAGE, log=b"x" * LIMITS.log_bytes, out_of_memory=True, log_full=True)
FOUND: dict[str, Any] = {
    "network": {"interfaces": [], "reached": []},
    "privileges": {
        "users": [21_999],
        "capabilities": {"CapInh": 0, "CapPrm": 0, "CapEff": 0, "CapBnd": 0},
        "no_new_privileges": 1,
        "seccomp": 2,
        "limits": {name.upper(): [value, value] for name, value in flags.ulimits(LIMITS).items()},
    },
    "calls": [],
    "surroundings": {
        "root_is_read_only": True,
        "writable": ["/app/output", "/dev/shm", "/tmp"],  # noqa: S108
        "sockets": [],
        "strangers": 0,
    },
    "memory": -9,
    "processes": 23,
    "room": {"/app/output": LIMITS.output_bytes + 4096, "/tmp": LIMITS.tmp_bytes, "/dev/shm": flags.SHM_BYTES},  # noqa: S108
    "files": 9,
    "processor": {"used": 0.4, "wall": 0.3, "quota": "100000"},
    "log": LIMITS.log_bytes + 4096,
    "cpu_seconds": 1.1,
}


def but(found: dict[str, Any], place: str, value: object) -> dict[str, Any]:
    """The same with another value at `place`, such as network.reached."""
    name, _, rest = place.partition(".")
    return found | {name: but(found[name], rest, value) if rest else value}


def failed(found: dict[str, Any] | None, run: Run = RUN) -> list[Check]:
    return [check for check in judged(found, run, LIMITS) if not check.holds]


def test_what_was_promised_holds() -> None:
    assert failed(FOUND) == []


@pytest.mark.parametrize(
    ("place", "value", "name", "said"),
    [
        ("network.interfaces", ["eth0"], "network", "it has eth0"),
        ("network.reached", ["172.17.0.1:80"], "network", "it reached 172.17.0.1:80"),
        ("privileges.users", [0, 21_000], "user", "it is [0, 21000]"),
        ("privileges.users", [22_000], "user", "it is [22000]"),
        ("privileges.capabilities", {"CapBnd": 0xA80425FB}, "capabilities", "CapBnd a80425fb"),
        ("privileges.no_new_privileges", 0, "no new privileges", "a program may raise them"),
        ("privileges.seccomp", 0, "system calls", "they are not filtered"),
        ("calls", ["ptrace"], "system calls", "the kernel answered ptrace"),
        ("surroundings.writable", ["/tmp", "/var/tmp"], "read-only root", "it wrote into /var/tmp"),  # noqa: S108
        ("surroundings.root_is_read_only", False, "read-only root", "it is mounted for writing"),
        ("room./app/output", 2 << 20, "output", "it took 2097152 bytes of 1048576"),
        ("files", 33, "output", "it took 33 files of 8"),
        ("room./tmp", 3 << 20, "temporary files", "/tmp took 3145728 bytes of 1048576"),  # noqa: S108
        ("room./dev/shm", 32 << 20, "temporary files", "/dev/shm took 33554432 bytes of 16777216"),  # noqa: S108
        ("log", 20_000, "log", "it took 20000 bytes of 8192"),
        ("processes", 49, "processes", "49 were there at once, of 24"),
        ("memory", 0, "memory", "it got twice its 128 MB"),
        ("processor.used", 0.59, "processor", "it computed 0.59 s in 0.30 s"),
        ("processor.quota", "max", "processor", "it has no quota"),
        ("processor.quota", "-1", "processor", "it has no quota"),
        ("cpu_seconds", 3.0, "counting", "1.00 s of CPU time were seen of 3.00 s"),
        ("privileges.limits.CORE", [0, -1], "open files and cores", "core is 0 and -1"),
        ("surroundings.sockets", ["docker.sock"], "nothing of the host's", "it sees docker.sock"),
        ("surroundings.strangers", 7, "nothing of the host's", "it sees 7 processes of others"),
    ],
)
def test_what_does_not_hold_is_named(place: str, value: object, name: str, said: str) -> None:
    assert failed(but(FOUND, place, value)) == [Check(name, said)]


@pytest.mark.parametrize(
    ("run", "name", "said"),
    [
        (replace(RUN, out_of_memory=False), "memory", "that it ran out was not seen"),
        (replace(RUN, log_full=False), "log", "that it was full was not seen"),
        (replace(RUN, usage=replace(USAGE, memory_peak_bytes=0)), "counting", "a memory peak of 0 bytes was seen"),
    ],
)
def test_what_we_did_not_see_of_it_is_named(run: Run, name: str, said: str) -> None:
    assert failed(FOUND, run) == [Check(name, said)]


def test_unknown_quota_is_left_to_what_was_measured() -> None:
    """An engine with a kernel of its own has no such file."""
    assert failed(but(FOUND, "processor.quota", "")) == []


def test_what_could_not_be_looked_at_is_not_held() -> None:
    found = {"broken": {"network": "PermissionError(13)"}}

    checks = failed(found)

    assert [check.name for check in checks] == list(JUDGES)
    assert {check.said for check in checks} == {"could not be looked at: {'network': 'PermissionError(13)'}"}


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (replace(RUN, exit_code=137), "it ended with exit code 137"),
        (replace(RUN, timed_out=True), "it ran out of time"),
    ],
)
def test_probe_without_an_end_proves_nothing(run: Run, said: str) -> None:
    assert failed(None, run) == [Check("the probe itself", said)]
