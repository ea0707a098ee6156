"""What a run needs and what it gives, whatever runs it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from evaluator.limits import Limits
from evaluator.report import Usage

PROGRAM = "/app/program"
OUTPUT = "/app/output"

OnLog = Callable[[bytes], None]


@dataclass(frozen=True)
class Mount:
    """A folder of ours, seen read-only at `target`. Everybody must be allowed to read what is in it."""

    source: Path
    target: str


@dataclass(frozen=True)
class Plan:
    """One run, but for what only the moment brings: plans of one bundle are equal, so that it can be made ready before.

    `command` starts in /app/program without a shell, and may write in /app/output, /tmp and /dev/shm. `given` is where
    it sees the folder that is filled at the last moment. `libraries` are loaded before that, if it is Python. `keep`
    names the files of /app/output that are taken after the run, and their size at most; whatever else is there is
    ignored. Other runs of its evaluation may come first and take `turn_after` seconds.
    """

    name: str
    command: tuple[str, ...]
    mounts: tuple[Mount, ...]
    given: str
    libraries: tuple[str, ...]
    environment: Mapping[str, str]
    limits: Limits
    keep: Mapping[str, int]
    turn_after: float = 0.0


@dataclass(frozen=True)
class Run:
    """How a run ended. `kept` are plain files of ours; `refused` says why a name that is there was not taken
    (not_a_regular_file, too_large); a name in neither was not there."""

    exit_code: int
    usage: Usage
    log: bytes
    timed_out: bool = False
    out_of_memory: bool = False
    output_full: bool = False
    log_full: bool = False
    kept: Mapping[str, Path] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


class Prepared(ABC):
    """A run that is ready, or is being made ready, and can be started once. `folder`, ours and empty, is filled before
    the start; the run sees it at the plan's `given`.
    """

    folder: Path

    @abstractmethod
    def run(self, *, into: Path, on_log: OnLog | None = None) -> Run:
        """Starts it, waits, and gives what is left when every process of it is dead: the kept files in the folder
        `into`. `on_log` is told about once a second what has been printed so far. Raises EvaluatorError.
        """


class Bench(ABC):
    """The place of one evaluation: an empty folder of ours, and runs. All of it is gone when the bench is left."""

    folder: Path
    image_digest: str

    @abstractmethod
    def prepare(self, plan: Plan) -> Prepared:
        """Returns at once; meanwhile it is made ready."""


class Sandbox(ABC):
    @abstractmethod
    def open(self, image: str) -> AbstractContextManager[Bench]:
        """Raises ImageMissing or EngineGone."""
