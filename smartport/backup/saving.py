"""Makes a backup: everything a site is, as it was at one moment, while the site goes on.

The rows are read in one snapshot (connecting.snapshot). Files need none: each is stored by its content, whole and
fsynced, before the row that names it is committed, and none is ever changed, or removed before its last row. So what
the rows of the snapshot name is there when it is copied afterwards, however much is handed in meanwhile, but for copies
of editions that were thrown away since: these are missing in it, and their rows go with the next sweep.
"""

import hashlib
import io
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO

from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from challenges.journal.models import JournalEntry
from challenges.journal.queries import verify
from challenges.journal.rules import NO_HASH
from evaluator import __version__
from smartport.backup import vault
from smartport.backup.boards import board_digests
from smartport.backup.columns import PIECE, Row, columns_of, line_of, pack
from smartport.backup.connecting import snapshot
from smartport.backup.container import CERTIFICATE_KEY, HIDDEN, KEY, MANIFEST, OPENING, Writer
from smartport.backup.counting import numbers_of
from smartport.backup.files import STORAGES, FilesNamed, file_columns, path_of
from smartport.backup.manifest import FORMAT, KIND, Journal, Manifest, Opening, Table, written
from smartport.backup.progress import Silent, Witness
from smartport.backup.refusal import FilesMissing, MigrationsPending
from smartport.certificate_key import Keys
from smartport.certificate_key import written as written_keys
from smartport.storage import is_named, name_of

CHUNK = 2000
# What lets whoever holds it in at once, and is made anew by logging in; what a running entry prints just now.
LEFT_OUT = frozenset({"sessions.Session", "usersessions.UserSession", "challenges.LiveLog"})
SHOWN_MISSING = 5


@dataclass(frozen=True)
class Made:
    """A backup that is written: its size in bytes and its SHA-256."""

    manifest: Manifest
    size: int
    sha256: str


@dataclass
class Journey:
    """What is gathered while the rows pass by."""

    writer: Writer
    witness: Witness
    files: FilesNamed = field(default_factory=FilesNamed)
    rows: dict[str, int] = field(default_factory=dict)
    copied: int = 0
    copied_bytes: int = 0


def save(out: IO[bytes], *, now: datetime, with_vault: bool, incomplete: bool, witness: Witness | None = None) -> Made:
    """Write a backup to a stream. Raises BackupRefused: MigrationsPending, and FilesMissing unless an incomplete one is
    asked for."""
    journey = Journey(Writer(out, at=now.timestamp()), witness or Silent())
    with closing(journey.files), closing(journey.writer):
        with snapshot():
            models = models_saved()
            _add(journey.writer, OPENING, written(_opening(models, now=now, with_vault=with_vault)))
            _add(journey.writer, KEY, settings.SECRET_KEY.encode())
            _add(journey.writer, CERTIFICATE_KEY, written_keys(_certificate_keys()).encode())
            for label in sorted(models):
                _save_rows(models[label], journey)
            journal, boards, numbers = journal_head(), board_digests(), numbers_of(models)
            kept = [*vault.ledger(), *(vault.raw() if with_vault else ())]
        _save_files(journey, incomplete=incomplete)
        _save_vault(kept, journey)
        manifest = Manifest(
            rows=journey.rows,
            numbers=numbers,
            journal=journal,
            boards=boards,
            files=journey.copied,
            file_bytes=journey.copied_bytes,
            missing=tuple(journey.files.missing()),
        )
        _add(journey.writer, MANIFEST, written(manifest))
        return Made(manifest, sha256=journey.writer.seal(), size=journey.writer.size)


def _certificate_keys() -> Keys:
    return Keys(settings.CERTIFICATE_KEY, settings.CERTIFICATE_OLD_KEYS)


def models_saved() -> dict[str, type[Model]]:
    """Every table of the site by its model's label, those between two models too."""
    found = {model._meta.label: model for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    return {label: model for label, model in found.items() if label not in LEFT_OUT}


def _opening(models: dict[str, type[Model]], *, now: datetime, with_vault: bool) -> Opening:
    loader = MigrationLoader(connection)
    known = _known(loader)
    if known - set(loader.applied_migrations):
        raise MigrationsPending("The database is older than this smartport. Type: python manage.py migrate")
    return Opening(
        kind=KIND,
        format=FORMAT,
        version=__version__,
        made_at=now.isoformat(),
        database=connection.vendor,
        with_vault=with_vault,
        migrations=tuple(sorted(".".join(node) for node in known)),
        tables=tuple(
            Table(label, tuple(column.attname for column in columns_of(model)))
            for label, model in sorted(models.items())
        ),
    )


def _known(loader: MigrationLoader) -> set[tuple[str, str]]:
    """Those of this version: what a table of migrations remembers of apps that went is nobody's any more."""
    return set(loader.graph.nodes)


def _save_rows(model: type[Model], journey: Journey) -> None:
    label = model._meta.label
    journey.witness.begin(label, model._base_manager.count())
    columns = columns_of(model)
    named = file_columns(columns)
    found = model._base_manager.order_by().values_list(*(column.attname for column in columns))
    lines, number, count = io.BytesIO(), 0, 0
    for rows in _chunks(found.iterator(chunk_size=CHUNK)):
        journey.files.note(rows, columns=named)
        for row in rows:
            lines.write(line_of(row))
            if lines.tell() >= PIECE:
                number = _save_piece(journey.writer, label, number, lines)
        count += len(rows)
        journey.witness.did(len(rows))
    _save_piece(journey.writer, label, number, lines)
    journey.rows[label] = count


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    for first in rows:
        yield [first, *islice(rows, CHUNK - 1)]


def _save_piece(writer: Writer, label: str, number: int, lines: io.BytesIO) -> int:
    if lines.tell():
        _add(writer, f"rows/{label}/{number:06d}.jsonl.zst", pack(lines.getvalue()))
        lines.seek(0)
        lines.truncate()
        number += 1
    return number


def journal_head() -> Journal:
    """Its last entry, and whether the chain that leads there is whole."""
    last = JournalEntry.objects.order_by("number").last()
    return Journal(last.number, last.hash, verify()) if last else Journal(None, NO_HASH, None)


def _save_files(journey: Journey, *, incomplete: bool) -> None:
    journey.witness.begin("files", journey.files.count())
    lost: list[str] = []
    for kind, sha256 in journey.files.named():
        if not _save_file(journey, kind, sha256, checks_before=incomplete) and _is_named_still(kind, sha256):
            lost.append(path_of(kind, sha256))
        if len(lost) == SHOWN_MISSING and not incomplete:
            break
        journey.witness.did(1)
    if lost and not incomplete:
        raise FilesMissing(
            f"Rows speak of files that are lost or damaged: {', '.join(lost)}. Bring them back from an older backup "
            "(their names are their SHA-256), or type --incomplete for a backup without them."
        )


def _is_named_still(kind: int, sha256: str) -> bool:
    """Not where its last row went since the snapshot, and the file with it: what is thrown away meanwhile is missing
    without being lost."""
    return is_named(name_of(sha256), is_hidden=kind == HIDDEN)


def _save_file(journey: Journey, kind: int, sha256: str, *, checks_before: bool) -> bool:
    """False where it is not there, or is not what its name says. A part of a tar cannot be taken back: whoever goes on
    without it has to look before."""
    try:
        with storages[STORAGES[kind]].open(name_of(sha256)) as stored:
            if checks_before and hashlib.file_digest(stored, "sha256").hexdigest() != sha256:
                return False
            size = stored.seek(0, io.SEEK_END)
            stored.seek(0)
            if journey.writer.add(path_of(kind, sha256), stored, size=size) != sha256:
                return False
    except FileNotFoundError:
        return False
    journey.files.note_here(kind, sha256)
    journey.copied, journey.copied_bytes = journey.copied + 1, journey.copied_bytes + size
    return True


def _save_vault(kept: list[tuple[str, Path]], journey: Journey) -> None:
    """What was destroyed since we looked is gone."""
    journey.witness.begin("vault", len(kept))
    for name, path in kept:
        with suppress(FileNotFoundError), path.open("rb") as stream:
            journey.writer.add(name, stream, size=path.stat().st_size)
        journey.witness.did(1)


def _add(writer: Writer, name: str, content: bytes) -> str:
    return writer.add(name, io.BytesIO(content), size=len(content))
