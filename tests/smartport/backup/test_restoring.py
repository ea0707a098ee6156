"""A restore is all or nothing: what cannot be restored leaves the machine as it was."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from challenges.journal.models import JournalEntry
from challenges.submissions.models import Submission
from smartport.accounts.models import User
from smartport.backup import restoring
from smartport.backup.refusal import (
    BackupRefused,
    NotEmpty,
    OtherKey,
    RowsRefused,
    SiteRunning,
)
from tests.factories import make_person
from tests.smartport.backup.places import FILE, KINDS, changed, database, point_to, restored, saved

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def test_a_missing_file_is_refused(tmp_path, backup, submission):
    def change(name, content):
        if name == f"files/{submission.sha256}":
            return None
        return name, content.replace(b'"files": 3', b'"files": 2')

    short = changed(backup, tmp_path / "short.tar", change=change)
    with database(FILE, tmp_path), pytest.raises(BackupRefused, match=submission.sha256):
        restored(short, replace=False)
    assert not (tmp_path / "site.sqlite3").exists()


@pytest.mark.parametrize("target", KINDS)
def test_what_fails_at_the_end_leaves_everything_as_it_was(tmp_path, backup, monkeypatch, target):
    """Even after all rows were loaded and compared."""
    with database(target, tmp_path, migrated=True):
        mallory = make_person("zoe")
        before = (User.objects.count(), JournalEntry.objects.count(), settings.SECRET_KEY)
        monkeypatch.setattr(restoring, "_keep_key", lambda backup: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            restored(backup)
        assert (User.objects.count(), JournalEntry.objects.count(), settings.SECRET_KEY) == before
        assert User.objects.filter(pk=mallory.pk).exists()
    assert [path.name for path in tmp_path.iterdir() if "restoring" in path.name] == []


def test_rows_that_do_not_fit_together_are_refused(tmp_path, submission):
    """A submission whose team is gone."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("UPDATE challenges_submission SET team_id = %s", ["0" * 32])
        else:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("UPDATE challenges_submission SET team_id = %s", ["0" * 8 + "-0000-0000-0000-" + "0" * 12])
    connection.close()
    saved(tmp_path / "backup.tar")
    with database(FILE, tmp_path), pytest.raises(RowsRefused, match="fit together"):
        restored(tmp_path / "backup.tar", replace=False)
    assert not (tmp_path / "site.sqlite3").exists()


def test_a_site_with_rows_is_not_replaced_unasked(tmp_path, backup):
    with pytest.raises(NotEmpty, match="accounts"):
        restored(backup, replace=False)
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("target", KINDS)
def test_a_site_with_rows_is_replaced_where_asked(tmp_path, backup, target):
    point_to(tmp_path / "new")
    with database(target, tmp_path, migrated=True):
        make_person("zoe")
        restored(backup)
        assert not User.objects.filter(username="zoe").exists()
        assert Submission.objects.count() == 1


def test_a_running_site_is_not_replaced(tmp_path, backup):
    with database(FILE, tmp_path, migrated=True):
        held = sqlite3.connect(tmp_path / "site.sqlite3")
        held.execute("SELECT count(*) FROM django_migrations").fetchone()
        try:
            with pytest.raises(SiteRunning):
                restored(backup)
        finally:
            held.close()
        restored(backup)


@pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="of PostgreSQL")
def test_a_running_site_on_a_server_is_not_replaced(backup):
    from smartport.backup.connecting import like_default

    other = like_default(options={})
    other.ensure_connection()
    try:
        with pytest.raises(SiteRunning):
            restored(backup)
    finally:
        other.close()


def test_another_key_of_the_environment_is_refused(tmp_path, backup, monkeypatch):
    monkeypatch.setenv("SMARTPORT_SECRET_KEY", "another")
    with database(FILE, tmp_path), pytest.raises(OtherKey):
        restored(backup, replace=False)


def test_another_key_for_certificates_of_the_environment_is_refused(tmp_path, backup, monkeypatch, settings):
    monkeypatch.setenv("SMARTPORT_CERTIFICATE_KEY", "another")
    settings.CERTIFICATE_KEY = b"a" * 32
    with database(FILE, tmp_path), pytest.raises(OtherKey, match="SMARTPORT_CERTIFICATE_KEY"):
        restored(backup, replace=False)


def test_a_backup_of_an_older_version_is_brought_up(tmp_path):
    """Made by the tables of then, restored by the migrations of now."""
    from django.core.management import call_command
    from django.db.migrations.executor import MigrationExecutor

    from smartport.backup import saving
    from smartport.backup.saving import models_saved

    with database(FILE, tmp_path, migrated=True):
        make_person("alice")
        whole = models_saved()
        call_command("migrate", "challenges", "0009", verbosity=0)
        executor = MigrationExecutor(connection)
        leaves = [node for node in executor.loader.graph.leaf_nodes() if node[0] != "challenges"]
        then = executor.loader.project_state([*leaves, ("challenges", "0009_site_for_teams")]).apps
        there = {model._meta.label for model in then.get_models()}
        old = {label: then.get_model(label) for label in whole if label in there}
        known = set(executor.loader.applied_migrations)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(saving, "models_saved", lambda: old)
            patch.setattr(saving, "_known", lambda loader: known)
            patch.setattr(saving, "board_digests", dict)  # there are none; the code of now reads columns of now
            saved(tmp_path / "old.tar")
    (tmp_path / "new").mkdir()
    with database(FILE, tmp_path / "new"):
        restored(tmp_path / "old.tar", replace=False)
        assert User.objects.get().username == "alice"
        assert Submission.objects.count() == 0
        assert (
            MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes()) == []
        )


def test_killed_in_the_middle_it_leaves_nothing_half(tmp_path, backup):
    """A real process, ended by SIGKILL while it restores: the site's database is as it was, and a second try works."""
    data = tmp_path / "machine"
    data.mkdir()
    environment = {
        **os.environ,
        "SMARTPORT_DATA": str(data),
        "DATABASE_URL": f"sqlite:////{data / 'smartport.sqlite3'}",
    }
    command = [sys.executable, "manage.py", "restore", str(backup)]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    end = time.monotonic() + 60
    while not list(data.glob(".smartport.sqlite3.restoring-*")) and running.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert running.returncode == -signal.SIGKILL
    assert not (data / "smartport.sqlite3").exists()
    again = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert "Restored" in again.stdout
    with sqlite3.connect(data / "smartport.sqlite3") as rows:
        assert rows.execute("SELECT count(*) FROM challenges_submission").fetchone() == (1,)
