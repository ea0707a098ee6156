"""The bytes of a published file, known by their digest: what was read of them once is good for ever."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any


@dataclass(frozen=True)
class Published:
    """A file of a release; two with one digest are equal. `open` gives the bytes as often as they are wanted."""

    sha256: str
    size: int
    open: Callable[[], IO[Any]] = field(compare=False, repr=False)
