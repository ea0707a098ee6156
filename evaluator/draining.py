"""Whether a machine was told to take nothing new; remembered over a restart of its worker."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Draining:
    """A file in the machine's data folder: where it lies, what runs is finished and nothing is taken from the queue."""

    mark: Path

    @property
    def is_on(self) -> bool:
        return self.mark.exists()

    def turn(self, on: bool) -> None:
        """Twice is as good as once."""
        if on:
            self.mark.parent.mkdir(parents=True, exist_ok=True)
            self.mark.touch()
        else:
            self.mark.unlink(missing_ok=True)
