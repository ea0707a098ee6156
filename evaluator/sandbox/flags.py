"""The engine's flags: the one place that says how tightly a container is held.

Two things are other than one would expect. There is no `--init`: its process 1 keeps the engine's own log pipe, and
/proc/1/fd/1 hands it to the stranger, whose flood is then copied by the engine outside every limit. A shell as
process 1 closes that pipe, redirects into the sized log, reaps orphans and passes the exit code on. And the CPU share
is one core whatever the host has: numbers of threads that libraries guess from the host are therefore set to one.
"""

import json
import os
import secrets
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from docker.types import HostConfig, LogConfig, Mount, Ulimit

from evaluator.limits import MIB, Limits
from evaluator.sandbox import hidden
from evaluator.sandbox.base import OUTPUT, PROGRAM, Plan
from evaluator.sandbox.door import DOOR, DOOR_FOLDER, Door

LOG_FOLDER = "/app/log"
LOG_FILE = "log"
API_VERSION = "1.41"  # the oldest spoken: Docker 20.10
RUNTIME = os.environ.get("SMARTPORT_RUNTIME", "").strip() or None  # the engine's name for it; its usual one
FIRST_USER, USERS = 21_000, 1_000
SHM_BYTES = 16 * MIB
START = f'exec >{LOG_FOLDER}/{LOG_FILE} 2>&1; "$@"; exit $?'
WAIT_AND_START = f'exec >{LOG_FOLDER}/{LOG_FILE} 2>&1; read -r _ <{DOOR} && "$@"; exit $?'
INSIDE = Path(__file__).parent / "inside"
LAUNCH_FOLDER = "/app/launch"
PYTHONS = frozenset({"python", "python3"})
MEMORY_FOR_LIBRARIES = 256 * MIB  # with less, a program had better load only what it needs
ENVIRONMENT = {
    "HOME": "/tmp",  # noqa: S108 - the container's own
    "INPUT_DIR": "/app/input_data",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OUTPUT_DIR": OUTPUT,
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUNBUFFERED": "1",
}


def new_user() -> int:
    """A user of nobody else's: limits that the kernel counts by user are not shared with a neighbour."""
    return FIRST_USER + secrets.randbelow(USERS)


def for_run(
    plan: Plan,
    *,
    given: Path,
    slot: Sequence[Mount],
    door: Door | None,
    user: int,
    cgroup_parent: str | None,
    image: Mapping[str, Any],
) -> dict[str, Any]:
    """Arguments of `create_container` for a plan; `image` is the engine's description of it. With a door the started
    program waits behind it; without one, what the run is given has to be in its place before the start.
    """
    shown = {plan.given: given} | {mount.target: mount.source for mount in plan.mounts}
    shown |= {DOOR_FOLDER: door.folder, LAUNCH_FOLDER: INSIDE} if door else {}
    mounts = [Mount(target, str(source), type="bind", read_only=True) for target, source in shown.items()]
    return {
        **_identity(user=user, image=image),
        **_started(plan, has_door=door is not None),
        "working_dir": PROGRAM,
        "environment": ENVIRONMENT | dict(plan.environment),
        "host_config": _held(
            plan.limits, mounts=[*slot, *mounts, *_declared_volumes(image)], cgroup_parent=cgroup_parent
        ),
    }


def _started(plan: Plan, *, has_door: bool) -> dict[str, Any]:
    """A Python script waits in the launcher, with its libraries loaded; anything else waits in the shell."""
    program, *words = plan.command
    if not has_door or program not in PYTHONS or not words or words[0].startswith("-"):
        start = WAIT_AND_START if has_door else START
        return {"entrypoint": ["/bin/sh", "-c", start, "sh"], "command": list(plan.command)}
    libraries = plan.libraries if plan.limits.memory_bytes >= MEMORY_FOR_LIBRARIES else ()
    folder = "" if plan.given == PROGRAM else PROGRAM  # what a stranger brings is not run before the door opens
    launch = [program, f"{LAUNCH_FOLDER}/launch.py", ",".join(libraries), folder, DOOR, *words]
    return {"entrypoint": ["/bin/sh", "-c", START, "sh"], "command": launch}


def for_keeper(*, slot: Sequence[Mount], user: int, seconds: int, image: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments for the container that keeps a slot's volumes mounted, held as tightly, for `seconds` at most."""
    limits = Limits(memory_mb=64, processes=16, tmp_mb=1, output_mb=1)
    return {
        **_identity(user=user, image=image),
        "entrypoint": ["sleep"],
        "command": [str(seconds)],
        "environment": {"PYTHONDONTWRITEBYTECODE": "1"},
        "host_config": _held(limits, mounts=[*slot, *_declared_volumes(image)], cgroup_parent=None),
    }


def _identity(*, user: int, image: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "image": image["Id"],
        "hostname": "runner",
        "user": f"{user}:{user}",
        "stop_signal": "SIGKILL",
        "stop_timeout": 1,
        "healthcheck": {"test": ["NONE"]},
    }


def _held(limits: Limits, *, mounts: Sequence[Mount], cgroup_parent: str | None) -> HostConfig:
    held = HostConfig(
        version=API_VERSION,
        runtime=RUNTIME,
        network_mode="none",
        dns=["127.0.0.1"],
        dns_search=["."],
        read_only=True,
        cap_drop=["ALL"],
        security_opt=["no-new-privileges", f"seccomp={_seccomp()}"],
        pids_limit=limits.processes,
        mem_limit=limits.memory_bytes,
        memswap_limit=limits.memory_bytes,
        nano_cpus=1_000_000_000,
        ulimits=[Ulimit(name=name, soft=value, hard=value) for name, value in ulimits(limits).items()],
        ipc_mode="none",
        tmpfs={"/tmp": _tmpfs(limits.tmp_bytes, 4096), "/dev/shm": _tmpfs(SHM_BYTES, 256)}  # noqa: S108
        | hidden.NO_TERMINALS,
        oom_score_adj=1000,
        restart_policy={"Name": "no"},
        log_config=LogConfig(type="none"),
        mounts=list(mounts),
        cgroup_parent=cgroup_parent,
    )
    held["MaskedPaths"] = hidden.MASKED
    return held


def ulimits(limits: Limits) -> dict[str, int]:
    largest = max(limits.output_bytes, limits.tmp_bytes, limits.log_bytes)
    return {"nofile": 256, "fsize": largest, "core": 0, "memlock": 65_536, "msgqueue": 0}


def _tmpfs(size: int, files: int) -> str:
    return f"rw,nosuid,nodev,noexec,size={size},nr_inodes={files},mode=1777"


def _declared_volumes(image: Mapping[str, Any]) -> list[Mount]:
    """A volume that the image declares would be a writable folder on the host's disk: one page of memory instead."""
    declared = (image.get("Config") or {}).get("Volumes") or {}
    return [Mount(path, None, type="tmpfs", tmpfs_size=4096, tmpfs_mode=0o555) for path in declared]


@cache
def _seccomp() -> str:
    return json.dumps(json.loads((Path(__file__).parent / "seccomp.json").read_text()), separators=(",", ":"))
