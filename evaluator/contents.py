"""Contents found again by their digest: in a plain folder, or in the site's data folder, where they lie by sha256."""

import hashlib
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
    fitting = (path for path in _files(folder) if path.stat().st_size <= LARGEST_SUBMISSION)
    return next((path for path in fitting if sha256_of(path) == sha256), None)


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
    there = (folder / place for place in places)
    return next((path for path in there if path.is_file() and sha256_of(path) == sha256), None)


def _files(folder: Path) -> Iterator[Path]:
    for above, folders, names in os.walk(folder):
        folders.sort()
        paths = (Path(above, name) for name in sorted(names))
        yield from (path for path in paths if path.is_file() and not path.is_symlink())


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
