"""What was handed in: a file of predictions, or a zip of code."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Kind = Literal["predictions", "code"]
KINDS: frozenset[str] = frozenset(get_args(Kind))


@dataclass(frozen=True)
class Submission:
    """`name` is what the team called the file; it is shown, never used as a path."""

    kind: Kind
    path: Path
    name: str

    @classmethod
    def at(cls, path: Path) -> "Submission":
        """A zip is code, everything else predictions."""
        return cls("code" if path.suffix.lower() == ".zip" else "predictions", path, path.name)

    def digest(self) -> str:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
