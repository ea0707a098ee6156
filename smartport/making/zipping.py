"""Folders into zips and back: the same folder always becomes the same bytes, on any machine."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db.models.fields.files import FieldFile

from evaluator.archive import unpack
from evaluator.order import BUNDLE_LIMITS

MADE_AT = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o100644 << 16


def write_zip(folder: Path, target: Path) -> None:
    """Every file under its relative path, in order of path, not compressed: what a library of another version would
    press otherwise is not pressed at all."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
        for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
            if path.is_file():
                member = zipfile.ZipInfo(path.relative_to(folder).as_posix(), MADE_AT)
                member.external_attr = PLAIN_FILE
                with path.open("rb") as source, out.open(member, "w") as written:
                    shutil.copyfileobj(source, written)


@contextmanager
def zipped(folder: Path) -> Iterator[Path]:
    """The zip of a folder, as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="zip-") as temporary:
        target = Path(temporary) / "folder.zip"
        write_zip(folder, target)
        yield target


def unzip_kept(stored: FieldFile, into: Path) -> None:
    """A zip that the site made itself, wherever it is stored."""
    into.mkdir(parents=True, exist_ok=True)
    with local(stored) as path:
        unpack(path, into, limits=BUNDLE_LIMITS)


@contextmanager
def local(stored: FieldFile) -> Iterator[Path]:
    """A stored file as one of this machine, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="stored-") as temporary:
        target = Path(temporary) / "content"
        with stored.open("rb") as source, target.open("wb") as out:
            shutil.copyfileobj(source, out)
        yield target
