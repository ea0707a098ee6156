"""What is found of a release."""

from datetime import timedelta

import pytest

from datasets.models import Release
from datasets.releases.queries import (
    document_of,
    files_of,
    has_accepted_licence,
    profile_of,
    tables,
    version_before,
)
from tests.factories import OPENS_AT, accept_licence, make_release, release_folder


@pytest.fixture
def release(challenge, tmp_path) -> Release:
    return make_release(challenge, release_folder(tmp_path / "release"))


def test_files_are_found_by_their_paths(release):
    files = files_of(release)
    assert list(files) == sorted(files)
    assert files["data/train.csv"].size > 0


def test_tables_are_the_parquet_files_of_the_data_and_train_comes_first(release):
    release.files.filter(path="README.md").update(path="data/area.parquet")
    release.files.filter(path="DATASHEET.md").update(path="more/other.parquet")
    found = tables(files_of(release).values())
    assert list(found) == ["train", "test", "area"]
    with found["train"].open() as stream:
        assert stream.read(4) == b"PAR1"


def test_profile_and_documents_are_read_from_the_files(release):
    files = files_of(release)
    profile = profile_of(files)
    assert profile.parts == {"train": 1200, "test": 300}
    assert document_of(files, "recipe.json")["protection"]["k"] == 5
    assert document_of(files, "nothing.json") == document_of(files, "README.md") == {}


def test_version_before_is_the_last_one_published_before(release):
    later = [
        Release.objects.create(
            slug=slug, version=version, title={}, licence="X", published_at=OPENS_AT + timedelta(days=days)
        )
        for slug, version, days in (("rade", "2.0.0", 2), ("rade", "3.0.0", 3), ("air", "1.0.0", 1))
    ]
    assert version_before(release) is None
    assert version_before(later[1]) == later[0]
    assert version_before(later[2]) is None


def test_licence_is_accepted_by_person_release_and_licence(release, alice, bob):
    accept_licence(release, alice)
    assert has_accepted_licence(alice, release)
    assert not has_accepted_licence(bob, release)
    for name, value in (("slug", "air"), ("licence", "ODbL-1.0")):
        other = Release(slug="rade", version="9", licence=release.licence)
        setattr(other, name, value)
        assert not has_accepted_licence(alice, other)
