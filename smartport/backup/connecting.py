"""Another connection in the place of the site's own: a frozen view of it to read from, or a new database to fill."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder


@contextmanager
def standing_in(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Within it everything that this thread reads and writes goes to this connection; other threads keep theirs."""
    own = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connection
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = own
        connection.close()


def like_default(*, name: str | None = None, options: dict[str, Any]) -> BaseDatabaseWrapper:
    """A connection to the same database, or of the same kind to another; it shares nothing with the site's own."""
    own = connections[DEFAULT_DB_ALIAS]
    settings = {**own.settings_dict, "OPTIONS": options, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}
    if name is not None:
        settings["NAME"] = name
    return type(own)(settings, alias=DEFAULT_DB_ALIAS)


@contextmanager
def snapshot() -> Iterator[None]:
    """Within it the site is read as it was at the begin, while others go on writing, and nothing can be written.

    PostgreSQL: one REPEATABLE READ transaction. SQLite: one read transaction on the write-ahead log, which keeps what
    it needs until we are done and holds up no writer. (The online copy of SQLite would do the same by way of a second
    file as large as the first.)
    """
    own = connections[DEFAULT_DB_ALIAS]
    options = {name: value for name, value in own.settings_dict["OPTIONS"].items() if name != "pool"}
    if own.vendor == "sqlite":
        options["transaction_mode"] = None
    with standing_in(like_default(options=options)), transaction.atomic():
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            if own.vendor == "postgresql":
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            else:
                cursor.execute("PRAGMA query_only = ON")
        MigrationRecorder(connections[DEFAULT_DB_ALIAS]).applied_migrations()  # the first read is what freezes it
        yield
