"""What runs may have left on the engine's host, looked for where it would lie; the engine's word is not enough."""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from evaluator.sandbox.docker import DockerSandbox
from evaluator.sandbox.flags import FIRST_USER, USERS
from evaluator.sandbox.owner import PREFIX

CONTAINER = re.compile(r"[0-9a-f]{64}")
OURS = f"{PREFIX}{os.getpid()}_"  # whose runs these are: other processes have theirs meanwhile, in other engines too
GROWTH = 4 << 30  # others load images onto the same disk; what a slot leaked once it would leak each time
PATIENCE = 5.0  # an engine takes a container off its list a moment before the rest of it is gone


def used_bytes(sandbox: DockerSandbox) -> int:
    """Of the file system that holds the benches' folders."""
    return shutil.disk_usage(sandbox.folder).used


def traces(sandbox: DockerSandbox, *, used_before: int) -> list[str]:
    """Of containers that the engine no longer lists: folders, processes, groups; and a disk that grew."""
    until = time.monotonic() + PATIENCE
    while (found := sorted(_found(sandbox, used_before))) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def _found(sandbox: DockerSandbox, used_before: int) -> Iterator[str]:
    grown = used_bytes(sandbox) - used_before
    if grown > GROWTH:
        yield f"{grown >> 20} MiB on the disk"
    if not sandbox.engine.is_here:
        return
    looks: tuple[Callable[[], list[tuple[str, str]]], ...] = (_processes, _groups, lambda: _folders(sandbox))
    places = [place for look in looks for place in look()]
    listed = {found["Id"] for found in sandbox.engine.api.containers(all=True)}  # after the look: a new one is on it
    yield from (place for place, container in places if container not in listed)
    yield from _layers_of_nobody(sandbox)


def _folders(sandbox: DockerSandbox) -> list[tuple[str, str]]:
    root = Path(sandbox.engine.api.info()["DockerRootDir"])
    places = (root / "containers", root / "image" / "overlay2" / "layerdb" / "mounts")
    return [(str(path), path.name) for place in places if place.is_dir() for path in place.iterdir()]


def _processes() -> list[tuple[str, str]]:
    """Of the users that runs have, wherever they are; those in the groups of others' runs are theirs."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            user, group, command = path.stat().st_uid, (path / "cgroup").read_text(), (path / "cmdline").read_text()
        except OSError:
            continue
        if FIRST_USER <= user < FIRST_USER + USERS and (OURS in group or PREFIX not in group):
            container = CONTAINER.search(group)
            found.append((f"process {path.name} of user {user}: {command!r}", container[0] if container else ""))
    return found


def _groups() -> list[tuple[str, str]]:
    paths = [folder for folder, _, _ in os.walk("/sys/fs/cgroup") if OURS in folder]
    named = [(path, CONTAINER.search(path)) for path in paths]
    return [(path, container[0]) for path, container in named if container]


def _layers_of_nobody(sandbox: DockerSandbox) -> Iterator[str]:
    """Folders of written files that belong to no container and no image any more."""
    root = Path(sandbox.engine.api.info()["DockerRootDir"])
    if not (root / "overlay2").is_dir():
        return
    layers = [path.name for path in (root / "overlay2").iterdir() if path.name != "l"]
    owners = (root / "image" / "overlay2" / "layerdb").glob("*/*/*-id")
    owned = {name for path in owners for name in _read(path)}
    yield from (f"layer {name}" for name in layers if name not in owned)


def _read(path: Path) -> list[str]:
    try:
        return [path.read_text()]
    except OSError:
        return []
