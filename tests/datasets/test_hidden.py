"""The hidden storage: apart from what teams download, for bundles and labels alike."""

from importlib import import_module

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from challenges.evaluations.models import Bundle
from datasets.hidden import hidden_storage
from datasets.releases.models import Release

MOVE = import_module("challenges.migrations.0007_move_bundles").move_bundles


def test_hidden_files_lie_apart(own_data_folder):
    name = hidden_storage().save("", ContentFile(b"labels"))
    assert not default_storage.exists(name)
    assert hidden_storage().size(name) == 6
    with hidden_storage().open(name) as stored:
        assert stored.read() == b"labels"
    assert hidden_storage().path(name).startswith(str(own_data_folder / "hidden"))
    hidden_storage().delete(name)
    assert not hidden_storage().exists(name)


def test_bundle_is_kept_apart(bundle):
    assert not default_storage.exists(bundle.content.name)
    assert storages["hidden"].exists(bundle.content.name)


def test_labels_are_kept_apart():
    assert Release._meta.get_field("labels").storage == hidden_storage()


def test_bundle_of_an_older_site_moves(bundle, submission):
    """What was kept with everything else is moved, whole; moving again changes nothing."""
    with storages["hidden"].open(bundle.content.name) as stored:
        content = stored.read()
    storages["default"].save("", ContentFile(content))
    storages["hidden"].delete(bundle.content.name)
    for _ in range(2):
        MOVE(apps, None)
        with Bundle.objects.get().content.open("rb") as stored:
            assert stored.read() == content
        assert not default_storage.exists(bundle.content.name)
    assert default_storage.exists(submission.content.name)
