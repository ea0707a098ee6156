"""Taking files out of a folder that a stranger filled, after the stranger is dead.

Standard library alone: the same lines run here, and as a program in a container beside a volume that we cannot reach.
"""

import contextlib
import errno
import json
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 18


class Refused(Exception):
    """A name is taken by something that is no plain file, or by too large a file. The argument is the reason."""


@dataclass(frozen=True)
class Space:
    """How full a sized file system is; its root folder is not counted."""

    used_bytes: int
    used_files: int
    free_bytes: int
    free_files: int


def space(folder: str) -> Space:
    found = os.statvfs(folder)
    return Space(
        used_bytes=(found.f_blocks - found.f_bfree) * found.f_frsize,
        used_files=found.f_files - found.f_ffree - 1,
        free_bytes=found.f_bfree * found.f_frsize,
        free_files=found.f_ffree,
    )


@contextlib.contextmanager
def open_plain(folder: str, name: str, *, most: int) -> Iterator[tuple[int, int]]:
    """A descriptor on the regular file `name`, and its size. No link is followed, no FIFO waited for, no device
    opened to its end, no second name of a file taken. Raises Refused; FileNotFoundError when there is nothing of that
    name.
    """
    try:
        file = _open_at(folder, name)
    except PermissionError:  # the stranger locked the folder; we are its owner
        file = _open_unlocked(folder, name)
    try:
        found = os.fstat(file)
        if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
            raise Refused("not_a_regular_file")
        if found.st_size > most:
            raise Refused("too_large")
        yield file, found.st_size
    finally:
        os.close(file)


def _open_unlocked(folder: str, name: str) -> int:
    """One that lives may lock it again, under our hands."""
    try:
        Path(folder).chmod(0o700)
        return _open_at(folder, name)
    except PermissionError as error:
        raise Refused("not_a_regular_file") from error


def _open_at(folder: str, name: str) -> int:
    directory = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        return _open_file(directory, name)
    finally:
        os.close(directory)


def _open_file(directory: int, name: str) -> int:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    found = os.stat(name, dir_fd=directory, follow_symlinks=False)
    if not stat.S_ISREG(found.st_mode):
        raise Refused("not_a_regular_file")
    try:
        try:
            return os.open(name, flags, dir_fd=directory)
        except PermissionError:  # as above; in a keeper a link put in its place reaches only what is the run's
            os.chmod(name, 0o400, dir_fd=directory)
            return os.open(name, flags, dir_fd=directory)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise Refused("not_a_regular_file") from error
        raise


def chunks(file: int, size: int) -> Iterator[bytes]:
    """Exactly `size` bytes at most: a file cannot be longer than it said."""
    while size > 0 and (chunk := os.read(file, min(CHUNK, size))):
        size -= len(chunk)
        yield chunk


def send(folder: str, keep: Mapping[str, int], to: BinaryIO) -> None:
    """One line of JSON with the space, the reasons and the sizes, then the files, one behind the other."""
    with contextlib.ExitStack() as opened:
        files: dict[str, tuple[int, int]] = {}
        refused: dict[str, str] = {}
        for name, most in keep.items():
            try:
                files[name] = opened.enter_context(open_plain(folder, name, most=most))
            except Refused as reason:
                refused[name] = str(reason)
            except FileNotFoundError:
                continue
        head = {
            "space": asdict(space(folder)),
            "refused": refused,
            "files": {name: size for name, (_, size) in files.items()},
        }
        to.write(json.dumps(head).encode() + b"\n")
        for file, size in files.values():
            for chunk in chunks(file, size):
                to.write(chunk)
        to.flush()


if __name__ == "__main__":
    send(sys.argv[1], json.loads(sys.argv[2]), sys.stdout.buffer)
