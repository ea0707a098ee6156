"""One container and all that belongs to it: its slot, its door, the folder it is given, its control group."""

import time
from collections.abc import Mapping
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docker.errors import NotFound

from evaluator.errors import EngineGone, EvaluatorError, NeverReady
from evaluator.report import Usage
from evaluator.sandbox import flags
from evaluator.sandbox.base import OnLog, Plan, Run
from evaluator.sandbox.cgroup import Counters, Group, Meter
from evaluator.sandbox.door import Door
from evaluator.sandbox.engine import Engine, engine_errors
from evaluator.sandbox.owner import Tags, wall_clock
from evaluator.sandbox.reap import clear, leave_behind, remove_folder
from evaluator.sandbox.slots import Harvest, HostSlot, Slot
from evaluator.sandbox.volumes import VolumeSlot
from evaluator.sandbox.watch import KILLED, Ending, Watch

GRACE = 300.0  # seconds beyond the wall limit before what is left of a place counts as abandoned
GETTING_READY = 60.0  # seconds, beyond the wall limit, for a started program to reach its door
LOADING = 10.0  # seconds after which a program that has not reached its door is not counted on any more
PACE = 0.002
LOOK_EVERY = 0.5  # whether what does not reach its door is still alive


@dataclass(frozen=True)
class Home:
    """The folder of one place and what is in it; the name marks all that the engine has of it."""

    folder: Path
    name: str

    @property
    def path(self) -> Path:
        return self.folder / self.name

    @property
    def given(self) -> Path:
        """What the run is given; filled while the container already sees it."""
        return self.path / "given"

    def make(self) -> None:
        self.path.mkdir()
        self.given.mkdir()
        self.given.chmod(0o755)  # whatever the umask: the container's user reads it

    def clear_away(self, engine: Engine) -> None:
        """All there is, whole or half made. What an engine out of reach keeps from us, a later reap finds."""
        try:
            with engine_errors():
                clear(engine, run=self.name)
        except EvaluatorError:
            leave_behind(self.folder, run=self.name)
        remove_folder(self.path)


class Place:
    """Where the engine can show us our own folders it is started at once, and waits behind its door."""

    def __init__(self, engine: Engine, home: Home, plan: Plan, *, image: Mapping[str, Any], rests: float) -> None:
        """May wait for `rests` seconds before it is used. Raises EngineGone."""
        self.engine, self.home, self.plan = engine, home, plan
        self.made_at = time.monotonic()
        lasts = rests + GETTING_READY + plan.turn_after + plan.limits.wall_seconds
        tags = Tags(run=home.name, deadline=wall_clock() + lasts + GRACE)
        user = flags.new_user()
        self._slot = self._make_slot(tags, user=user, image=image)
        self._door = Door(home.path / "door") if engine.shows_fifos else None
        self._group = self._make_group()
        wanted = flags.for_run(
            plan,
            given=home.given,
            slot=self._slot.mounts,
            door=self._door,
            user=user,
            cgroup_parent=f"/{home.name}" if self._group else None,
            image=image,
        )
        created = engine.api.create_container(**wanted, name=home.name, labels=tags.labels())
        self._container: str = created["Id"]
        self._meter = self._group.meter if self._group else Meter(self._counters)
        if self._door:
            engine.api.start(self._container)

    def is_ready(self) -> bool:
        """Whether its program stands behind the door: it has but to be let in."""
        return self._door is not None and self._door.is_reached()

    def may_get_ready(self) -> bool:
        """Whether its program is, for all we know, still on its way to the door."""
        is_new = time.monotonic() - self.made_at < LOADING
        return is_new and self._door is not None and not self._door.is_forsaken

    def run(self, pool: Executor, *, into: Path, on_log: OnLog | None) -> Run:
        """Raises EvaluatorError."""
        if self._door:
            self._reach(self._door)
            watch = self._watch(pool, on_log)
            self._door.open()
        else:
            self.engine.api.start(self._container)
            watch = self._watch(pool, on_log)
        ending = watch.end()
        harvest = self._slot.harvest(self.plan, into=into)
        return _run_of(ending, harvest, self._meter)

    def remove(self) -> None:
        """All of it; raises where the engine does not do as it is told."""
        with suppress(NotFound):
            self.engine.api.remove_container(self._container, force=True, v=True)
        self._slot.close()
        if self._door:
            self._door.close()
        if self._group:
            self._group.remove()
        remove_folder(self.home.path)

    def _watch(self, pool: Executor, on_log: OnLog | None) -> Watch:
        look = (lambda: on_log(self._slot.log_so_far())) if on_log else None
        limits = self.plan.limits
        return Watch.begin(self.engine, self._container, limits=limits, meter=self._meter, pool=pool, look=look)

    def _reach(self, door: Door) -> None:
        """Returns when the program stands behind the door. Raises NeverReady, EngineGone."""
        until = time.monotonic() + GETTING_READY + self.plan.limits.wall_seconds
        next_look = time.monotonic() + LOOK_EVERY
        while not door.is_reached():
            now = time.monotonic()
            if now > until:
                raise NeverReady(f"The {self.plan.name} was started and never got ready.", log=self._slot.log_so_far())
            if now > next_look:
                self._require_alive()
                next_look = now + LOOK_EVERY
            time.sleep(PACE)

    def _require_alive(self) -> None:
        state = self.engine.api.inspect_container(self._container)["State"]
        if state["Running"]:
            return
        if state["ExitCode"] in KILLED and not state["OOMKilled"]:
            raise EngineGone(f"The {self.plan.name}'s container was killed while it was getting ready.")
        said = f"The {self.plan.name} ended with exit code {state['ExitCode']} while it was getting ready."
        raise NeverReady(said, log=self._slot.log_so_far())

    def _make_slot(self, tags: Tags, *, user: int, image: Mapping[str, Any]) -> Slot:
        limits = self.plan.limits
        if self.engine.is_here:
            return HostSlot(self.home.path, limits=limits, user=user)
        return VolumeSlot(self.engine.api, self.home.name, tags=tags, limits=limits, user=user, image=image)

    def _make_group(self) -> Group | None:
        if not self.engine.takes_groups:
            return None
        return Group(self.engine.hierarchies, self.home.name, memory_bytes=self.plan.limits.memory_bytes)

    def _counters(self) -> Counters | None:
        found = self.engine.hierarchies.of_container(self._container)
        if found is None:
            pid = self.engine.api.inspect_container(self._container)["State"]["Pid"]
            found = self.engine.hierarchies.of_process(pid, container=self._container)
        return found


def _run_of(ending: Ending, harvest: Harvest, meter: Meter) -> Run:
    usage = Usage(
        cpu_seconds=round(meter.cpu_seconds, 6),
        wall_seconds=round(ending.wall_seconds, 6),
        memory_peak_bytes=meter.memory_peak_bytes,
        output_bytes=harvest.output.used_bytes,
        output_files=harvest.output.used_files,
        log_bytes=len(harvest.log),
        processes=meter.processes,
    )
    return Run(
        exit_code=ending.exit_code,
        timed_out=ending.timed_out,
        out_of_memory=ending.out_of_memory,
        output_full=harvest.output_full,
        log_full=harvest.log_full,
        kept=harvest.kept,
        refused=harvest.refused,
        log=harvest.log,
        usage=usage,
    )
