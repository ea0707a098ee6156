"""A slot in volumes of the engine: for a plain member of the docker group, who may not mount anything."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from docker import APIClient
from docker.errors import NotFound
from docker.types import Mount

from evaluator.errors import EngineGone
from evaluator.limits import Limits
from evaluator.sandbox import flags, harvest
from evaluator.sandbox.base import OUTPUT, Plan
from evaluator.sandbox.harvest import Space
from evaluator.sandbox.mounts import Tmpfs
from evaluator.sandbox.owner import Tags, wall_clock
from evaluator.sandbox.slots import PAGE, Harvest, Slot, log_room, output_room

MOST_STDERR = 4096


class VolumeSlot(Slot):
    """tmpfs volumes of the engine. What is in one lasts as long as a container has it mounted, so a keeper, held as
    tightly as the run itself, is up before the run starts; when the run is dead, the harvest happens in the keeper.
    """

    def __init__(
        self, api: APIClient, name: str, *, tags: Tags, limits: Limits, user: int, image: Mapping[str, Any]
    ) -> None:
        self._api = api
        self._limits = limits
        self._volumes = {OUTPUT: f"{name}_output", flags.LOG_FOLDER: f"{name}_log"}
        self._keeper = f"{name}_keeper"
        self.mounts = [Mount(target, volume, no_copy=True) for target, volume in self._volumes.items()]
        self._create(OUTPUT, output_room(limits, user=user), tags)
        self._create(flags.LOG_FOLDER, log_room(limits, owner=user), tags)
        seconds = max(1, int(tags.deadline - wall_clock()))
        keeper = flags.for_keeper(slot=self.mounts, user=user, seconds=seconds, image=image)
        api.create_container(**keeper, name=self._keeper, labels=tags.labels())
        api.start(self._keeper)

    def _create(self, target: str, room: Tmpfs, tags: Tags) -> None:
        options = {"type": "tmpfs", "device": "tmpfs", "o": f"{room.options()},nosuid,nodev,noexec"}
        self._api.create_volume(self._volumes[target], driver="local", driver_opts=options, labels=tags.labels())

    def harvest(self, plan: Plan, *, into: Path) -> Harvest:
        output = self._ask(OUTPUT, plan.keep)
        kept = {name: into / name for name in output.files}
        for name, size in output.files.items():
            with kept[name].open("xb") as target:
                os.fchmod(target.fileno(), 0o644)  # whatever the umask: the scorer's user reads it
                target.writelines(output.read(size))
        log = self._ask_for_log()
        return Harvest(kept, output.refused, output.space, log.space, log.rest())

    def log_so_far(self) -> bytes:
        return self._ask_for_log().rest()

    def _ask_for_log(self) -> "_Answer":
        return self._ask(flags.LOG_FOLDER, {flags.LOG_FILE: self._limits.log_bytes + PAGE})

    def _ask(self, folder: str, keep: Mapping[str, int]) -> "_Answer":
        source = Path(harvest.__file__).read_text("utf-8")
        command = ["python3", "-I", "-c", source, folder, json.dumps(dict(keep))]
        started = self._api.exec_create(self._keeper, command)
        return _Answer(self._api.exec_start(started["Id"], stream=True, demux=True))

    def close(self) -> None:
        with suppress(NotFound):
            self._api.remove_container(self._keeper, force=True, v=True)
        for volume in self._volumes.values():
            with suppress(NotFound):
                self._api.remove_volume(volume, force=True)


class _Answer:
    """What `harvest.send` wrote, as it comes. It is our program that writes, so a broken answer is the engine's
    fault.
    """

    def __init__(self, stream: Iterator[tuple[bytes | None, bytes | None]]) -> None:
        self._stream = stream
        self._errors = b""
        self._rest = b""
        while b"\n" not in self._rest:
            self._rest += self._more()
        head, self._rest = self._rest.split(b"\n", 1)
        described = json.loads(head)
        self.space = Space(**described["space"])
        self.refused: dict[str, str] = described["refused"]
        self.files: dict[str, int] = described["files"]

    def _more(self) -> bytes:
        for out, error in self._stream:
            self._errors = (self._errors + (error or b""))[-MOST_STDERR:]
            if out:
                return out
        raise EngineGone(f"The output could not be read in the engine: {self._errors.decode('utf-8', 'replace')!r}")

    def rest(self) -> bytes:
        """All files, one behind the other."""
        return b"".join(chunk for size in self.files.values() for chunk in self.read(size))

    def read(self, size: int) -> Iterator[bytes]:
        """The next `size` bytes."""
        while size > 0:
            chunk, self._rest = (self._rest or self._more()), b""
            chunk, self._rest = chunk[:size], chunk[size:]
            size -= len(chunk)
            yield chunk
