"""A folder that appears whole or not at all, and the checksums of what is in it."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from datasets.rules import require_free

CHECKSUMS = "SHA256SUMS"


def write_whole(folder: Path, fill: Callable[[Path], None]) -> Path:
    """`fill` writes into a folder beside this one, which takes the name once all of it is on the disk. Raises
    FolderTaken where something is there already."""
    require_free(folder.name, is_free=not folder.exists() or not any(folder.iterdir()))
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        fill(work)
        _sync(work)
        work.chmod(0o755)
        work.replace(folder)
    except BaseException:
        shutil.rmtree(work)
        raise
    return folder


def _sync(folder: Path) -> None:
    """Nothing of it is only in memory when the folder gets its name."""
    for path in (*folder.rglob("*"), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def checksums(folder: Path) -> str:
    """As `sha256sum --check` reads them; of every file but the checksums themselves."""
    return "".join(f"{sha256_of(path)}  {name}\n" for name, path in files_of(folder).items() if name != CHECKSUMS)


def files_of(folder: Path) -> dict[str, Path]:
    """Every file by its path inside the folder, in order."""
    paths = sorted(path for path in folder.rglob("*") if not path.is_dir())
    return {path.relative_to(folder).as_posix(): path for path in paths}


def sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def write_json(path: Path, content: Any) -> None:
    """Raises ValueError for what JSON has no word for (infinities, and what is not a number)."""
    write_text(path, json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
