"""Contents a machine has fetched, by digest: made whole or not at all, shared by its processes, bounded in bytes."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from evaluator.sandbox.owner import PREFIX, is_orphan, new_name

Fill = Callable[[Path], None]


@dataclass(frozen=True)
class Cache:
    """Each entry is a folder; whoever uses it holds a lock on it, so that it is not removed meanwhile."""

    folder: Path
    max_bytes: int

    @contextmanager
    def hold(self, name: str, *, fill: Fill) -> Iterator[Path]:
        """The entry of this name, filled first where it is missing (`fill` is given an empty folder)."""
        handle = self._opened(name, fill)
        try:
            yield self.folder / name
        finally:
            os.close(handle)

    def tidy(self) -> None:
        """Remove what processes that are no more left half made."""
        if self.folder.exists():
            for path in self.folder.iterdir():
                if is_orphan(path.name):
                    shutil.rmtree(path, ignore_errors=True)

    def _opened(self, name: str, fill: Fill) -> int:
        """The entry's locked descriptor; its time of change says when it was last used."""
        entry = self.folder / name
        while True:
            try:
                handle = os.open(entry, os.O_RDONLY | os.O_DIRECTORY)
            except FileNotFoundError:
                self._make(entry, fill)
                continue
            try:
                fcntl.flock(handle, fcntl.LOCK_SH)
                if is_there := _is_at(handle, entry):
                    os.utime(handle)
            except BaseException:
                os.close(handle)
                raise
            if is_there:
                return handle
            os.close(handle)

    def _make(self, entry: Path, fill: Fill) -> None:
        """Two processes may make the same entry at once: the first to finish wins, the other's is thrown away."""
        growing = self.folder / new_name()
        growing.mkdir(parents=True)
        growing.chmod(0o755)  # whatever the umask: a container's user reads a bundle where it lies
        try:
            fill(growing)
            with suppress(OSError):
                growing.rename(entry)
        finally:
            shutil.rmtree(growing, ignore_errors=True)
        self._shrink(keep=entry.name)

    def _shrink(self, *, keep: str) -> None:
        """Remove what was used longest ago until the rest fits; what is in use stays."""
        entries = [path for path in self.folder.iterdir() if not path.name.startswith(PREFIX)]
        sizes = {entry: _size(entry) for entry in sorted(entries, key=_last_used)}
        total = sum(sizes.values())
        for entry, size in sizes.items():
            if total > self.max_bytes and entry.name != keep and _is_removed(entry):
                total -= size


def _is_at(handle: int, entry: Path) -> bool:
    try:
        return os.fstat(handle).st_ino == entry.stat().st_ino
    except FileNotFoundError:
        return False


def _last_used(entry: Path) -> float:
    try:
        return entry.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _size(entry: Path) -> int:
    """0 for what another process is just removing."""
    with suppress(FileNotFoundError):
        return sum(path.stat().st_size for path in entry.rglob("*") if path.is_file())
    return 0


def _is_removed(entry: Path) -> bool:
    """Removes it, unless somebody uses it."""
    try:
        handle = os.open(entry, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        leaving = entry.parent / new_name()
        entry.rename(leaving)
        shutil.rmtree(leaving, ignore_errors=True)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True
