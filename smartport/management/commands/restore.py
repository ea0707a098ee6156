"""`manage.py restore FILE`: the site of a backup, on an empty machine; `--check` only looks whether the file holds."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from challenges import clock
from smartport.backup.checking import Backup, opened
from smartport.backup.progress import shown
from smartport.backup.refusal import BackupRefused
from smartport.backup.restoring import Restored, restore

WORD = "replace everything"


class Command(BaseCommand):
    """A door: opens the file, asks where something would be lost, says what is there now."""

    help = "Restores a backup on an empty machine, into either database. All of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="read every byte, write nothing")
        parser.add_argument(
            "--replace",
            metavar="WORDS",
            help=f'where the site has rows already: they are gone for good. To be typed: --replace "{WORD}"',
        )

    def handle(self, *args: Any, file: Path, check: bool, replace: str | None, **options: Any) -> None:
        if replace is not None and replace != WORD:
            raise CommandError(f'Nothing was changed. To replace what is here, type: --replace "{WORD}"')
        try:
            with shown() as witness, opened(file, witness=witness) as backup:
                restored = None if check else restore(backup, replace=bool(replace), now=clock.now(), witness=witness)
                lines = said_of(backup) if restored is None else [*said_of(backup), *story(restored)]
        except BackupRefused as refused:
            raise CommandError(f"{refused} Nothing was changed." if not check else str(refused)) from refused
        except OSError as error:
            raise CommandError(f"It could not be written: {error}. The site is as it was.") from error
        for line in lines:
            self.stdout.write(line)


def said_of(backup: Backup) -> list[str]:
    """What the file is."""
    opening, manifest = backup.opening, backup.manifest
    lines = [
        f"The backup holds: made {opening.made_at} by smartport {opening.version} from {opening.database}.",
        f"rows: {sum(manifest.rows.values()):,} of {len(manifest.rows)} tables, {len(manifest.boards)} leaderboards",
        f"files: {manifest.files:,}, {manifest.file_bytes:,} bytes",
        f"journal: entry {manifest.journal.number}, head {manifest.journal.hash}",
        f"raw extracts: {'in it' if opening.with_vault else 'left out'}",
    ]
    if manifest.journal.broken_at is not None:
        lines.append(f"ATTENTION: the journal's chain was broken at entry {manifest.journal.broken_at} already")
    if manifest.missing:
        lines.append(f"ATTENTION: {len(manifest.missing)} files were lost already, such as {manifest.missing[0]}")
    return lines


def story(restored: Restored) -> list[str]:
    """What is on this machine now."""
    lines = [f"Restored: the same journal, the same {restored.boards} leaderboards, every file by its SHA-256."]
    if restored.boards_differ:
        phases = ", ".join(restored.boards_differ)
        lines = [f"Restored. ATTENTION: this version orders the leaderboards of the phases {phases} otherwise."]
    if restored.without_file:
        lines.append(f"raw extracts that are not here, marked as deleted: {', '.join(restored.without_file)}")
    lines += [
        "Everybody has to log in again. Whoever deleted an account since the backup was made is back: delete it again.",
        "next: bin/up",
    ]
    return lines
