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

SPARED = 10.0  # seconds in which a process that was asked to stop is not asked again: it is clearing away
MARK_LIFE = 600.0  # a recalled order that has not come by then will not


@dataclass(frozen=True)
class Running:
    """A locked file for each ticket; the lock dies with its process, however that ends.

    A ticket that was recalled has a mark in a folder beside. Whoever sends a signal holds the gate, and whoever leaves
    passes it: so a signal never meets a process that has gone on to other work.
    """

    folder: Path

    @contextmanager
    def claim(self, ticket: str) -> Iterator[bool]:
        """True for the one process that may work on this ticket now; nobody may once it is recalled."""
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
                yield not (self._marks / ticket).exists()
            finally:
                self._leave(ticket)

    def interrupt(self) -> int:
        """Ask every process at work to stop: it gets the signal of Celery's soft time limit. How many were asked."""
        return sum(self._stop(path) for path in self._files())

    def recall(self, ticket: str) -> bool:
        """See to it that nobody works on this ticket: the process at work is asked to stop, and none begins. Whether
        one was asked."""
        mark = self._marks / ticket
        if _age(mark) < SPARED:
            return False
        mark.parent.mkdir(parents=True, exist_ok=True)
        self._forget()
        mark.touch()
        return self._stop(self.folder / ticket)

    def tidy(self) -> None:
        """Remove the files of processes that are no more."""
        self._forget()
        for path in self._files():
            with suppress(FileNotFoundError), path.open("r+") as file:
                if _lock(file.fileno()):
                    path.unlink(missing_ok=True)

    def _stop(self, path: Path) -> bool:
        with self._gate(), suppress(FileNotFoundError, ProcessLookupError), path.open("r+") as file:
            if not _lock(file.fileno()) and (pid := file.read()):
                os.kill(int(pid), signal.SIGUSR1)
                return True
        return False

    def _leave(self, ticket: str) -> None:
        """The signal may come while one waits at the gate; the file goes all the same."""
        try:
            with self._gate():
                self._clear(ticket)
        finally:
            self._clear(ticket)

    def _clear(self, ticket: str) -> None:
        (self.folder / ticket).unlink(missing_ok=True)
        (self._marks / ticket).unlink(missing_ok=True)

    @contextmanager
    def _gate(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        gate = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield
        finally:
            os.close(gate)

    @property
    def _marks(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}-recalled")

    def _forget(self) -> None:
        for mark in self._marks.glob("*"):
            if _age(mark) > MARK_LIFE:
                mark.unlink(missing_ok=True)

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


def _age(path: Path) -> float:
    """Seconds since it was touched; endless for what is not there."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
