"""Reads a whole backup and writes nothing: is every byte what was written, and nothing in it that does not belong?"""

import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.db.migrations.loader import MigrationLoader

from smartport.backup.columns import unpacked
from smartport.backup.container import (
    CERTIFICATE_KEY,
    CONTENTS,
    FILES,
    HIDDEN,
    KEY,
    MANIFEST,
    OPENING,
    ROWS,
    SEAL,
    UNLISTED,
    Part,
    Reader,
    digest_of,
    listed,
)
from smartport.backup.manifest import LARGEST, Manifest, Opening, read_manifest, read_opening
from smartport.backup.progress import Silent, Witness
from smartport.backup.refusal import BackupRefused, Damaged, FromNewerVersion, Unfit
from smartport.certificate_key import Keys, read_keys

LARGEST_PIECE = 256 << 20


@dataclass(frozen=True)
class Backup:
    """One that was read from end to end and holds; those made before there were certificates have no key for them."""

    file: IO[bytes]
    opening: Opening
    manifest: Manifest
    key: str
    files: int
    certificate_keys: Keys | None = None

    def parts(self, *kinds: int) -> Iterator[Part]:
        """Those of these kinds, once more."""
        return Reader(self.file).parts(*kinds)


@contextmanager
def opened(path: Path, *, witness: Witness | None = None) -> Iterator[Backup]:
    """The backup at this path, whole and of a version that we know. Raises Damaged, Unfit, FromNewerVersion."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BackupRefused(f"{path} cannot be read: {error.strerror}.") from error
    with file:
        if not file.seekable():
            raise BackupRefused("A backup is read several times: give a file, not a pipe.")
        yield _read(file, witness or Silent())


def require_known(opening: Opening) -> None:
    """Raises FromNewerVersion for migrations that this version does not have."""
    known = {".".join(node) for node in MigrationLoader(None).graph.nodes}
    if unknown := sorted(set(opening.migrations) - known):
        raise FromNewerVersion(
            f"The backup's database has the migration {unknown[0]}, which this smartport does not know. Restore it "
            f"with the version that made it ({opening.version}), or a newer one."
        )


def _read(file: IO[bytes], witness: Witness) -> Backup:
    small: dict[str, bytes] = {}
    rows: Counter[str] = Counter()
    contents, files = hashlib.sha256(), 0
    witness.begin("checking", file.seek(0, io.SEEK_END))
    for part in Reader(file).parts():
        if part.name in (OPENING, KEY, CERTIFICATE_KEY, MANIFEST, SEAL):
            small[part.name] = _small(part)
        if part.name == OPENING:
            require_known(read_opening(small[OPENING]))
        digest = digest_of(part, tell=witness.did)
        if part.name == CONTENTS and digest != contents.hexdigest():
            raise Damaged("The list of contents does not fit what is in the file.")
        if part.name == SEAL and small[SEAL] != listed(contents.hexdigest(), CONTENTS):
            raise Damaged("The list of contents is not the one that was written.")
        if part.kind in (FILES, HIDDEN) and digest != part.match["sha256"]:
            raise Damaged(f"{part.name} has other bytes than its name says.")
        if part.kind == ROWS:
            rows[part.match["model"]] += _count(part)
        files += part.kind in (FILES, HIDDEN)
        if part.name not in UNLISTED:
            contents.update(listed(digest, part.name))
    opening, manifest = read_opening(small[OPENING]), read_manifest(_page(small, MANIFEST))
    backup = Backup(file, opening, manifest, _key(small), files, _certificate_keys(small))
    _require_told(backup, rows)
    return backup


def _require_told(backup: Backup, rows: Counter[str]) -> None:
    """What the last page says is what was found."""
    manifest = backup.manifest
    if {model: count for model, count in manifest.rows.items() if count} != dict(+rows):
        raise Damaged("The backup has not the number of rows that it says.")
    if set(manifest.rows) != {table.model for table in backup.opening.tables} or manifest.files != backup.files:
        raise Damaged("The backup has not the tables and files that it says.")


def _small(part: Part) -> bytes:
    if part.size > LARGEST:
        raise Unfit(f"{part.name} is too large.")
    return part.read()


def _page(small: dict[str, bytes], name: str) -> bytes:
    if name not in small:
        raise Unfit(f"The backup has no {name}.")
    return small[name]


def _key(small: dict[str, bytes]) -> str:
    try:
        return _page(small, KEY).decode("ascii")
    except UnicodeError as error:
        raise Unfit("The backup's secret key is none.") from error


def _certificate_keys(small: dict[str, bytes]) -> Keys | None:
    try:
        return read_keys(small[CERTIFICATE_KEY].decode("ascii")) if CERTIFICATE_KEY in small else None
    except ValueError:
        raise Unfit("The backup's key for certificates is none.") from None


def _count(part: Part) -> int:
    if part.size > LARGEST_PIECE:
        raise Unfit(f"{part.name} is too large.")
    part.seek(0)
    return sum(1 for _ in unpacked(part.read()))
