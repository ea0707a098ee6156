"""Where a scoring program finds the truth and the predictions, and where its answer goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """Codabench's places inside the container; three folders given as arguments anywhere else."""

    reference: Path = Path("/app/input/ref")
    results: Path = Path("/app/input/res")
    output: Path = Path("/app/output")

    @classmethod
    def from_arguments(cls, arguments: Sequence[str]) -> "Places":
        """`score.py` alone takes the container's places; `score.py REFERENCE RESULTS OUTPUT` takes these."""
        if not arguments:
            return cls()
        if len(arguments) != 3:
            raise SystemExit("Give no argument, or three folders: REFERENCE RESULTS OUTPUT.")
        return cls(*map(Path, arguments))
