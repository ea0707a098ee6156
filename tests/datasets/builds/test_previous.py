"""The version before: what a new build is compared with."""

import json

import pytest

from datasets.builds.previous import changes_since, previous_of, proposed_version, small_version
from datasets.releases.actions import publish_release
from datasets.releases.models import Release
from datasets.releasing.commitment import solution_bytes
from tests.factories import NOW

pytestmark = pytest.mark.database


@pytest.fixture
def published(db, built) -> Release:
    recipe = built.samples.recipe
    return publish_release(
        built.release, slug="passages", version="1.0.0", title=recipe.title, licence=recipe.licence, now=NOW
    )


def test_first_version_has_none_before(db):
    assert previous_of("passages") is None
    assert changes_since(None, folder=None, labels=b"") == {}
    assert small_version({}, version="1.0.0") == []


def test_version_before_is_read_from_its_files(published, built):
    found = previous_of("passages")
    assert found.release == published
    assert found.version.number == "1.0.0"
    assert found.version.profile == json.loads((built.release / "profile.json").read_text())
    assert found.version.commitment == built.commitment


def test_release_without_the_files_that_tell_of_it_cannot_be_compared_with(published):
    published.files.filter(path="profile.json").delete()
    assert previous_of("passages") is None


def test_same_files_change_documents_only(published, built):
    changes = changes_since(previous_of("passages"), folder=built.release, labels=solution_bytes(built.samples.truth))
    assert (changes["since"], changes["level"], changes["affects_scores"]) == ("1.0.0", "patch", False)


@pytest.mark.parametrize(
    ("level", "version", "right"),
    [("major", "1.1.0", "2.0.0"), ("minor", "1.0.1", "1.1.0"), ("patch", "1.0.0", "1.0.1"), ("major", "2.0.0", None)],
)
def test_version_must_say_as_much_as_changed(level, version, right):
    found = small_version({"since": "1.0.0", "level": level}, version=version)
    expected = {"version": version, "right": right, "since": "1.0.0"}
    assert [(one["severity"], one["values"]) for one in found] == ([("blocks", expected)] if right else [])


@pytest.mark.parametrize(
    ("told", "last", "proposed"),
    [("1.0.0", None, "1.0.0"), ("1.0.0", "1.0.0", "2.0.0"), ("1.0.1", "1.2.0", "2.0.0"), ("1.2.1", "1.2.0", "1.2.1")],
)
def test_next_version_is_the_recipes_own_or_the_next_major_one(told, last, proposed):
    release = None if last is None else Release(slug="passages", version=last)
    assert proposed_version(told, last=release) == proposed
