"""Which files rows speak of: all that are stored by content, each once, however many rows share it."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Field, FileField

from datasets.hidden import HiddenStorage
from smartport.backup.container import FILES, HIDDEN
from smartport.backup.refusal import BackupRefused
from smartport.storage import name_of

STORAGES = {FILES: "default", HIDDEN: "hidden"}
FOLDERS = {FILES: "files", HIDDEN: "hidden"}
STORED = re.compile(r"sha256/[0-9a-f]{2}/([0-9a-f]{64})")


class FilesNamed:
    """Digests by folder, on the disk rather than in memory: there may be millions."""

    def __init__(self) -> None:
        self._names = sqlite3.connect("")
        self._names.execute("CREATE TABLE named (kind INTEGER, sha256 TEXT, PRIMARY KEY (kind, sha256)) WITHOUT ROWID")
        self._names.execute("CREATE TABLE here (kind INTEGER, sha256 TEXT, PRIMARY KEY (kind, sha256)) WITHOUT ROWID")

    def note(self, rows: Sequence[Sequence[Any]], *, columns: Sequence[tuple[int, int]]) -> None:
        """What these rows name, in the columns that `file_columns` gave."""
        found = [(kind, _digest(row[place])) for place, kind in columns for row in rows if row[place]]
        self._names.executemany("INSERT OR IGNORE INTO named VALUES (?, ?)", found)

    def note_here(self, kind: int, sha256: str) -> None:
        """This one is there."""
        self._names.execute("INSERT OR IGNORE INTO here VALUES (?, ?)", (kind, sha256))

    def named(self) -> Iterator[tuple[int, str]]:
        """Every file that rows name, by kind and digest."""
        return iter(self._names.execute("SELECT kind, sha256 FROM named ORDER BY kind, sha256"))

    def count(self) -> int:
        """How many of them."""
        found: tuple[int] = self._names.execute("SELECT count(*) FROM named").fetchone()
        return found[0]

    def missing(self) -> list[str]:
        """What rows name and what is not there, as `files/SHA256`."""
        found = self._names.execute("SELECT * FROM named EXCEPT SELECT * FROM here ORDER BY 1, 2")
        return [path_of(kind, sha256) for kind, sha256 in found]

    def close(self) -> None:
        self._names.close()


def path_of(kind: int, sha256: str) -> str:
    """What a file is called in a backup."""
    return f"{FOLDERS[kind]}/{sha256}"


def file_columns(columns: Sequence["Field[Any, Any]"]) -> list[tuple[int, int]]:
    """(place in the row, kind) of the columns that name a file."""
    return [(place, _kind(column)) for place, column in enumerate(columns) if isinstance(column, FileField)]


def _kind(column: FileField) -> int:
    return HIDDEN if isinstance(column.storage, HiddenStorage) else FILES


def _digest(name: Any) -> str:
    found = STORED.fullmatch(str(name))
    if not found or name_of(found[1]) != name:
        raise BackupRefused(f"A row names the file {name!r}, which is not stored by its content.")
    return found[1]
