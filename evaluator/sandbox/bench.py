"""One evaluation's place in the engine: containers made ready, run, and taken away again."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluator.errors import EvaluatorError
from evaluator.report import Usage
from evaluator.sandbox import flags
from evaluator.sandbox.base import Bench, Plan, Prepared, Run
from evaluator.sandbox.cgroup import Group
from evaluator.sandbox.engine import Engine, engine_errors
from evaluator.sandbox.owner import Tags, new_name, wall_clock
from evaluator.sandbox.reap import clear, leave_behind, remove_folder
from evaluator.sandbox.slots import Harvest, HostSlot, Slot
from evaluator.sandbox.volumes import VolumeSlot
from evaluator.sandbox.watch import Ending, watch

GRACE = 300.0  # seconds beyond the wall limits before what is left of a bench counts as abandoned

logger = logging.getLogger(__name__)


class DockerBench(Bench):
    def __init__(self, engine: Engine, folder: Path, *, image: Mapping[str, Any], evaluation: str) -> None:
        self.engine = engine
        self.image = image
        self.image_digest = image["Id"]
        self.name = new_name()
        self.pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix=self.name)
        self._evaluation = evaluation
        self._deadline = wall_clock() + GRACE
        self._prepared: list[_DockerPrepared] = []
        self._background: list[Future[None]] = []
        self._home = folder / self.name
        self.slots = self._home / "slots"
        self.folder = self._home / "work"

    def __enter__(self) -> "DockerBench":
        for folder in (self._home, self.slots, self.folder):
            folder.mkdir()
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        """Nothing is left, whatever happened; what an engine out of reach keeps from us, a later reap finds."""
        for prepared in self._prepared:
            prepared.discard()
        self.pool.shutdown(wait=True)
        failures = [failure for future in self._background if (failure := future.exception())]
        for failure in failures:
            logger.warning("%s could not be tidied up: %s", self.name, failure)
        if failed or failures:
            self._clear_halves()
        remove_folder(self._home)

    def prepare(self, plan: Plan) -> Prepared:
        self._deadline += plan.limits.wall_seconds
        self._prepared.append(_DockerPrepared(self, plan))
        return self._prepared[-1]

    def make_ready(self) -> None:
        """What is prepared and not yet ready, in the background."""
        for prepared in self._prepared:
            prepared.make_ready()

    def in_background(self, work: Callable[[], None]) -> None:
        """Ends before the bench is left."""
        self._background.append(self.pool.submit(work))

    def _clear_halves(self) -> None:
        try:
            with engine_errors():
                clear(self.engine, run=self.name)
        except EvaluatorError:
            leave_behind(self._home.parent, run=self.name)

    def tags(self) -> Tags:
        return Tags(run=self.name, evaluation=self._evaluation, deadline=self._deadline)


@dataclass(frozen=True)
class _Place:
    """A container that is ready to start, with what belongs to it."""

    container: str
    slot: Slot
    group: Group | None


class _DockerPrepared(Prepared):
    def __init__(self, bench: DockerBench, plan: Plan) -> None:
        self._bench = bench
        self._plan = plan
        self._place: Future[_Place] | None = None
        self._is_discarded = False

    def make_ready(self) -> Future[_Place]:
        if self._place is None:
            self._place = self._bench.pool.submit(self._make)
        return self._place

    def run(self) -> Run:
        engine, plan = self._bench.engine, self._plan
        with engine_errors():
            place = self.make_ready().result()
            engine.api.start(place.container)
            self._bench.make_ready()
            ending = watch(engine, place.container, limits=plan.limits, group=place.group, pool=self._bench.pool)
            harvest = place.slot.harvest(plan)
        self.discard()
        return Run(
            exit_code=ending.exit_code,
            timed_out=ending.timed_out,
            out_of_memory=ending.out_of_memory,
            output_full=harvest.output_full,
            log_full=harvest.log_full,
            kept=harvest.kept,
            refused=harvest.refused,
            log=harvest.log,
            usage=_usage(ending, harvest),
        )

    def discard(self) -> None:
        """In the background; once."""
        if self._place is not None and not self._is_discarded:
            self._is_discarded = True
            self._bench.in_background(self._remove)

    def _make(self) -> _Place:
        bench, plan = self._bench, self._plan
        engine, tags, user = bench.engine, bench.tags(), flags.new_user()
        name = f"{bench.name}_{plan.name}"
        slot: Slot
        if engine.is_here:
            slot = HostSlot(bench.slots / plan.name, limits=plan.limits, user=user)
        else:
            slot = VolumeSlot(engine.api, name, tags=tags, limits=plan.limits, user=user, image=bench.image)
        parent = f"/{name}" if engine.takes_groups else None
        wanted = flags.for_run(plan, slot=slot.mounts, user=user, cgroup_parent=parent, image=bench.image)
        container = engine.api.create_container(**wanted, name=name, labels=tags.labels())
        group = Group(engine.hierarchies, name, memory_bytes=plan.limits.memory_bytes) if engine.takes_groups else None
        return _Place(container["Id"], slot, group)

    def _remove(self) -> None:
        if self._place is None:
            return
        place = self._place.result()  # raises when it was only half made: then the bench looks for the halves
        self._bench.engine.api.remove_container(place.container, force=True, v=True)
        place.slot.close()
        if place.group:
            place.group.remove()


def _usage(ending: Ending, harvest: Harvest) -> Usage:
    return Usage(
        cpu_seconds=round(ending.cpu_seconds, 6),
        wall_seconds=round(ending.wall_seconds, 6),
        memory_peak_bytes=ending.memory_peak_bytes,
        output_bytes=harvest.output.used_bytes,
        output_files=harvest.output.used_files,
        log_bytes=len(harvest.log),
    )
