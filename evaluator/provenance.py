"""What decided a result beside the submission, the bundle and the image, said of this very installation."""

import hashlib
import platform
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

from evaluator import __version__
from evaluator.bundle import Bundle
from evaluator.report import Provenance
from evaluator.sandbox.flags import ENVIRONMENT
from evaluator.submission import Submission

FOLDER = Path(__file__).resolve().parent
PROCESSORS = Path("/proc/cpuinfo")
# These bring work, show or check results, and decide none. Whatever is not named here counts: a new file does too.
DECIDES_NOTHING = frozenset(
    {
        "__init__.py",
        "broker.py",
        "cache.py",
        "cancelling.py",
        "checking",
        "cli.py",
        "contents.py",
        "delivery.py",
        "draining.py",
        "introducing.py",
        "line.py",
        "order.py",
        "provenance.py",
        "receipt.py",
        "replay.py",
        "replay_command.py",
        "running.py",
        "runtime",  # is in the image, whose digest says so
        "screen.py",
        "stopping.py",
        "terminal.py",
        "worker.py",
    }
)


def provenance_of(bundle: Bundle, submission: Submission) -> Provenance:
    """For the report on this submission: nothing that is fixed, and could change a score, is left out."""
    return Provenance(
        kind=submission.kind,
        version=__version__,
        code=code_digest(),
        processor=processor(),
        limits={"solution": asdict(bundle.solution), "scoring": asdict(bundle.scoring)},
        environment=dict(ENVIRONMENT),
    )


@cache
def code_digest(folder: Path = FOLDER) -> str:
    """The sha256 over name and content of every file of the evaluator that has a say in results, in order of name."""
    digest = hashlib.sha256()
    for path in sorted(deciding_files(folder)):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def deciding_files(folder: Path = FOLDER) -> Iterator[Path]:
    for path in folder.rglob("*"):
        first, *_ = path.relative_to(folder).parts
        if path.is_file() and first not in DECIDES_NOTHING and "__pycache__" not in path.parts:
            yield path


@cache
def processor(described: Path = PROCESSORS) -> str:
    """The model where the system tells it, else the architecture: on another one the last digits may differ."""
    try:
        lines = described.read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return next(iter(models), platform.machine())
