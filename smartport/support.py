"""What a person who helps from afar has to know of this site: versions, the database's state, settings that matter. No
secret is in it: what may hold one is only said to be given or not."""

import platform
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

import celery
import django
from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from challenges.evaluations.rules import INTRODUCED
from challenges.operations.queries import at_work
from challenges.operations.storage import spaces
from evaluator import __version__

PATIENCE = 2.0
UNKNOWN = "not known"
Part = tuple[str, list[tuple[str, str]]]


def facts(*, now: datetime) -> list[Part]:
    """In English, as it goes to support: titles, and pairs of a name and what is so."""
    return [
        ("Site", list(_site(now))),
        ("Database", list(_database())),
        ("Broker", list(_broker())),
        ("Machines", list(_machines(now))),
        ("Settings", list(_settings())),
    ]


def text(*, now: datetime) -> str:
    """The same to be sent."""
    lines: list[str] = []
    for title, pairs in facts(now=now):
        lines += [title, "-" * len(title), *(f"{name}: {value}" for name, value in pairs), ""]
    return "\n".join(lines)


def _site(now: datetime) -> Iterator[tuple[str, str]]:
    yield "written", now.isoformat(timespec="seconds")
    yield "smartport", __version__
    yield "Python", platform.python_version()
    yield "Django", django.get_version()
    yield "Celery", celery.__version__
    yield "system", platform.platform()
    for space in spaces():
        yield f"disk ({space.what})", f"{space.free >> 20} MiB free of {space.total >> 20}"


def _database() -> Iterator[tuple[str, str]]:
    yield "kind", f"{connection.vendor} {_database_version()}"
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError as error:
        yield "migrations", f"{UNKNOWN}: {type(error).__name__}"
        return
    yield "migrations applied", str(len(applied))
    yield "migrations missing", ", ".join(f"{each.app_label}.{each.name}" for each, _ in missing) or "none"
    latest = dict(sorted(applied))
    for app in ("challenges", "datasets", "accounts"):
        yield f"latest of {app}", latest.get(app, "none")


def _database_version() -> str:
    if connection.vendor != "postgresql":
        return sqlite3.sqlite_version
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def _broker() -> Iterator[tuple[str, str]]:
    scheme = urlsplit(settings.REDIS_URL).scheme
    yield "kind", scheme or "files in the data folder"
    if not scheme:
        return
    try:
        with current_app.connection_for_read(connect_timeout=PATIENCE) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE)
            told = broker.default_channel.client.info("server")
        yield "Redis", str(told.get("redis_version", UNKNOWN))
    except Exception as error:  # the edge towards the broker, each of which has errors of its own
        yield "Redis", f"{UNKNOWN}: {type(error).__name__}"


def _machines(now: datetime) -> Iterator[tuple[str, str]]:
    for each in at_work(now=now):
        told = each.machine.about
        about = ", ".join(f"{name} {told[name]}" for name in INTRODUCED if told.get(name))
        yield each.machine.name, f"{each.state}, {each.machine.slots} slots, {about or 'says nothing of itself'}"


def _settings() -> Iterator[tuple[str, str]]:
    yield "address", settings.SITE_URL
    yield "hosts", ", ".join(dict.fromkeys(settings.ALLOWED_HOSTS))
    yield "proxies", str(settings.PROXIES)
    yield "debug", _yes(settings.DEBUG)
    yield "files", "S3" if settings.STORAGE_BUCKET else "data folder"
    yield "evaluators share the disk", _yes(settings.EVALUATOR_SHARES_DISK)
    yield "lease seconds", str(settings.EVALUATION_LEASE_SECONDS)
    yield "crowd seconds", str(settings.CROWD_SECONDS)
    yield "mail server", "given" if settings.EMAIL_HOST else "none"
    yield "single sign-on", "given" if settings.SIGN_ON else "none"
    yield "metrics token", "given" if settings.METRICS_TOKEN else "none"
    yield "disk limit", f"{settings.DISK_LIMIT >> 30} GiB"


def _yes(value: object) -> str:
    return "yes" if value else "no"
