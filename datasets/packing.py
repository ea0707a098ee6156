"""Packs a folder into a zip, the same bytes every time."""

import io
import zipfile
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
FILE_MODE = 0o100644 << 16


def pack_folder(folder: Path) -> bytes:
    """Every file of the folder under its relative path, in order of path; hidden files and caches stay out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in name.parts):
                archive.writestr(_member(name), path.read_bytes())
    return packed.getvalue()


def _member(name: Path) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name.as_posix(), date_time=EPOCH)
    member.external_attr = FILE_MODE
    member.compress_type = zipfile.ZIP_DEFLATED
    return member
