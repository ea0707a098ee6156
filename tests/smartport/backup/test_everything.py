"""Nothing that the site keeps is forgotten: each table and each file, of the jury and of the stage too."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from smartport.backup.fresh import MADE_BY_ITSELF, require_empty
from smartport.backup.saving import LEFT_OUT, models_saved
from smartport.celery import app
from smartport.schedule import SCHEDULE
from tests.smartport.backup.everything import fill_all, rows, tables
from tests.smartport.backup.places import FILE, OWN, database, point_to, restored, saved
from tests.smartport.world import world  # noqa: F401 (a fixture)

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

OF_DJANGO = {"django_migrations"}


def stored(data: Path) -> dict[str, bytes]:
    """Every file below the folders that belong into a backup, whether a row names it or not; locks are empty."""
    folders = [data / "files", data / "hidden", data / "vault"]
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    kept = [path for path in found if path.parent != data / "vault" / "locks"]
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in kept}


def test_every_row_and_every_file_comes_back_from_either_database(world, tmp_path):  # noqa: F811
    fill_all()
    before, kept = rows(), stored(settings.DATA)
    assert [label for label, lines in before.items() if not lines] == []
    saved(tmp_path / "first.tar", with_vault=True)
    point_to(tmp_path / "second")
    with database(FILE, tmp_path):
        restored(tmp_path / "first.tar", replace=False)
        assert rows() == before
        assert stored(tmp_path / "second") == kept
        saved(tmp_path / "second.tar", with_vault=True)
    point_to(tmp_path / "third")
    with database(OWN, tmp_path):
        restored(tmp_path / "second.tar")
        assert rows() == before
    assert stored(tmp_path / "third") == kept


def test_every_table_of_the_database_is_a_models_of_a_backup(db):
    labels = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    left_out = {labels[label]._meta.db_table for label in LEFT_OUT}
    assert tables() - {model._meta.db_table for model in models_saved().values()} == left_out | OF_DJANGO


def test_a_site_that_only_ran_is_still_empty(tmp_path):
    """Who installs starts it once, stops it, and restores."""
    with database(FILE, tmp_path, migrated=True):
        app.loader.import_default_modules()
        for each in SCHEDULE.values():
            app.tasks[each["task"]].apply(throw=True)
        made = {label for label, model in models_saved().items() if model._base_manager.exists()}
        assert made - MADE_BY_ITSELF == set()
        require_empty()
