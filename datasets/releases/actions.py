"""Publishes a release: its rows, and its files in the storage; takes a person's yes to a licence."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from datasets.releases.models import LicenceAcceptance, Release, ReleaseFile


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


def commit_labels(release: Release, labels: "File[Any]", *, commitment: str, salt: str) -> None:
    """Keep the hidden labels of a release where nobody downloads from, and what it commits to them by. Once."""
    if release.commitment:
        return
    release.commitment, release.salt = commitment, salt
    release.labels.save("labels", labels, save=False)
    release.save(update_fields=["commitment", "salt", "labels"])


def accept_licence(release: Release, *, user: AbstractBaseUser, now: datetime) -> tuple[LicenceAcceptance, bool]:
    """A person's yes to the licence of this release, good for every version under the same licence; and whether it is
    the first."""
    return LicenceAcceptance.objects.get_or_create(
        user_id=user.pk, slug=release.slug, licence=release.licence, defaults={"at": now}
    )


def _stored(path: Path, *, folder: Path) -> ReleaseFile:
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        content = default_storage.save("", File(stream))
    name = path.relative_to(folder).as_posix()
    return ReleaseFile(path=name, sha256=sha256, size=path.stat().st_size, content=content)
