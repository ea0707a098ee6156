"""Whose a container, volume, folder or cgroup is, written so that it can be read after the owner died."""

import os
import re
import secrets
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PREFIX = "smartport_"
RUN_LABEL = "smartport.run"
OWNER_LABEL = "smartport.owner"
DEADLINE_LABEL = "smartport.deadline"

PROC = Path("/proc")  # Linux has it; elsewhere (Docker Desktop's hosts) less is known of a process

_NAME = re.compile(PREFIX + r"(\d+)_(\d+)_[0-9a-f]{12}")


def new_name() -> str:
    """The name of a bench or a place: it holds the process that made it, so folders and cgroups need no other mark."""
    return f"{PREFIX}{os.getpid()}_{_start_of(os.getpid())}_{secrets.token_hex(6)}"


def is_orphan(name: str) -> bool:
    """Whether `name`, found on this very machine, was made by `new_name` in a process that is no more."""
    found = _NAME.match(name)
    return found is not None and _start_of(int(found[1])) != int(found[2])


@dataclass(frozen=True)
class Tags:
    """The labels of everything one place has in the engine. `deadline` in seconds of the epoch."""

    run: str
    deadline: float

    def labels(self) -> dict[str, str]:
        return {
            RUN_LABEL: self.run,
            OWNER_LABEL: _this_host(),
            DEADLINE_LABEL: str(int(self.deadline)),
        }


def is_abandoned(labels: Mapping[str, str], *, now: float) -> bool:
    """Past its deadline; or of this host and of a process that is no more, or of this host before it last started.

    Of a process elsewhere, or in another process namespace, nothing can be known before the deadline."""
    deadline = labels.get(DEADLINE_LABEL, "")
    if not deadline.isdigit() or int(deadline) < now:
        return True
    theirs, ours = labels.get(OWNER_LABEL, "").split("/"), _this_host().split("/")
    if theirs == ours:
        return is_orphan(labels.get(RUN_LABEL, ""))
    return theirs[0] == ours[0] and theirs[1:2] != ours[1:2]


def wall_clock() -> float:
    return time.time()


def _start_of(pid: int) -> int | None:
    """When the process started, in ticks since boot: with the pid it is never given twice. None if there is none."""
    if not PROC.exists():
        return 0 if _lives(pid) else None
    try:
        stat = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return None
    state, *rest = stat.rpartition(")")[2].split()
    return None if state in "ZX" else int(rest[18])


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


@cache
def _this_host() -> str:
    boot, processes = PROC / "sys/kernel/random/boot_id", PROC / "self/ns/pid"
    parts = (boot.read_text().strip(), processes.stat().st_ino) if PROC.exists() else ("boot", 0)
    return "/".join(map(str, (socket.gethostname(), *parts)))
