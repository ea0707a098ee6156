"""What an engine says of itself, held against what a run is promised: a sentence for each promise it cannot keep.

It believes the engine. Whoever must be sure tries each promise out on it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from evaluator.limits import MIB

Shortfall = tuple[str, str]  # a code that stays, and the sentence for a person

DESKTOP = "Docker Desktop"
PODMAN = "Podman Engine"
# The engine's own word, the code, and what a run is then not held to.
LIMITS = (
    ("MemoryLimit", "no_memory_limit", "The engine does not limit memory."),
    (
        "SwapLimit",
        "no_swap_limit",
        "The engine does not limit swap: where the machine has some, a run gets more memory than it is allowed.",
    ),
    ("PidsLimit", "no_process_limit", "The engine does not limit the number of processes: a fork bomb is not stopped."),
    ("CpuCfsQuota", "no_cpu_share", "The engine does not hold a run to one core: it may be faster here."),
)


def shortfalls(
    info: Mapping[str, Any], version: Mapping[str, Any], *, kernel: str, memory_bytes: int = 0
) -> dict[str, str]:
    """Of the engine's answers to `info` and `version`, by code; empty for an engine that promises everything.

    `kernel` is the release of the kernel here, `memory_bytes` the most that a run is to get.
    """
    found = [*_kind(info, version), *_isolation(info), *_groups(info), *_measures(info, kernel=kernel)]
    available = info.get("MemTotal") or 0
    if 0 < available < memory_bytes:
        sizes = f"{available // MIB} MB of memory, and a run may use {memory_bytes // MIB} MB"
        found.append(("little_memory", f"The engine's machine has {sizes}."))
    return dict(found)


def _kind(info: Mapping[str, Any], version: Mapping[str, Any]) -> Iterator[Shortfall]:
    parts = {part.get("Name") for part in version.get("Components") or []}
    if PODMAN in parts:
        yield "podman", "This is Podman answering in Docker's place: it passes over flags that it does not know."
    if str(info.get("OperatingSystem")).startswith(DESKTOP):
        sentence = "runs containers in a virtual machine of its own, with the memory and the cores given to that."
        yield "docker_desktop", f"{DESKTOP} {sentence}"
    if (system := info.get("OSType", "linux")) != "linux":
        yield "other_system", f"The engine runs containers of {system}; the image needs Linux."


def _isolation(info: Mapping[str, Any]) -> Iterator[Shortfall]:
    options = {str(option).split(",")[0] for option in info.get("SecurityOptions") or []}
    if "name=seccomp" not in options:
        yield "no_seccomp", "The engine cannot filter system calls: more of the kernel is open to a program."
    if "name=rootless" in options or info.get("Rootless"):
        sentence = "only the limits that this user may set are enforced, and all containers share this user's own."
        yield "rootless", f"The engine runs without root: {sentence}"


def _groups(info: Mapping[str, Any]) -> Iterator[Shortfall]:
    if info.get("CgroupDriver") == "none":
        yield "no_groups", "The engine has no control groups: it limits neither memory nor processes nor CPU."
        return
    for word, code, sentence in LIMITS:
        if not info.get(word):
            yield code, sentence


def _measures(info: Mapping[str, Any], *, kernel: str) -> Iterator[Shortfall]:
    theirs = str(info.get("KernelVersion") or "unknown")
    if theirs != kernel:
        sentence = "CPU time and memory cannot be measured from here, so elapsed time ends a run and CPU time does not."
        yield "other_kernel", f"The engine runs on another kernel than this machine ({theirs}): {sentence}"
