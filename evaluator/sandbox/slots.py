"""Where a run writes: an output folder and a log, each a small file system made for this run alone."""

import os
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from docker.types import Mount

from evaluator.limits import Limits
from evaluator.sandbox import flags, harvest
from evaluator.sandbox.base import OUTPUT, Plan
from evaluator.sandbox.harvest import Space
from evaluator.sandbox.mounts import Tmpfs, mount, unmount

PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Harvest:
    """What was found in a slot. It has room for one page and one file more than allowed, so a full one is one too
    small.
    """

    kept: Mapping[str, Path]
    refused: Mapping[str, str]
    output: Space
    log_space: Space
    log: bytes

    @property
    def output_full(self) -> bool:
        return self.output.free_bytes == 0 or self.output.free_files == 0

    @property
    def log_full(self) -> bool:
        return self.log_space.free_bytes == 0


def output_room(limits: Limits, *, user: int) -> Tmpfs:
    return Tmpfs(size=limits.output_bytes + PAGE, files=limits.output_files + 1, owner=user, mode=0o700)


def log_room(limits: Limits, *, owner: int) -> Tmpfs:
    return Tmpfs(size=limits.log_bytes + PAGE, files=1, owner=owner, mode=0o755)


class Slot(ABC):
    mounts: Sequence[Mount]

    @abstractmethod
    def harvest(self, plan: Plan, *, into: Path) -> Harvest:
        """After the container is dead: the wanted files into the folder `into`, as plain files of ours."""

    @abstractmethod
    def log_so_far(self) -> bytes:
        """While the container lives, or after."""

    @abstractmethod
    def close(self) -> None:
        """After the container is removed."""


class HostSlot(Slot):
    """tmpfs mounts of our own in a folder: for root on the engine's host. The log is the run's to write, not to
    replace.
    """

    def __init__(self, folder: Path, *, limits: Limits, user: int) -> None:
        self._limits = limits
        self._output, self._log = folder / "output", folder / "log"
        for path in (self._output, self._log):
            path.mkdir()
        mount(output_room(limits, user=user), self._output)
        mount(log_room(limits, owner=0), self._log)
        log = self._log / flags.LOG_FILE
        log.touch(mode=0o600)
        os.chown(log, user, user)
        self.mounts = [
            Mount(OUTPUT, str(self._output), type="bind"),
            Mount(flags.LOG_FOLDER, str(self._log), type="bind"),
        ]

    def harvest(self, plan: Plan, *, into: Path) -> Harvest:
        output = str(self._output)
        kept: dict[str, Path] = {}
        refused: dict[str, str] = {}
        for name, most in plan.keep.items():
            try:
                with (
                    harvest.open_plain(output, name, most=most) as (file, size),
                    (into / name).open("xb") as target,
                ):
                    os.fchmod(target.fileno(), 0o644)  # whatever the umask: the scorer's user reads it
                    target.writelines(harvest.chunks(file, size))
                kept[name] = into / name
            except harvest.Refused as reason:
                refused[name] = str(reason)
            except FileNotFoundError:
                continue
        return Harvest(kept, refused, harvest.space(output), harvest.space(str(self._log)), self.log_so_far())

    def log_so_far(self) -> bytes:
        most = self._limits.log_bytes + PAGE
        with suppress(harvest.Refused), harvest.open_plain(str(self._log), flags.LOG_FILE, most=most) as (file, size):
            return b"".join(harvest.chunks(file, size))
        return b""

    def close(self) -> None:
        for folder in (self._output, self._log):
            unmount(folder)
