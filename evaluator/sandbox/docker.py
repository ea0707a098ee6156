"""The Docker sandbox: each run in a container of its own, used once and removed after it."""

import logging
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import getuid
from pathlib import Path
from typing import Any

from evaluator.errors import EvaluatorError
from evaluator.sandbox import reap
from evaluator.sandbox.base import Bench, Sandbox
from evaluator.sandbox.bench import DockerBench
from evaluator.sandbox.engine import Engine, engine_errors
from evaluator.sandbox.owner import wall_clock
from evaluator.sandbox.pool import WarmPool

logger = logging.getLogger(__name__)


class DockerSandbox(Sandbox):
    """As root beside the engine it works with mounts and control groups of its own, otherwise with volumes of the
    engine; the limits are the same. Threads may share it. `folder` (ours alone, on the engine's machine) holds what
    benches need.
    """

    def __init__(self, url: str | None = None, *, folder: Path | None = None, warm: int = 0) -> None:
        """Keeps places ready for the `warm` plans that were used last; then it has to be closed, and reaping is its
        owner's to ask for. Without, every bench reaps. Raises EngineGone.
        """
        self.engine = Engine.reach(url)
        self.folder = folder or Path(tempfile.gettempdir()) / f"smartport-{getuid()}"
        self._require_own_folder()
        self._pool = WarmPool(self.engine, self.folder, room=warm if self.engine.shows_fifos else 0)

    @contextmanager
    def open(self, image: str) -> Iterator[Bench]:
        with engine_errors():
            described: Mapping[str, Any] = self.engine.api.inspect_image(image)  # type: ignore[no-untyped-call]
        pool = self._pool if self._pool.room else None
        taken = (lambda plan: pool.take(plan, described)) if pool else (lambda _: None)
        with DockerBench(self.engine, self.folder, image=described, taken=taken) as bench:
            if pool is None:
                bench.in_background(self._reap_quietly)
            yield bench
        self._pool.refill()

    def reap(self) -> None:
        """Removes what dead owners left behind and what is past its deadline. Raises EngineGone."""
        with engine_errors():
            reap.reap(self.engine, self.folder, now=wall_clock())

    def close(self) -> None:
        self._pool.close()
        self.engine.api.close()

    def __enter__(self) -> "DockerSandbox":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _reap_quietly(self) -> None:
        try:
            self.reap()
        except EvaluatorError as error:
            logger.warning("What others left behind could not be removed: %s", error)

    def _require_own_folder(self) -> None:
        """In a folder for temporary files somebody else may have made it first."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = self.folder.lstat()
        if self.folder.is_symlink() or found.st_uid != getuid():
            raise PermissionError(f"{self.folder} belongs to somebody else; name another folder")
