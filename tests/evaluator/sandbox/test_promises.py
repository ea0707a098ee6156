"""What engines say of themselves. HERE and PODMAN are answers as they were recorded, shortened; the others are HERE
with what those engines are documented to answer instead.
"""

import platform
from typing import Any

import pytest

from evaluator.limits import MIB
from evaluator.sandbox.docker import DockerSandbox
from evaluator.sandbox.promises import shortfalls

KERNEL = "6.1.0-18-amd64"
HERE: dict[str, Any] = {
    "Architecture": "x86_64",
    "CgroupDriver": "cgroupfs",
    "CgroupVersion": "1",
    "CpuCfsPeriod": True,
    "CpuCfsQuota": True,
    "KernelVersion": KERNEL,
    "MemTotal": 25276510208,
    "MemoryLimit": True,
    "NCPU": 2,
    "OSType": "linux",
    "OperatingSystem": "Debian GNU/Linux 12 (bookworm)",
    "PidsLimit": True,
    "SecurityOptions": ["name=seccomp,profile=default"],
    "ServerVersion": "20.10.24+dfsg1",
    "SwapLimit": True,
    "Warnings": None,
}
VERSION: dict[str, Any] = {
    "Platform": {"Name": ""},
    "Components": [{"Name": "Engine", "Version": "20.10.24+dfsg1"}, {"Name": "runc", "Version": "1.1.5+ds1"}],
    "ApiVersion": "1.41",
}
PODMAN: dict[str, Any] = {
    "Architecture": "amd64",
    "BuildahVersion": "1.28.2",
    "CgroupDriver": "cgroupfs",
    "CgroupVersion": "1",
    "CpuCfsPeriod": True,
    "CpuCfsQuota": True,
    "KernelVersion": KERNEL,
    "MemTotal": 25276510208,
    "MemoryLimit": True,
    "OSType": "linux",
    "OperatingSystem": "debian",
    "PidsLimit": True,
    "ProductLicense": "Apache-2.0",
    "Rootless": False,
    "SecurityOptions": ["name=seccomp,profile=default"],
    "ServerVersion": "4.3.1",
    "SwapLimit": True,
    "Warnings": [],
}
PODMAN_VERSION: dict[str, Any] = {
    "Platform": {"Name": "linux/amd64/debian-12"},
    "Components": [{"Name": "Podman Engine", "Version": "4.3.1"}, {"Name": "Conmon"}, {"Name": "OCI Runtime (crun)"}],
    "ApiVersion": "1.41",
}
DESKTOP = HERE | {
    "CgroupVersion": "2",
    "KernelVersion": "6.10.11-linuxkit",
    "MemTotal": 4109266944,
    "Name": "docker-desktop",
    "OperatingSystem": "Docker Desktop",
    "SecurityOptions": ["name=seccomp,profile=unconfined", "name=cgroupns"],
    "ServerVersion": "27.3.1",
}
ROOTLESS = HERE | {
    "CgroupDriver": "systemd",
    "CgroupVersion": "2",
    "CpuCfsQuota": False,
    "SecurityOptions": ["name=seccomp,profile=builtin", "name=rootless", "name=cgroupns"],
    "Warnings": ["WARNING: No cpu cfs quota support", "WARNING: No cpu cfs period support"],
}
ROOTLESS_WITHOUT_GROUPS = ROOTLESS | {
    "CgroupDriver": "none",
    "CgroupVersion": "1",
    "MemoryLimit": False,
    "PidsLimit": False,
    "SwapLimit": False,
    "Warnings": ["WARNING: Running in rootless-mode without cgroups."],
}
UBUNTU = HERE | {"SwapLimit": False, "Warnings": ["WARNING: No swap limit support"]}


def codes(info: dict[str, Any], version: dict[str, Any] = VERSION, **more: int) -> list[str]:
    return list(shortfalls(info, version, kernel=KERNEL, **more))


@pytest.mark.parametrize(
    ("info", "version", "expected"),
    [
        (HERE, VERSION, []),
        (PODMAN, PODMAN_VERSION, ["podman"]),
        (PODMAN | {"Rootless": True}, PODMAN_VERSION, ["podman", "rootless"]),
        (DESKTOP, VERSION, ["docker_desktop", "other_kernel"]),
        (ROOTLESS, VERSION, ["rootless", "no_cpu_share"]),
        (ROOTLESS_WITHOUT_GROUPS, VERSION, ["rootless", "no_groups"]),
        (UBUNTU, VERSION, ["no_swap_limit"]),
        (HERE | {"SecurityOptions": None}, VERSION, ["no_seccomp"]),
        (HERE | {"SecurityOptions": ["name=apparmor"]}, VERSION, ["no_seccomp"]),
        (HERE | {"MemoryLimit": False}, VERSION, ["no_memory_limit"]),
        (HERE | {"PidsLimit": False}, VERSION, ["no_process_limit"]),
        (HERE | {"OSType": "windows"}, VERSION, ["other_system"]),
        (HERE | {"KernelVersion": "5.15.153.1-microsoft-standard-WSL2"}, VERSION, ["other_kernel"]),
    ],
)
def test_engine_tells_what_it_cannot(info: dict[str, Any], version: dict[str, Any], expected: list[str]) -> None:
    assert codes(info, version) == expected


def test_engine_that_tells_nothing_is_trusted_with_nothing() -> None:
    expected = ["no_seccomp", "no_memory_limit", "no_swap_limit", "no_process_limit", "no_cpu_share", "other_kernel"]
    assert codes({}, {}) == expected


def test_machine_smaller_than_the_challenge_is_told() -> None:
    assert codes(DESKTOP, memory_bytes=8192 * MIB) == ["docker_desktop", "other_kernel", "little_memory"]
    told = shortfalls(DESKTOP, VERSION, kernel=KERNEL, memory_bytes=8192 * MIB)
    assert told["little_memory"] == "The engine's machine has 3918 MB of memory, and a run may use 8192 MB."


def test_every_sentence_is_one() -> None:
    told = {**shortfalls({}, {}, kernel=KERNEL), **shortfalls(DESKTOP, PODMAN_VERSION, kernel=KERNEL)}
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in told.values())


@pytest.mark.engine
def test_engine_at_hand_is_asked_as_it_answers(sandbox: DockerSandbox) -> None:
    """On this very engine: nothing is said that the engine does not say, and nothing raises."""
    api = sandbox.engine.api
    told = shortfalls(api.info(), api.version(), kernel=platform.release())
    assert ("no_memory_limit" in told) is not api.info()["MemoryLimit"]
    assert "other_kernel" not in told
