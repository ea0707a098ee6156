"""Contents found again by their digest: in a plain folder, or in the site's data folder, where they lie by sha256."""

import hashlib
import math
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evaluator.archive import ArchiveRefused, unpack
from evaluator.bundle import Bundle
from evaluator.description import DESCRIPTION
from evaluator.errors import BundleBroken
from evaluator.limits import MIB
from evaluator.order import BUNDLE_LIMITS

LARGEST_SUBMISSION = 128 * MIB


def find_submission(folder: Path, *, sha256: str) -> Path | None:
    """By name where files are named by their digest, else by looking at every file that may be a submission."""
    named = _named(folder, sha256)
    if named is not None:
        return named
    return next((path for path in _files(folder) if _is(path, sha256=sha256, most=LARGEST_SUBMISSION)), None)


@contextmanager
def found_bundle(folder: Path, *, digest: str, file_sha256: str | None) -> Iterator[Bundle | None]:
    """A bundle's folder or its zip (`file_sha256` is the zip's own digest, where it is known); a zip is unpacked for
    as long as the block lasts.
    """
    for candidate in _folders(folder):
        if (found := _read(candidate, digest=digest)) is not None:
            yield found
            return
    named = _named(folder, file_sha256) if file_sha256 else None
    for path in [named] if named else _zips(folder):
        with tempfile.TemporaryDirectory(prefix="bundle-") as place:
            if (found := _unpacked(path, Path(place), digest=digest)) is not None:
                yield found
                return
    yield None


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _named(folder: Path, sha256: str) -> Path | None:
    places = (f"sha256/{sha256[:2]}/{sha256}", f"files/sha256/{sha256[:2]}/{sha256}", sha256)
    return next((path for path in (folder / place for place in places) if _is(path, sha256=sha256)), None)


def _is(path: Path, *, sha256: str, most: float = math.inf) -> bool:
    """What is not there, or not ours to read, is not it."""
    try:
        return path.is_file() and path.stat().st_size <= most and sha256_of(path) == sha256
    except OSError:
        return False


def _files(folder: Path) -> Iterator[Path]:
    for above, folders, names in os.walk(folder):
        folders.sort()
        paths = (Path(above, name) for name in sorted(names))
        yield from (path for path in paths if not path.is_symlink() and path.is_file())


def _folders(folder: Path) -> Iterator[Path]:
    return (path.parent for path in _files(folder) if path.name == DESCRIPTION)


def _zips(folder: Path) -> Iterator[Path]:
    for path in _files(folder):
        try:
            with zipfile.ZipFile(path) as archive:
                archive.getinfo(DESCRIPTION)
        except (OSError, ValueError, KeyError, NotImplementedError, zipfile.BadZipFile):
            continue
        yield path


def _unpacked(path: Path, place: Path, *, digest: str) -> Bundle | None:
    try:
        unpack(path, place, limits=BUNDLE_LIMITS)
    except ArchiveRefused:
        return None
    return _read(place, digest=digest)


def _read(folder: Path, *, digest: str) -> Bundle | None:
    try:
        found = Bundle.read(folder)
    except BundleBroken:
        return None
    return found if found.digest == digest else None
