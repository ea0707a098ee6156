"""CPU time, peak memory, processes and out-of-memory of a container, read from its control group (version 1 and 2).

Two ways to the same numbers. As root on the engine's host a run gets a parent group of ours, whose counters
outlive the container: exact, whatever the container does. Otherwise the container's own group, which everybody may
read while it lives, is sampled.
"""

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
MOUNTS = Path("/proc/self/mounts")
HAIR = 256 << 10  # by this much our group's limit is under the container's, so that it is ours that is hit


@dataclass(frozen=True)
class Hierarchies:
    """Where the groups are: `unified` is the one tree of version 2, `controllers` the trees of version 1. `trees` are
    all in which an engine may make a group; beside those of version 1 an empty one of version 2 is usual.
    """

    unified: Path | None
    controllers: Mapping[str, Path]
    trees: tuple[Path, ...]

    @classmethod
    def here(cls, root: Path = ROOT, mounts: Path = MOUNTS) -> "Hierarchies":
        if (root / "cgroup.controllers").exists():
            return cls(root, {}, (root,))
        found: dict[str, Path] = {}
        trees: set[Path] = set()
        for line in mounts.read_text().splitlines() if mounts.exists() else []:
            _, point, kind, options, *_ = line.split()
            if kind in ("cgroup", "cgroup2"):
                trees.add(Path(point))
            if kind == "cgroup":
                found |= dict.fromkeys(options.split(","), Path(point))
        return cls(None, found, tuple(sorted(trees)))

    def of_container(self, container: str) -> "Counters | None":
        """The counters of a container's own group, where engines usually make it; None while it is not there."""
        tree = self.unified or self.controllers.get("memory", ROOT)
        usual = (f"docker/{container}", f"system.slice/docker-{container}.scope")
        return next((self.of_group(name) for name in usual if (tree / name).is_dir()), None)

    def of_process(self, pid: int, *, container: str) -> "Counters | None":
        """The same for an engine with other habits. A dead process is in the root group, whose numbers are the
        machine's.
        """
        try:
            name = Path(f"/proc/{pid}/cgroup").read_text().split("\n")[0].split(":", 2)[2].lstrip("/")
        except OSError:
            return None
        return self.of_group(name) if container in name else None

    def of_group(self, name: str) -> "Counters":
        if self.unified:
            return CountersV2(self.unified / name)
        return CountersV1(
            memory=self.controllers["memory"] / name,
            cpu=self.controllers["cpuacct"] / name,
            pids=self.controllers.get("pids", ROOT) / name,
        )

    def remove(self, name: str) -> None:
        """The group, and what a container that died badly left in it."""
        for tree in self.trees:
            for folder, _, _ in os.walk(tree / name, topdown=False):
                with suppress(FileNotFoundError):
                    Path(folder).rmdir()

    def names(self) -> Iterator[str]:
        for tree in self.trees:
            yield from (path.name for path in tree.iterdir() if path.is_dir())


class Counters(ABC):
    """Of one group, all its processes together, the dead ones too. Reading raises OSError once the group is gone."""

    @abstractmethod
    def cpu_seconds(self) -> float: ...

    @abstractmethod
    def memory_bytes(self) -> int:
        """The peak where the kernel keeps it, else what is used now."""

    @abstractmethod
    def processes(self) -> tuple[int, int]:
        """How many there are now, threads too, and their peak (0 where the kernel does not keep it)."""

    @abstractmethod
    def oom_kills(self) -> int: ...


@dataclass(frozen=True)
class CountersV1(Counters):
    memory: Path
    cpu: Path
    pids: Path

    def cpu_seconds(self) -> float:
        return int((self.cpu / "cpuacct.usage").read_text()) / 1e9

    def memory_bytes(self) -> int:
        return int((self.memory / "memory.max_usage_in_bytes").read_text())

    def processes(self) -> tuple[int, int]:
        return _now_and_peak(self.pids)

    def oom_kills(self) -> int:
        return _table(self.memory / "memory.oom_control").get("oom_kill", 0)


@dataclass(frozen=True)
class CountersV2(Counters):
    group: Path

    def cpu_seconds(self) -> float:
        return _table(self.group / "cpu.stat")["usage_usec"] / 1e6

    def memory_bytes(self) -> int:
        peak = self.group / "memory.peak"  # since Linux 5.19
        return int((peak if peak.exists() else self.group / "memory.current").read_text())

    def processes(self) -> tuple[int, int]:
        return _now_and_peak(self.group)

    def oom_kills(self) -> int:
        return _table(self.group / "memory.events").get("oom_kill", 0)


class Meter:
    """The highest numbers seen so far, CPU time and processes since `begin`. The group is looked for until it is found;
    one that is gone, or never seen, changes nothing. `bell` is a descriptor of ours that the kernel rings when the
    group is out of memory.
    """

    def __init__(self, find: Callable[[], Counters | None], *, bell: int | None = None) -> None:
        self._find = find
        self._counters: Counters | None = None
        self._bell = bell
        self._spent_before = 0.0
        self._processes_before = 0
        self.cpu_seconds = 0.0
        self.memory_peak_bytes = 0
        self.processes = 0
        self.out_of_memory = False

    @property
    def hears_out_of_memory(self) -> bool:
        return self._bell is not None

    def begin(self) -> None:
        """From now on it counts: what the container needed to get ready is not the program's."""
        self._counters = self._counters or self._find()
        if self._counters is not None:
            with suppress(OSError):
                self._spent_before = self._counters.cpu_seconds()
                self._processes_before = self._counters.processes()[1]

    def sample(self) -> None:
        self._counters = self._counters or self._find()
        if self._counters is None:
            return
        with suppress(OSError):
            self.cpu_seconds = max(self.cpu_seconds, self._counters.cpu_seconds() - self._spent_before)
            self.memory_peak_bytes = max(self.memory_peak_bytes, self._counters.memory_bytes())
            self.out_of_memory |= self._counters.oom_kills() > 0
            self.processes = max(self.processes, self._processes())

    def _processes(self) -> int:
        """The engine's own start of the container made a peak too, which is not the program's."""
        counted = self._counters.processes() if self._counters else (0, 0)
        return counted[1] if counted[1] > self._processes_before else counted[0]

    def finish(self) -> None:
        """The last reading, after the container is dead."""
        self.sample()
        if self._bell is not None:
            with suppress(BlockingIOError):
                self.out_of_memory |= os.eventfd_read(self._bell) > 0


class Group:
    """A parent group of ours, made before the container and removed after it."""

    def __init__(self, hierarchies: Hierarchies, name: str, *, memory_bytes: int) -> None:
        self.name = name
        self._hierarchies = hierarchies
        self._bell: int | None = None
        if hierarchies.unified:
            self._create_v2(hierarchies.unified, memory_bytes)
        else:
            self._create_v1(memory_bytes)
        self.meter = Meter(lambda: hierarchies.of_group(name), bell=self._bell)

    def _create_v1(self, memory_bytes: int) -> None:
        """The kernel counts OOM kills in the container's group, which is gone afterwards; but it rings a bell in the
        group whose limit was hit, so the limit is set here too, a hair lower.
        """
        controllers = self._hierarchies.controllers
        for controller in ("memory", "cpuacct"):
            (controllers[controller] / self.name).mkdir()
        memory = controllers["memory"] / self.name
        for limit in ("memory.limit_in_bytes", "memory.memsw.limit_in_bytes"):
            if (memory / limit).exists():
                (memory / limit).write_text(str(memory_bytes - HAIR))
        self._bell = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        control = os.open(memory / "memory.oom_control", os.O_RDONLY | os.O_CLOEXEC)
        try:
            (memory / "cgroup.event_control").write_text(f"{self._bell} {control}")
        finally:
            os.close(control)

    def _create_v2(self, root: Path, memory_bytes: int) -> None:
        """Events of the container's group are counted in ours as well; a limit here only keeps the two kinds alike."""
        with suppress(OSError):
            (root / "cgroup.subtree_control").write_text("+cpu +memory +pids")
        (root / self.name).mkdir()
        with suppress(OSError):
            (root / self.name / "memory.max").write_text(str(memory_bytes - HAIR))
            (root / self.name / "memory.swap.max").write_text("0")

    def remove(self) -> None:
        if self._bell is not None:
            os.close(self._bell)
            self._bell = None
        self._hierarchies.remove(self.name)


def _now_and_peak(group: Path) -> tuple[int, int]:
    peak = group / "pids.peak"  # since Linux 6.5
    return int((group / "pids.current").read_text()), int(peak.read_text()) if peak.exists() else 0


def _table(path: Path) -> dict[str, int]:
    return {key: int(value) for key, value in (line.split() for line in path.read_text().splitlines())}
