"""A bundle folder becomes one zip and a manifest; the same folder always becomes the same bytes."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evaluator import archive
from evaluator.bundle import FOLDERS, Bundle
from evaluator.description import DESCRIPTION
from evaluator.errors import BundleBroken
from evaluator.order import BUNDLE_LIMITS
from evaluator.scorekit import read_ids

MADE_AT = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o100644 << 16


@dataclass(frozen=True)
class Packed:
    """A checked bundle; `zip` lives only as long as the context that gave it."""

    zip: Path
    manifest: dict[str, Any]
    expected_ids: list[str] | None


@contextmanager
def packed(folder: Path) -> Iterator[Packed]:
    """Check and pack a bundle folder. Raises BundleBroken."""
    bundle = Bundle.read(folder)
    with tempfile.TemporaryDirectory(prefix="bundle-") as temporary:
        target = Path(temporary) / "bundle.zip"
        _pack(bundle.folder, target)
        _require_unpackable(target)
        yield Packed(target, manifest_of(bundle), _expected_ids(bundle))


def manifest_of(bundle: Bundle) -> dict[str, Any]:
    """What the site needs to know of a bundle, as plain JSON."""
    return {
        "digest": bundle.digest,
        "kinds": list(bundle.kinds),
        "has_public_input": bundle.public_input.exists(),
        "image": bundle.image,
        "predictions": asdict(bundle.predictions),
        "solution": asdict(bundle.solution),
        "scoring": asdict(bundle.scoring),
        "scores": [asdict(column) for column in bundle.scores],
    }


def _pack(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
        for path in sorted(_files(folder)):
            member = zipfile.ZipInfo(path.relative_to(folder).as_posix(), MADE_AT)
            member.external_attr = PLAIN_FILE
            with path.open("rb") as source, out.open(member, "w") as written:
                while chunk := source.read(1 << 20):
                    written.write(chunk)


def _files(folder: Path) -> Iterator[Path]:
    yield folder / DESCRIPTION
    for part in FOLDERS:
        for path in (folder / part).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _require_unpackable(zip_file: Path) -> None:
    try:
        archive.check(zip_file, limits=BUNDLE_LIMITS)
    except archive.ArchiveRefused as refused:
        raise BundleBroken(f"the bundle cannot be packed: {refused.message}") from refused


def _expected_ids(bundle: Bundle) -> list[str] | None:
    if bundle.predictions.ids is None:
        return None
    try:
        return read_ids(bundle.input / bundle.predictions.ids, column=bundle.predictions.id)
    except ValueError as error:
        raise BundleBroken(str(error)) from error
