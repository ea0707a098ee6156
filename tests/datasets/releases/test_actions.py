"""A release is published once and whole; a licence is accepted once."""

import hashlib

from datasets.models import LicenceAcceptance, Release, ReleaseFile
from datasets.releases.actions import accept_licence, publish_release
from tests.factories import NOW

TOLD = {"slug": "rade", "version": "1.0.0", "title": {"fr": "Rade"}, "licence": "CC-BY-4.0"}


def content_of(file: ReleaseFile) -> bytes:
    with file.content.open("rb") as stream:
        return stream.read()


def test_every_file_is_kept_under_its_path(db, tmp_path):
    (tmp_path / "data").mkdir()
    for path, content in (("README.md", b"hello"), ("data/train.csv", b"id\n1\n")):
        (tmp_path / path).write_bytes(content)
    release = publish_release(tmp_path, now=NOW, **TOLD)
    kept = {file.path: (file.size, file.sha256, content_of(file)) for file in release.files.all()}
    assert kept == {
        "README.md": (5, hashlib.sha256(b"hello").hexdigest(), b"hello"),
        "data/train.csv": (5, hashlib.sha256(b"id\n1\n").hexdigest(), b"id\n1\n"),
    }


def test_version_that_exists_stays_as_it_is(db, tmp_path):
    (tmp_path / "README.md").write_bytes(b"first")
    first = publish_release(tmp_path, now=NOW, **TOLD)
    (tmp_path / "README.md").write_bytes(b"second")
    assert publish_release(tmp_path, now=NOW, **TOLD) == first
    assert (Release.objects.count(), content_of(ReleaseFile.objects.get())) == (1, b"first")


def test_licence_is_accepted_once_for_all_versions(db, tmp_path, alice):
    first = publish_release(tmp_path, now=NOW, **TOLD)
    second = publish_release(tmp_path, now=NOW, **{**TOLD, "version": "1.1.0"})
    answers = [accept_licence(release, user=alice, now=NOW) for release in (first, second)]
    assert [is_new for _, is_new in answers] == [True, False]
    assert LicenceAcceptance.objects.count() == 1
