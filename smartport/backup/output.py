"""Where a backup is written: a file that is there whole or not at all, for its owner alone."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from smartport.backup.refusal import AlreadyThere, BackupRefused

STDOUT = "-"


@contextmanager
def destination(name: str) -> Iterator[IO[bytes]]:
    """A stream to write to; `-` is the standard output. A file has its name once it is on the disk, never replaces
    another, and a process that is killed leaves none. Raises AlreadyThere, BackupRefused."""
    if name == STDOUT:
        if sys.stdout.isatty():
            raise BackupRefused("A backup is not for the eye: send it somewhere, as in `backup - | age -r KEY > FILE`.")
        yield sys.stdout.buffer
        return
    path = Path(name).absolute()
    if path.exists() or path.is_symlink():
        raise AlreadyThere(f"{path} is there already; a backup never replaces a file. Give another name.")
    try:
        with _nameless(path) if _has_nameless(path.parent) else _hidden(path) as out:
            yield out
    except FileExistsError as error:
        raise AlreadyThere(f"{path} came to be meanwhile; a backup never replaces a file.") from error


def _has_nameless(folder: Path) -> bool:
    """Whether this file system has files without a name. Raises BackupRefused where nothing can be written."""
    try:
        os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o600))
    except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
        raise BackupRefused(f"Nothing can be written into {folder}: {error.strerror}.") from error
    except (OSError, AttributeError):
        return False
    return True


@contextmanager
def _nameless(path: Path) -> Iterator[IO[bytes]]:
    """It gets its name when it is whole."""
    with os.fdopen(os.open(path.parent, os.O_TMPFILE | os.O_WRONLY, 0o600), "wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())
        # Python follows the link to what has no name only where a folder is given; an absolute path makes no use of it.
        os.link(f"/proc/self/fd/{out.fileno()}", path, src_dir_fd=out.fileno(), follow_symlinks=True)
    _sync(path.parent)


@contextmanager
def _hidden(path: Path) -> Iterator[IO[bytes]]:
    """Under another name until it is whole."""
    part = path.with_name(f".{path.name}.part-{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.rename(path) if not path.exists() else _refuse(path)
        _sync(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _refuse(path: Path) -> None:
    raise FileExistsError(path)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
