"""One evaluation's place in the engine: containers made ready, run, and taken away again."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from evaluator.sandbox.base import Bench, OnLog, Plan, Prepared, Run
from evaluator.sandbox.engine import Engine, engine_errors
from evaluator.sandbox.owner import new_name
from evaluator.sandbox.place import Home, Place
from evaluator.sandbox.reap import remove_folder
from evaluator.stopping import unbroken

logger = logging.getLogger(__name__)

Taken = Callable[[Plan], Place | None]


class DockerBench(Bench):
    """`taken` gives a place that is ready for a plan, if there is one."""

    def __init__(self, engine: Engine, folder: Path, *, image: Mapping[str, Any], taken: Taken) -> None:
        self.engine = engine
        self.image = image
        self.image_digest = image["Id"]
        self.parent = folder
        self.pool = ThreadPoolExecutor(max_workers=6, thread_name_prefix="bench")
        self.taken = taken
        self._prepared: list[_DockerPrepared] = []
        self._background: list[Future[None]] = []
        self._home = folder / new_name()
        self.folder = self._home / "work"

    def __enter__(self) -> "DockerBench":
        with unbroken():
            for folder in (self._home, self.folder):
                folder.mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left, whatever happened; what an engine out of reach keeps from us, a later reap finds."""
        with unbroken():
            for prepared in self._prepared:
                prepared.discard()
            self.pool.shutdown(wait=True)
            for future in self._background:
                if failure := future.exception():
                    logger.warning("something could not be tidied up: %s", failure)
            remove_folder(self._home)

    def prepare(self, plan: Plan) -> Prepared:
        with unbroken():
            self._prepared.append(_DockerPrepared(self, plan))
        return self._prepared[-1]

    def in_background(self, work: Callable[[], None]) -> None:
        """Ends before the bench is left."""
        self._background.append(self.pool.submit(work))


class _DockerPrepared(Prepared):
    def __init__(self, bench: DockerBench, plan: Plan) -> None:
        self._bench = bench
        self._plan = plan
        self._is_discarded = False
        self._place: Future[Place] = Future()
        if place := bench.taken(plan):
            self._home = place.home
            self._place.set_result(place)
        else:
            self._home = Home(bench.parent, new_name())
            self._home.make()
            self._place = bench.pool.submit(self._make)
        self.folder = self._home.given

    def run(self, *, into: Path, on_log: OnLog | None = None) -> Run:
        with engine_errors():
            run = self._place.result().run(self._bench.pool, into=into, on_log=on_log)
        self.discard()
        return run

    def discard(self) -> None:
        """In the background; once."""
        if not self._is_discarded:
            self._is_discarded = True
            self._bench.in_background(self._remove)

    def _make(self) -> Place:
        return Place(self._bench.engine, self._home, self._plan, image=self._bench.image, rests=0.0)

    def _remove(self) -> None:
        """What was only half made, or does not go as it should, is looked for by its name."""
        try:
            with engine_errors():
                self._place.result().remove()
        except Exception:
            self._home.clear_away(self._bench.engine)
            raise
