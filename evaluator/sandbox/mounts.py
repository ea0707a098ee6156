"""Small file systems: their size and options, and mounting them here (Linux, root)."""

import ctypes
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")  # of Linux; nothing is mounted by us elsewhere
_NOSUID, _NODEV, _NOEXEC, _DETACH = 0x2, 0x4, 0x8, 0x2

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Tmpfs:
    """At most so many bytes, and files and folders, its root not counted."""

    size: int
    files: int
    owner: int
    mode: int

    def options(self) -> str:
        inodes = self.files + 1
        return f"size={self.size},nr_inodes={inodes},mode={self.mode:04o},uid={self.owner},gid={self.owner}"


def mount(tmpfs: Tmpfs, target: Path) -> None:
    flags = _NOSUID | _NODEV | _NOEXEC
    _check(_libc.mount(b"smartport", os.fsencode(target), b"tmpfs", flags, tmpfs.options().encode()), target)


def unmount(target: Path) -> None:
    """Away at once, also when something still has it open."""
    _check(_libc.umount2(os.fsencode(target), _DETACH), target)


def mounted_below(folder: Path) -> Iterator[Path]:
    """Mount points in `folder`, the innermost first."""
    lines = MOUNTS.read_text().splitlines() if MOUNTS.exists() else []
    points = (Path(line.split()[4].encode().decode("unicode_escape")) for line in lines)
    yield from sorted((point for point in points if point.is_relative_to(folder)), reverse=True)


def _check(result: int, target: Path) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(target))
