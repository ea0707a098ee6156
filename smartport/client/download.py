"""Brings the files of a challenge's data to a folder, each checked by its SHA-256."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from smartport.client.errors import Failure

Advance = Callable[[int], None]


def target_of(path: str, *, folder: Path) -> Path:
    """Where a file of the release goes. Raises Failure when its path would lead out of the folder."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\\" in path or "\0" in path:
        raise Failure(
            f"The site names a file {path!r}, which would lead out of the folder.", "Nothing was written there."
        )
    return folder.joinpath(*parts)


def is_here(target: Path, *, file: Mapping[str, Any]) -> bool:
    """Whether the very file is there already."""
    if not target.is_file() or target.stat().st_size != file["size"]:
        return False
    with target.open("rb") as kept:
        return hashlib.file_digest(kept, "sha256").hexdigest() == str(file["sha256"])


def write_checked(chunks: Iterable[bytes], target: Path, *, sha256: str, advance: Advance) -> None:
    """Write under a temporary name; the file appears whole and right, or not at all. Raises Failure."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.part")
    digest = hashlib.sha256()
    try:
        with fresh.open("wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                out.write(chunk)
                advance(len(chunk))
        if digest.hexdigest() != sha256:
            raise Failure(f"{target.name} arrived damaged: its SHA-256 is not the one published.", "Download it again.")
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
