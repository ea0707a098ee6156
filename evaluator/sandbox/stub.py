"""A sandbox that runs nothing: tests say what each run would have given."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluator.sandbox.base import Bench, OnLog, Plan, Prepared, Run, Sandbox


@dataclass(frozen=True)
class Asked:
    """What a script is asked to be the run of: the plan, the filled folder, and where the kept files go."""

    plan: Plan
    given: Path
    into: Path


Script = Callable[[Asked], Run]


class StubSandbox(Sandbox):
    """`scripts` by the plan's name; a script may write into `into`, and raise what a broken engine would."""

    def __init__(self, scripts: Mapping[str, Script], *, image_digest: str = "sha256:stub") -> None:
        self._scripts = scripts
        self._image_digest = image_digest

    @contextmanager
    def open(self, image: str) -> Iterator[Bench]:
        with TemporaryDirectory(prefix="stub-") as folder:
            yield _StubBench(Path(folder), self._image_digest, self._scripts)


class _StubBench(Bench):
    def __init__(self, home: Path, image_digest: str, scripts: Mapping[str, Script]) -> None:
        self._home = home
        self.folder = self._made("work")
        self.image_digest = image_digest
        self._scripts = scripts

    def prepare(self, plan: Plan) -> Prepared:
        return _StubPrepared(plan, self._made(f"{plan.name}-{len(list(self._home.iterdir()))}"), self._scripts)

    def _made(self, name: str) -> Path:
        folder = self._home / name
        folder.mkdir()
        folder.chmod(0o755)
        return folder


class _StubPrepared(Prepared):
    def __init__(self, plan: Plan, folder: Path, scripts: Mapping[str, Script]) -> None:
        self.plan, self.folder, self._scripts = plan, folder, scripts

    def run(self, *, into: Path, on_log: OnLog | None = None) -> Run:
        run = self._scripts[self.plan.name](Asked(self.plan, self.folder, into))
        if on_log:
            on_log(run.log)
        return run
