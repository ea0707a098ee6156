"""The vault on the disk: a folder per extract that only the site's own user may enter, apart from what has a URL."""

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO
from uuid import UUID

from django.conf import settings

from datasets.vault.rules import MEBIBYTE, VaultFull

PIECE = MEBIBYTE
IN_MEMORY = 8 * MEBIBYTE
ORIGINAL = "original"
TABLE = "table.parquet"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def original(extract_id: UUID) -> Path:
    """The raw file as it came."""
    return _folder(extract_id) / ORIGINAL


def table(extract_id: UUID) -> Path:
    """The same as typed parquet, once it is READY."""
    return _folder(extract_id) / TABLE


def free_bytes() -> int:
    """What the disk of the vault still takes."""
    return shutil.disk_usage(_private(settings.VAULT)).free


@contextmanager
def locked(extract_id: UUID) -> Iterator[None]:
    """One at a time, among all processes that share the folder. The locks lie outside of what is destroyed."""
    descriptor = os.open(_private(settings.VAULT / "locks") / str(extract_id), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def room_checked() -> Iterator[None]:
    """A disk that is full is the vault's refusal, VaultFull."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise VaultFull from error
        raise


def spool() -> "SpooledTemporaryFile[bytes]":
    """A place for bytes that are still coming: in memory while they are few, then a nameless file of the vault."""
    folder = _private(settings.VAULT / "incoming")
    return SpooledTemporaryFile(max_size=IN_MEMORY, dir=str(folder))


def append(extract_id: UUID, *, offset: int, content: IO[bytes]) -> int:
    """Write the rest of `content` at `offset`, on the disk when this returns; what lay behind the offset, left by a
    writer that was killed, is cut off before. Returns how many bytes. Raises VaultFull."""
    with room_checked():
        _private(_folder(extract_id))
        descriptor = os.open(original(extract_id), os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            file.truncate(offset)
            file.seek(offset)
            shutil.copyfileobj(content, file, PIECE)
            file.flush()
            os.fsync(file.fileno())
            return file.tell() - offset


def digest(extract_id: UUID, *, on_progress: Callable[[int], None]) -> str:
    """SHA-256 of the raw file, in hexadecimal; `on_progress` hears how many bytes were read."""
    found = hashlib.sha256()
    done = 0
    with original(extract_id).open("rb") as file:
        while piece := file.read(PIECE):
            found.update(piece)
            done += len(piece)
            on_progress(done)
    return found.hexdigest()


@contextmanager
def draft_table(extract_id: UUID, *, ticket: str) -> Iterator[Path]:
    """A place to write a table to: empty, private, and gone afterwards unless `keep_table` took it."""
    path = _folder(extract_id) / f"{ticket}.parquet"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    os.close(descriptor)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def clear_drafts(extract_id: UUID) -> None:
    """What a worker that was killed left behind."""
    for path in _folder(extract_id).iterdir():
        if path.name not in (ORIGINAL, TABLE):
            path.unlink(missing_ok=True)


def keep_table(draft: Path, *, extract_id: UUID) -> None:
    """From now on this is the table of the extract."""
    draft.chmod(0o600)
    draft.replace(table(extract_id))


def remove(extract_id: UUID) -> None:
    """Nothing of it is left. Once more is harmless."""
    with locked(extract_id):
        if _folder(extract_id).exists():
            shutil.rmtree(_folder(extract_id))
    (settings.VAULT / "locks" / str(extract_id)).unlink(missing_ok=True)


def _folder(extract_id: UUID) -> Path:
    return Path(settings.VAULT) / "extracts" / str(extract_id)


def _private(folder: Path) -> Path:
    """The folder, and those above it inside the vault, made for the site's own user alone."""
    inside = [above for above in folder.parents if above == settings.VAULT or settings.VAULT in above.parents]
    for each in (*reversed(inside), folder):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
