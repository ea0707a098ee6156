"""Reads strangers' archives: the Python in them, and the digests of their files. Nothing of it is run."""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files.storage import default_storage

from challenges.likeness.winnowing import Source
from evaluator.archive import SUBMISSION, ArchiveLimits, unpack
from evaluator.limits import KIB, MIB

KIT = ArchiveLimits(archive_bytes=200 * MIB, unpacked_bytes=400 * MIB, files=2_000)
LARGEST_SOURCE, MOST_SOURCE, MOST_FILES = 300 * KIB, MIB, 200
CHUNK = 1 << 20


def sources_in(name: str, *, limits: ArchiveLimits = SUBMISSION) -> list[Source]:
    """The Python of a stored archive: programs, and the cells of notebooks; of very much of it the first. Raises
    ArchiveRefused, OSError."""
    with _unpacked(name, limits) as (folder, files):
        return _sources(folder, files)


def sources_and_digests(name: str) -> tuple[list[Source], set[str]]:
    """Of a starter kit, also the SHA-256 of every file in it. Raises ArchiveRefused, OSError."""
    with _unpacked(name, KIT) as (folder, files):
        return _sources(folder, files), {_sha256(folder / file) for file in files}


@contextmanager
def _unpacked(name: str, limits: ArchiveLimits) -> Iterator[tuple[Path, list[PurePosixPath]]]:
    with tempfile.TemporaryDirectory(prefix="likeness-") as place:
        zipped, folder = Path(place, "entry.zip"), Path(place, "entry")
        folder.mkdir()
        with default_storage.open(name) as stored, zipped.open("wb") as copy:
            for chunk in stored.chunks(CHUNK):
                copy.write(chunk)
        yield folder, sorted(unpack(zipped, folder, limits=limits))


def _sources(folder: Path, files: list[PurePosixPath]) -> list[Source]:
    found: list[Source] = []
    left = MOST_SOURCE
    for file in files:
        size = (folder / file).stat().st_size
        if file.suffix not in {".py", ".ipynb"} or size > min(left, LARGEST_SOURCE):
            continue
        text = (folder / file).read_text("utf-8", errors="replace")
        found.append(Source(str(file), _cells(text) if file.suffix == ".ipynb" else text))
        left -= size
        if len(found) == MOST_FILES:
            break
    return found


def _cells(text: str) -> str:
    """The code of a notebook, one cell after the other; nothing of what is no notebook."""
    try:
        notebook: Any = json.loads(text)
        cells = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
        return "\n".join(cell if isinstance(cell, str) else "".join(cell) for cell in cells)
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
