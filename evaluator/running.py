"""Which orders a machine is working on, known to all processes of its worker."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

LOOKS = 5
PAUSE = 0.01  # seconds between two looks


@dataclass(frozen=True)
class Running:
    """A locked file for each ticket; the lock dies with its process, however that ends."""

    folder: Path

    @contextmanager
    def claim(self, ticket: str) -> Iterator[bool]:
        """True for the one process that may work on this ticket now."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / ticket
        if (file := _locked(path)) is None:
            yield False
            return
        with file:
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            try:
                yield True
            finally:
                path.unlink(missing_ok=True)

    def interrupt(self) -> int:
        """Ask every process at work to stop: it gets the signal of Celery's soft time limit. How many were asked."""
        pids = list(self._pids())
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGUSR1)
        return len(pids)

    def tidy(self) -> None:
        """Remove the files of processes that are no more."""
        for path in self._files():
            with suppress(FileNotFoundError), path.open("r+") as file:
                if _lock(file.fileno()):
                    path.unlink(missing_ok=True)

    def _pids(self) -> Iterator[int]:
        for path in self._files():
            with suppress(FileNotFoundError), path.open("r+") as file:
                if not _lock(file.fileno()) and (pid := file.read()):
                    yield int(pid)

    def _files(self) -> list[Path]:
        return list(self.folder.iterdir()) if self.folder.exists() else []


def _locked(path: Path) -> TextIO | None:
    """The open file, locked by us and in its place; None if somebody works on it. Who only tidies is soon done."""
    for _ in range(LOOKS):
        file = path.open("a+")
        if _lock(file.fileno()) and _is_at(file.fileno(), path):
            return file
        file.close()
        time.sleep(PAUSE)
    return None


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.fstat(handle).st_ino == path.stat().st_ino
    except FileNotFoundError:
        return False


def _lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
