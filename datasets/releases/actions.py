"""Publishes a release: its rows, and its files in the storage."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from datasets.models import Release, ReleaseFile


def publish_release(
    folder: Path, *, slug: str, version: str, title: Mapping[str, str], licence: str, now: datetime
) -> Release:
    """Keep every file of a release folder under this version; a version that exists stays as it is."""
    found = Release.objects.filter(slug=slug, version=version).first()
    if found:
        return found
    files = [_stored(path, folder=folder) for path in sorted(folder.rglob("*")) if path.is_file()]
    with transaction.atomic():
        release, is_new = Release.objects.get_or_create(
            slug=slug, version=version, defaults={"title": dict(title), "licence": licence, "published_at": now}
        )
        if is_new:
            for file in files:
                file.release = release
            ReleaseFile.objects.bulk_create(files)
    return release


def _stored(path: Path, *, folder: Path) -> ReleaseFile:
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        content = default_storage.save("", File(stream))
    name = path.relative_to(folder).as_posix()
    return ReleaseFile(path=name, sha256=sha256, size=path.stat().st_size, content=content)
