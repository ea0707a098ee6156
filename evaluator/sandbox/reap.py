"""Taking away what runs left behind: containers, volumes, mounts, folders and control groups, found by their names."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from docker import APIClient
from docker.errors import APIError

from evaluator.sandbox.engine import Engine
from evaluator.sandbox.mounts import mounted_below, unmount
from evaluator.sandbox.owner import RUN_LABEL, is_abandoned, is_orphan

LEFT_BEHIND = ".left"
GONE_ALREADY = frozenset({404, 409})  # not there any more, or somebody else is removing it just now


def reap(engine: Engine, folder: Path, *, now: float) -> None:
    """Of dead owners, of anybody past the deadline, and what a living one had to leave behind. Any number of processes
    may reap at the same time.
    """
    labels = [found["Labels"] for found in (*_containers(engine.api), *_volumes(engine.api))]
    notes = {note.name.removesuffix(LEFT_BEHIND): note for note in folder.glob(f"*{LEFT_BEHIND}")}
    groups = set(filter(is_orphan, engine.hierarchies.names())) if engine.takes_groups else set()
    for run in {found[RUN_LABEL] for found in labels if is_abandoned(found, now=now)} | groups | notes.keys():
        clear(engine, run=run)
    for path in folder.iterdir():
        if is_orphan(path.name):
            remove_folder(path)
    for note in notes.values():
        note.unlink(missing_ok=True)


def leave_behind(folder: Path, *, run: str) -> None:
    """Note that the engine was out of reach when this run ended: the next reap that reaches it clears it away."""
    (folder / f"{run}{LEFT_BEHIND}").touch()


def clear(engine: Engine, *, run: str) -> None:
    """All that the engine has of a run, whole or half made, then its control groups."""
    for container in _containers(engine.api, run):
        with _unless_gone():
            engine.api.remove_container(container["Id"], force=True, v=True)
    for volume in _volumes(engine.api, run):
        with _unless_gone():
            engine.api.remove_volume(volume["Name"], force=True)
    if engine.takes_groups:
        for name in {name for name in engine.hierarchies.names() if name.startswith(run)}:
            with suppress(OSError):  # a process is still dying in it: the next time
                engine.hierarchies.remove(name)


def remove_folder(folder: Path) -> None:
    """With what is mounted in it. What a stranger filled is never walked: it goes away with its mount."""
    for point in mounted_below(folder):
        with suppress(OSError):
            unmount(point)
    shutil.rmtree(folder, ignore_errors=True)


def _containers(api: APIClient, run: str | None = None) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = api.containers(all=True, filters=_labelled(run))
    return found


def _volumes(api: APIClient, run: str | None = None) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] | None = api.volumes(filters=_labelled(run))["Volumes"]
    return found or []


def _labelled(run: str | None) -> dict[str, Any]:
    return {"label": f"{RUN_LABEL}={run}" if run else RUN_LABEL}


@contextmanager
def _unless_gone() -> Iterator[None]:
    try:
        yield
    except APIError as error:
        if error.status_code not in GONE_ALREADY:
            raise
