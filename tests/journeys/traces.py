"""What runs leave on the machine: nothing, but for the places that wait in a living worker."""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from evaluator.sandbox.cgroup import Hierarchies
from evaluator.sandbox.owner import PREFIX, is_orphan
from tests.journeys.engine import OwnEngine
from tests.journeys.site import SLOTS, RealSite

PLACES = 4  # at most that a process of the worker keeps ready
PATIENCE = 25.0
PAUSE = 0.5


@dataclass(frozen=True)
class Traces:
    """Of one site's runs in an engine that nobody else uses."""

    site: RealSite
    engine: OwnEngine

    def waiting(self) -> set[str]:
        """The places of living processes in which a started container stands behind a door that is still shut."""
        up = {str(container["Names"]) for container in self.engine.containers(running=True)}
        doors = (self.site.place.data / "sandbox").glob(f"{PREFIX}*/door/go")
        return {name for name in (door.parts[-3] for door in doors) if name in up and not is_orphan(name)}

    def says(self, words: str) -> bool:
        """Whether the program of a run that a living process watches has printed this."""
        return bool(self.telling(words))

    def telling(self, words: str) -> set[str]:
        """The runs, watched by living processes, whose program has printed this."""
        found = set()
        for log in (self.site.place.data / "sandbox").glob(f"{PREFIX}*/log/log"):
            with suppress(FileNotFoundError):
                if not is_orphan(log.parts[-3]) and words in log.read_text():
                    found.add(log.parts[-3])
        return found

    def left(self) -> list[str]:
        """What there is beyond the waiting places: containers, programs, volumes, files, mounts, control groups."""
        waiting = self.waiting()
        found = {*self._in_the_engine(), *self._files(), *self._mounts(), *self._groups()}
        surplus = [f"{len(waiting)} places wait"] if len(waiting) > SLOTS * PLACES else []
        return [trace for trace in sorted(found) if not any(name in trace for name in waiting)] + surplus

    def of_process(self, pid: int) -> list[str]:
        """What there is of the runs and places of one process of the worker, dead or alive."""
        found = {*self._in_the_engine(), *self._files(), *self._mounts(), *self._groups()}
        return [trace for trace in sorted(found) if f"{PREFIX}{pid}_" in trace]

    def require_none(self, *, within: float = PATIENCE) -> None:
        """With the worker stopped this means nothing at all."""
        end = time.monotonic() + within
        while found := self.left():
            assert time.monotonic() < end, found
            time.sleep(PAUSE)

    def _in_the_engine(self) -> Iterator[str]:
        containers = self.engine.containers()
        yield from (f"container {container['Names']} {container['Status']}" for container in containers)
        yield from (f"volume {name}" for name in self.engine.volumes())
        surplus = len(self.engine.programs()) - len(self.engine.containers(running=True))
        yield from [f"{surplus} programs of no container"] if surplus > 0 else []

    def _files(self) -> Iterator[str]:
        data = self.site.place.data
        yield from (str(path) for name in ("sandbox", "running", "incoming") for path in (data / name).glob("*"))
        cached = (data / "cache").glob("*")
        yield from (str(path) for path in cached if not path.name.startswith(("bundle-", "file-")))

    def _mounts(self) -> Iterator[str]:
        data = str(self.site.place.data)
        yield from (line for line in Path("/proc/mounts").read_text().splitlines() if data in line)

    def _groups(self) -> Iterator[str]:
        """Those of our living processes, and every one whose process is no more."""
        ours = tuple(f"{PREFIX}{pid}_" for pid in self.site.children("evaluator"))
        yield from (f"group {name}" for name in Hierarchies.here().names() if name.startswith(ours) or is_orphan(name))
