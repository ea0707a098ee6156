"""Reads of releases: their files by what they are, the version before, and who accepted the licence."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from datasets.releases.documents import read_document
from datasets.releases.models import LicenceAcceptance, Release, ReleaseFile
from datasets.releases.profile import Profile, ProfileUnreadable, read_profile
from datasets.releases.published import Published

Person = AbstractBaseUser | AnonymousUser
Files = Mapping[str, ReleaseFile]

PROFILE = "profile.json"
DATA_FOLDER = "data"
PARTS = ("train", "test")


def files_of(release: Release) -> dict[str, ReleaseFile]:
    """By path, in order of the paths."""
    return {file.path: file for file in release.files.all()}


def published(file: ReleaseFile) -> Published:
    """The file as something to read."""
    content = file.content
    return Published(file.sha256, file.size, open=lambda: content.storage.open(str(content.name), "rb"))


def tables(files: Iterable[ReleaseFile]) -> dict[str, Published]:
    """The parquet tables of the data by their names; train and test first."""
    found = {
        path.stem: published(file)
        for file in files
        if (path := PurePosixPath(file.path)).parent.as_posix() == DATA_FOLDER and path.suffix == ".parquet"
    }
    order = {name: place for place, name in enumerate(PARTS)}
    return dict(sorted(found.items(), key=lambda item: (order.get(item[0], len(order)), item[0])))


def profile_of(files: Files) -> Profile | None:
    """None where the release has no profile, or one of another form."""
    file = files.get(PROFILE)
    if file is None:
        return None
    try:
        return read_profile(published(file))
    except ProfileUnreadable:
        return None


def document_of(files: Files, name: str) -> Mapping[str, Any]:
    """A JSON document of the release; empty where there is none, or none that is an object."""
    file = files.get(name)
    return read_document(published(file)) if file else {}


def version_before(release: Release) -> Release | None:
    """The version that was published last before this one."""
    earlier = Release.objects.filter(slug=release.slug, published_at__lt=release.published_at)
    return earlier.order_by("-published_at").first()


def licence_acceptance(user: Person, release: Release) -> LicenceAcceptance | None:
    """This person's yes to the licence of this release, whatever version it was given for."""
    if user.pk is None:
        return None
    return LicenceAcceptance.objects.filter(user_id=user.pk, slug=release.slug, licence=release.licence).first()


def has_accepted_licence(user: Person, release: Release) -> bool:
    """Whether there is one."""
    return licence_acceptance(user, release) is not None
