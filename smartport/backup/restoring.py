"""Makes the site of a backup on this machine: all of it, or nothing.

Files come first: they are stored by their content, so whatever is left of a restore that failed harms nothing, and is
used by the next one. Rows go into a new database beside the old one, are compared there with what the backup says, and
take its place at the very end (see fresh).
"""

import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages

from datasets.builds import keeping as builds
from datasets.builds.actions import discard_build
from datasets.builds.models import Build, BuildState
from datasets.vault import keeping
from datasets.vault.actions import Actor, delete
from datasets.vault.models import Extract, ExtractState
from smartport.backup import vault
from smartport.backup.boards import board_digests
from smartport.backup.checking import Backup
from smartport.backup.container import FILES, HIDDEN, LEDGER, VAULT
from smartport.backup.files import STORAGES
from smartport.backup.fresh import fresh_database, require_empty
from smartport.backup.loading import load
from smartport.backup.manifest import Journal
from smartport.backup.progress import Silent, Witness
from smartport.backup.refusal import Damaged, OtherKey, RowsRefused
from smartport.backup.saving import journal_head, models_saved
from smartport.certificate_key import NAME as CERTIFICATE_KEY_NAME
from smartport.certificate_key import VARIABLE, keep_keys
from smartport.secret import NAME as KEY_NAME
from smartport.storage import name_of

NOT_IN_BACKUP = "not in the backup that was restored"
WAITS_FOR_A_YES = (BuildState.BLOCKED, BuildState.READY)
RESTORING = Actor(None, "command: restore")


@dataclass(frozen=True)
class Restored:
    """`boards_differ` are the phases whose board this version orders otherwise than the one that made the backup;
    `without_file` the raw extracts that were not in it and are marked as deleted."""

    journal: Journal
    boards: int
    boards_differ: tuple[str, ...]
    without_file: tuple[str, ...]


def restore(backup: Backup, *, replace: bool, now: datetime, witness: Witness | None = None) -> Restored:
    """Raises BackupRefused: NotEmpty, SiteRunning, OtherKey, AlreadyThere, RowsRefused, Damaged, Unfit."""
    witness = witness or Silent()
    if not replace:
        require_empty()
    _require_key(backup)
    brought = vault.Bringing(replace=replace)
    try:
        with fresh_database():
            _bring_files(backup, brought, witness=witness)
            load(backup, witness=witness)
            restored = _compared(backup, now=now, witness=witness)
            _keep_key(backup)
    except BaseException:
        brought.take_back()
        raise
    return restored


def _bring_files(backup: Backup, brought: vault.Bringing, *, witness: Witness) -> None:
    witness.begin("files", backup.manifest.files)
    for part in backup.parts(FILES, HIDDEN, LEDGER, VAULT):
        if part.kind in STORAGES:
            stored = storages[STORAGES[part.kind]].save("", File(cast(IO[bytes], part), name=part.name))
            if stored != name_of(part.match["sha256"]):
                raise Damaged(f"{part.name} has other bytes than its name says.")
            witness.did(1)
        else:
            of = "ledger" if part.kind == LEDGER else ""
            brought.bring(vault.place(of=of, path=part.match["path"]), cast(IO[bytes], part))


def _compared(backup: Backup, *, now: datetime, witness: Witness) -> Restored:
    """What is in the new database is what the backup says."""
    witness.begin("comparing")
    said = backup.manifest
    head = journal_head()
    if head != said.journal:
        where = f": entry {head.broken_at} reads otherwise here" if head.broken_at != said.journal.broken_at else ""
        raise RowsRefused(f"The journal that came out is not the one of the backup{where}.")
    is_of_now = set(said.rows) == set(models_saved())
    boards = board_digests()
    differ = tuple(sorted(key for key in {*said.boards, *boards} if said.boards.get(key) != boards.get(key)))
    if differ and is_of_now and _has_same_tables(backup):
        raise RowsRefused(f"The leaderboard of the phase {differ[0]} came out otherwise than it was.")
    return Restored(head, len(boards), differ, _without_file(now=now))


def _has_same_tables(backup: Backup) -> bool:
    """Whether the backup is of a database as this version has it."""
    models = models_saved()
    return all(
        table.model in models
        and {column.attname for column in models[table.model]._meta.local_concrete_fields} == set(table.columns)
        for table in backup.opening.tables
    )


def _without_file(*, now: datetime) -> tuple[str, ...]:
    """Raw extracts and builds whose files are not on this machine end here; their rows and journals stay."""
    for build in Build.objects.filter(state__in=WAITS_FOR_A_YES):
        if not builds.folder(build.pk).exists():
            discard_build(build, by=None, now=now)
    gone = [one for one in Extract.objects.exclude(state=ExtractState.DELETED) if not keeping.original(one.pk).exists()]
    for extract in gone:
        delete(extract, reason=NOT_IN_BACKUP, by=RESTORING, now=now)
    return tuple(extract.name for extract in gone)


def _require_key(backup: Backup) -> None:
    """Where a key comes from the environment, it has to be the backup's. Raises OtherKey."""
    given = os.environ.get("SMARTPORT_SECRET_KEY", "").strip()
    if given and given != backup.key:
        raise OtherKey(
            "SMARTPORT_SECRET_KEY is another key than the backup's: second factors and signed links would not open. "
            f"Leave it out, and the backup's key is kept in {settings.DATA / KEY_NAME}; or give the backup's: "
            "tar -xOf FILE secret-key"
        )
    keys = backup.certificate_keys
    if keys and os.environ.get(VARIABLE, "").strip() and keys.seed != settings.CERTIFICATE_KEY:
        raise OtherKey(
            f"{VARIABLE} is another key than the backup's: certificates of two keys would stand beside each other. "
            f"Leave it out, and the backup's key is kept in {settings.DATA / CERTIFICATE_KEY_NAME}; or give the "
            "backup's: tar -xOf FILE certificate-key"
        )


def _keep_key(backup: Backup) -> None:
    """The site's keys from now on; before the database, for an empty site has nothing that another key has sealed."""
    if backup.certificate_keys:
        keep_keys(Path(settings.DATA), backup.certificate_keys)
    path = Path(settings.DATA) / KEY_NAME
    if path.exists() and path.read_text().strip() == backup.key:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{KEY_NAME}-")
    with os.fdopen(descriptor, "w") as out:
        out.write(backup.key)
        out.flush()
        os.fsync(out.fileno())
    Path(name).replace(path)
