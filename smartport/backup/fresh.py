"""A new database to restore into, which takes the site's place at the very end, or leaves it as it was."""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from django.apps import apps
from django.db import OperationalError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from smartport.backup.connecting import like_default, standing_in
from smartport.backup.refusal import NotEmpty, SiteRunning

# A site that was started once and stopped has these, and is empty.
MADE_BY_ITSELF = frozenset(
    {
        "contenttypes.ContentType",
        "auth.Permission",
        "sessions.Session",
        "challenges.Machine",
        "challenges.LiveLog",
        "challenges.Reading",
    }
)
RUNNING = "Somebody uses the database. Stop the site (bin/up, its workers and every open console), then type it again."
LOCK_WAIT = "10s"
# For a file that nobody has yet: it is fsynced before it counts.
UNHURRIED = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA cache_size=-100000;"
IN_USE = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def require_empty() -> None:
    """Raises NotEmpty. To look into an SQLite file that is not there would make it."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return
    there = set(connection.introspection.table_names())
    for model in apps.get_models(include_auto_created=True):
        is_asked = model._meta.db_table in there and model._meta.label not in MADE_BY_ITSELF
        if is_asked and model._base_manager.exists():
            raise NotEmpty(
                f"This site is not empty: it has rows of {model._meta.label}. Restore to an empty one, or type "
                '--replace "replace everything": what is in this database is then gone for good.'
            )


def fresh_database() -> AbstractContextManager[None]:
    """Within it the site's database is a new one without a table. What is there at its end becomes the site's own; an
    exception leaves the old one untouched. Raises SiteRunning."""
    return _new_file() if connection.vendor == "sqlite" else _one_transaction()


@contextmanager
def _new_file() -> Iterator[None]:
    """Beside the old file, and renamed over it."""
    path = Path(connection.settings_dict["NAME"])
    connection.close()
    path.parent.mkdir(parents=True, exist_ok=True)
    _require_unused(path)
    new = path.with_name(f".{path.name}.restoring-{secrets.token_hex(4)}")
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        options = {"init_command": UNHURRIED, "timeout": 20}
        with standing_in(like_default(name=str(new), options=options)):
            yield
        _sync(new)
        _require_unused(path)
        new.replace(path)
        _sync(path.parent)
    finally:
        new.unlink(missing_ok=True)


def _require_unused(path: Path) -> None:
    """Leaving the write-ahead log is granted only to the last one who has the file open; it also empties the log, which
    must not be found beside another database."""
    if not path.exists():
        return
    held = sqlite3.connect(path, timeout=2)
    try:
        held.execute("PRAGMA journal_mode = DELETE").fetchone()
        held.execute("BEGIN EXCLUSIVE")
        held.rollback()
    except sqlite3.OperationalError as error:
        raise SiteRunning(RUNNING) from error
    finally:
        held.close()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _one_transaction() -> Iterator[None]:
    """PostgreSQL takes back tables as it takes back rows."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute(IN_USE)
            if cursor.fetchone()[0]:
                raise SiteRunning(RUNNING)
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_WAIT}'")
            _drop_tables()
        yield


def _drop_tables() -> None:
    """The site's own, of any version; what else is in the database stays."""
    models = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    models.add(MigrationRecorder.Migration._meta.db_table)
    begins = tuple(f"{app.label}_" for app in apps.get_app_configs())
    there = [name for name in connection.introspection.table_names() if name in models or name.startswith(begins)]
    if not there:
        return
    names = ", ".join(connection.ops.quote_name(name) for name in there)
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"DROP TABLE {names} CASCADE")
        except OperationalError as error:
            raise SiteRunning(RUNNING) from error
