"""`manage.py backup FILE`: the whole site as one file, while it runs."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from challenges import clock
from challenges.journal.actions import write
from smartport.backup.output import STDOUT, destination
from smartport.backup.progress import shown
from smartport.backup.refusal import BackupRefused
from smartport.backup.saving import Made, save


class Command(BaseCommand):
    """A door: gives the work a file and says what is in it. What it says goes to the other stream where the backup
    takes the first. The journal tells of it first: so the line is in the backup too."""

    help = "Writes database, files, ledger of releases and secret keys into one file, while the site runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a name that is not taken; - writes to the standard output")
        parser.add_argument("--with-vault", action="store_true", help="raw extracts too: they are left out otherwise")
        parser.add_argument("--incomplete", action="store_true", help="even if files are lost that rows speak of")

    def handle(self, *args: Any, file: str, with_vault: bool, incomplete: bool, **options: Any) -> None:
        try:
            with shown() as witness, destination(file) as out:
                write("backup.begun", subject="", actor="operator", now=clock.now(), details={"with_vault": with_vault})
                made = save(out, now=clock.now(), with_vault=with_vault, incomplete=incomplete, witness=witness)
        except BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"The backup could not be written: {error.strerror}.") from error
        stream = sys.stderr if file == STDOUT else self.stdout
        for line in story(made, file=file, with_vault=with_vault):
            stream.write(f"{line}\n")


def story(made: Made, *, file: str, with_vault: bool) -> list[str]:
    """What is in it, how to know it again, how to use it."""
    manifest = made.manifest
    head = manifest.journal
    lines = [
        f"written: {made.size:,} bytes, SHA-256 {made.sha256}",
        f"rows: {sum(manifest.rows.values()):,} of {len(manifest.rows)} tables, {len(manifest.boards)} leaderboards",
        f"files: {manifest.files:,}, {manifest.file_bytes:,} bytes",
        f"journal: entry {head.number}, head {head.hash}" if head.number is not None else "journal: empty",
        "raw extracts: in it; the copy outlives their day of deletion" if with_vault else "raw extracts: left out",
    ]
    if head.broken_at is not None:
        lines.append(f"ATTENTION: the journal's chain is broken at entry {head.broken_at}, in the site itself")
    if manifest.missing:
        lines.append(f"ATTENTION: {len(manifest.missing)} files are lost and not in it, such as {manifest.missing[0]}")
    name = "FILE" if file == STDOUT else file
    return [
        *lines,
        "KEEP IT SECRET: it holds the site's keys, all labels, and everybody's personal data.",
        f"to look whether it holds: python manage.py restore --check {name}",
        f"to have the site again, on an empty machine: python manage.py restore {name}",
    ]
