"""A sandbox that runs nothing: tests say what each run would have given."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluator.sandbox.base import Bench, Plan, Prepared, Run, Sandbox

Script = Callable[[Plan], Run]


class StubSandbox(Sandbox):
    """`scripts` by the plan's name; a script may write into `plan.into`, and raise what a broken engine would."""

    def __init__(self, scripts: Mapping[str, Script], *, image_digest: str = "sha256:stub") -> None:
        self._scripts = scripts
        self._image_digest = image_digest

    @contextmanager
    def open(self, image: str) -> Iterator[Bench]:
        with TemporaryDirectory(prefix="stub-") as folder:
            yield _StubBench(Path(folder), self._image_digest, self._scripts)


class _StubBench(Bench):
    def __init__(self, folder: Path, image_digest: str, scripts: Mapping[str, Script]) -> None:
        self.folder = folder
        self.image_digest = image_digest
        self._scripts = scripts

    def prepare(self, plan: Plan) -> Prepared:
        return _StubPrepared(plan, self._scripts[plan.name])


@dataclass(frozen=True)
class _StubPrepared(Prepared):
    plan: Plan
    script: Script

    def run(self) -> Run:
        return self.script(self.plan)
