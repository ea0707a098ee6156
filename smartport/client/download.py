"""Brings files to a folder: each checked by its SHA-256, each going on where it stopped."""

import errno
import hashlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path, PurePosixPath
from typing import Any

from smartport.client.connection import Download
from smartport.client.errors import Failure, unwritable
from smartport.client.tongue import gettext

Begin = Callable[[int], Callable[[int], None]]
Open = Callable[[int], AbstractContextManager[Download]]


def target_of(path: str, *, folder: Path) -> Path:
    """Where a file of the release goes. Raises Failure when its path would lead out of the folder."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\\" in path or ":" in path or "\0" in path:
        message = gettext("The site names a file %(path)s, which would lead out of the folder.")
        raise Failure(message % {"path": repr(path)}, gettext("Nothing was written there."))
    return folder.joinpath(*parts)


def write_whole(path: Path, content: bytes) -> None:
    """A small file that has come already. Raises Failure."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise unwritable(path, error) from error


def is_here(target: Path, *, file: Mapping[str, Any]) -> bool:
    """Whether the very file is there already."""
    if not target.is_file() or target.stat().st_size != file["size"]:
        return False
    with target.open("rb") as kept:
        return hashlib.file_digest(kept, "sha256").hexdigest() == str(file["sha256"])


def part_of(target: Path, *, sha256: str) -> Path:
    """Where a download waits until it is whole: by its digest, so that a new version does not go on from an old."""
    return target.with_name(f".{target.name}.{sha256[:12]}.part")


def fetch(
    open_at: Open,
    target: Path,
    *,
    file: Mapping[str, Any],
    begin: Begin = lambda _: _nobody,
) -> None:
    """The file appears whole and right, or not at all; what came before a break is kept and gone on from. `begin` is
    told how much is here already, once the site has let us in, and answers with whom to tell of more. Raises Failure.
    """
    sha256 = str(file["sha256"])
    part = part_of(target, sha256=sha256)
    try:
        start = part.stat().st_size if part.is_file() else 0
        start = start if start < file["size"] else 0
        with open_at(start) as download:
            _write(download, part, begin=begin)
        whole = _digest(part) == sha256
        if whole:
            part.replace(target)
        else:
            part.unlink()
    except OSError as error:
        is_full = error.errno == errno.ENOSPC
        room, other = gettext("Make room, then go on: what came is kept."), gettext("Name another: -p FOLDER")
        raise unwritable(target, error, room if is_full else other) from error
    if not whole:
        message = gettext("%(name)s arrived damaged: its SHA-256 is not the one published.")
        raise Failure(message % {"name": target.name}, gettext("Download it again."))


def _write(download: Download, part: Path, *, begin: Begin) -> None:
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("ab" if download.start else "wb") as out:
        advance = begin(download.start)
        for chunk in download.chunks:
            out.write(chunk)
            advance(len(chunk))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _nobody(more: int) -> None:
    """Nobody watches."""
