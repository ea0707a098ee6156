"""Sites to save and to restore to, in either database: the one that the tests run on, and SQLite files beside it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.signals import setting_changed
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from smartport.backup.checking import opened
from smartport.backup.connecting import standing_in
from smartport.backup.container import Reader, Writer
from smartport.backup.restoring import Restored, restore
from smartport.backup.saving import Made, save
from smartport.env import sqlite
from tests.factories import NOW

OWN, FILE = "own", "file"
KINDS = (OWN, FILE)


def point_to(data: Path) -> None:
    """Files, vault and key of another machine."""
    settings.DATA = data
    settings.VAULT = data / "vault"
    stored = {"BACKEND": "smartport.storage.ContentStorage"}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**stored, "OPTIONS": {"location": data / "files"}},
        "hidden": {**stored, "OPTIONS": {"location": data / "hidden"}},
    }
    # Storages that were used are kept: without this all would be written where it lies already.
    setting_changed.send(sender=None, setting="STORAGES", value=settings.STORAGES, enter=True)


@contextmanager
def database(kind: str, folder: Path, *, migrated: bool = False) -> Iterator[None]:
    """The tests' own, or an SQLite file in this folder."""
    if kind == OWN:
        yield
        return
    own = {**connections["default"].settings_dict, **sqlite(folder / "site.sqlite3"), "CONN_MAX_AGE": 0}
    with standing_in(DatabaseWrapper({**own, "CONN_HEALTH_CHECKS": False}, alias="default")):
        if migrated:
            call_command("migrate", verbosity=0)
        yield


def saved(path: Path, *, with_vault: bool = False, incomplete: bool = False) -> Made:
    with path.open("xb") as out:
        return save(out, now=NOW, with_vault=with_vault, incomplete=incomplete)


def restored(path: Path, *, replace: bool = True) -> Restored:
    """`replace`: for the tests' own database is never wholly empty."""
    with opened(path) as backup:
        return restore(backup, replace=replace, now=NOW)


def changed(path: Path, to: Path, *, change) -> Path:
    """The same parts in a new file, `change(name, content)` giving (name, content) or nothing, with a list of contents
    and digests that fit: as somebody would make it who knows how."""
    with path.open("rb") as file, to.open("wb") as out:
        writer = Writer(out, at=0)
        for part in Reader(file).parts():
            content = part.read()
            if not part.name.startswith("contents."):
                _put(writer, change(part.name, content))
        writer.seal()
        writer.close()
    return to


def _put(writer: Writer, made) -> None:
    if made:
        writer.add(made[0], io.BytesIO(made[1]), size=len(made[1]))
