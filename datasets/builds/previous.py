"""The version that was published before: what a new build is compared with, and whose leaderboards it would reset."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any

from datasets.builds.queries import last_release
from datasets.builds.rules import VERSIONS
from datasets.releases.models import Release
from datasets.releases.queries import Files, files_of
from datasets.releasing.folder import CHECKSUMS
from datasets.releasing.rules import next_version, number_of
from datasets.releasing.versions import Version, compare

COMPARED = ("datapackage.json", "profile.json", "CHANGELOG.md", CHECKSUMS)

Finding = dict[str, Any]


@dataclass(frozen=True)
class Previous:
    """The release of the same name that was published last, as a row and as a version to compare with."""

    release: Release
    version: Version


def previous_of(name: str) -> Previous | None:
    """None for the first version; a release without the files that tell of it, as they were once published, is none."""
    found = last_release(name)
    if found is None:
        return None
    files = files_of(found)
    if not files.keys() >= set(COMPARED):
        return None
    with TemporaryDirectory() as place:
        _copy(files, to=Path(place))
        return Previous(found, Version.of_folder(Path(place), labels=_labels(found)))


def changes_since(previous: Previous | None, *, folder: Path, labels: bytes) -> dict[str, Any]:
    """`since`, `level`, `affects_scores`, `changes` with a sentence per language; empty for a first version."""
    if previous is None:
        return {}
    new = Version.of_folder(folder, labels=sha256(labels).hexdigest())
    return {"since": previous.version.number, **compare(previous.version, new).as_dict()}


def proposed_version(version: str, *, last: Release | None) -> str:
    """What the next build should be called: the recipe's own version, or where that is published or left behind, the
    next major one, since every build draws its rows and ids anew."""
    if last is None or number_of(version) > number_of(last.version):
        return version
    return next_version(last.version, level="major")


def small_version(changes: Mapping[str, Any], *, version: str) -> list[Finding]:
    """A finding that blocks, where the version says less than what changed."""
    if not changes:
        return []
    right = next_version(changes["since"], level=changes["level"])
    if number_of(version) >= number_of(right):
        return []
    values = {"version": version, "right": right, "since": changes["since"]}
    return [{"code": "version_too_small", "severity": "blocks", "of": VERSIONS, "values": values}]


def _copy(files: Files, *, to: Path) -> None:
    for path in COMPARED:
        with files[path].content.open("rb") as stream, (to / path).open("wb") as copy:
            copyfileobj(stream, copy)


def _labels(release: Release) -> str:
    """Nothing where the labels are not kept."""
    if not release.labels:
        return ""
    digest = sha256()
    with release.labels.open("rb") as stream:
        for piece in stream.chunks():
            digest.update(piece)
    return digest.hexdigest()
