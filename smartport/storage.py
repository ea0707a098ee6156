"""Files stored by content: named by their SHA-256, written whole or not at all, never changed."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.db.models import FileField

from datasets.hidden import HiddenStorage

CHUNK = 1 << 20


def content_name(content: "File[Any]") -> str:
    """`sha256/ab/abcd…`: where a file with this content lives. Rewinds the file."""
    content.seek(0)
    digest = hashlib.sha256()
    for chunk in content.chunks(CHUNK):
        digest.update(chunk)
    content.seek(0)
    return name_of(digest.hexdigest())


def name_of(sha256: str) -> str:
    """The storage name of the content with this hexadecimal SHA-256."""
    if len(sha256) != 64 or not all(character in "0123456789abcdef" for character in sha256):
        raise SuspiciousFileOperation("not a SHA-256")
    return f"sha256/{sha256[:2]}/{sha256}"


def is_named(name: str, *, is_hidden: bool) -> bool:
    """Whether a row of any table names this file, of the hidden storage or of the other one: the same bytes may belong
    to several."""
    return any(
        model._base_manager.filter(**{field.attname: name}).exists()
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, FileField) and isinstance(field.storage, HiddenStorage) == is_hidden
    )


class ContentStorage(FileSystemStorage):
    """Local files named by content; `save` ignores the name asked for and returns the content's name."""

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """Store the bytes once: temporary name, fsync, rename. The same content twice is one file."""
        file = content if isinstance(content, File) else File(content)
        stored = content_name(file)
        target = Path(self.path(stored))
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(file, target)
        return stored


def _write(content: "File[Any]", target: Path) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".incoming-")
    try:
        with os.fdopen(descriptor, "wb") as out:
            for chunk in content.chunks(CHUNK):
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).chmod(0o440)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
