"""Writes the folder: under another name until it is whole, with the SHA-256 of every file; and the folder as a ZIP."""

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from smartport.keepsake.rules import FolderTaken

SUMS = "SHA256SUMS"
# A folder says nothing about who made it: a ZIP has one hour and one set of rights for all its files.
RIGHTS = 0o644


@dataclass
class Folder:
    """What was written so far: the digest of each file, by its path."""

    root: Path
    digests: dict[str, str] = field(default_factory=dict)
    size: int = 0

    def put(self, path: str, content: bytes) -> None:
        """Write a file that is not there yet."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as out:
            out.write(content)
        self.digests[path] = hashlib.sha256(content).hexdigest()
        self.size += len(content)

    def sums(self) -> bytes:
        """As `sha256sum -c` reads it."""
        return "".join(f"{digest}  {path}\n" for path, digest in sorted(self.digests.items())).encode()


def require_free(path: Path) -> None:
    """Raises FolderTaken unless there is nothing, or an empty folder."""
    if path.is_symlink() or (path.exists() and not (path.is_dir() and not any(path.iterdir()))):
        raise FolderTaken(path=str(path))


def require_file_free(path: Path) -> None:
    """Raises FolderTaken if there is anything of this name."""
    if path.exists() or path.is_symlink():
        raise FolderTaken(path=str(path))


@contextmanager
def fresh_folder(path: Path) -> Iterator[Folder]:
    """A folder to fill; it appears under its name when the block ends well, else nothing does. Raises FolderTaken."""
    require_free(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{path.name[:40]}-", dir=path.parent))
    try:
        folder = Folder(temporary)
        yield folder
        folder.put(SUMS, folder.sums())
        temporary.chmod(0o755)
        try:
            temporary.rename(path)
        except OSError as error:
            raise FolderTaken(path=str(path)) from error
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def pack(folder: Path, target: Path, *, name: str, at: datetime) -> None:
    """The folder as a ZIP, in which it is called `name`: the same folder makes the same file. Raises FolderTaken."""
    require_file_free(target)
    temporary = target.with_name(f".{target.name[:40]}.part")
    hour = (*at.timetuple()[:5], 0)
    try:
        with zipfile.ZipFile(temporary, "x", compression=zipfile.ZIP_DEFLATED, compresslevel=6) as out:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                entry = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", date_time=hour)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, RIGHTS << 16
                with path.open("rb") as file, out.open(entry, "w") as packed:
                    shutil.copyfileobj(file, packed)
        temporary.rename(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
