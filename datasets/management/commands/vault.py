"""`manage.py vault import|list|journal|destroy`: the operator's way into the vault, on an English terminal."""

import getpass
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from datasets import clock
from datasets.tasks import destroy_deleted
from datasets.vault import queries, rules
from datasets.vault.actions import Actor, Announced, append, delete, open_upload
from datasets.vault.models import Extract, ExtractState
from datasets.vault.reading import read_extract
from datasets.vault.rules import VaultRefusal
from datasets.vault.wording import deed_details, deed_name, identifier_name, say, who, why_refused

PAUSE = 0.5
LINE = "{:<32} {:<10} {:>14} {:>12} {:<12} {}"


class Command(BaseCommand):
    """A door: reads the words, calls an action, says what came of it."""

    help = "Brings raw extracts into the vault, lists them, tells who touched them, and destroys them."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        bring = verbs.add_parser("import", help="Copy a file into the vault and read it.")
        bring.add_argument("path", type=Path)
        bring.add_argument("--name", default="", help="as recipes call it; else made from the file's")
        bring.add_argument("--delete-after", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
        verbs.add_parser("list", help="What is kept.").add_argument("--deleted", action="store_true")
        verbs.add_parser("journal", help="Who touched an extract.").add_argument("name")
        end = verbs.add_parser("destroy", help="Delete an extract and destroy its files.")
        end.add_argument("name")
        end.add_argument("--reason", required=True)

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        actor = Actor(None, f"command: {getpass.getuser()}")
        with translation.override("en"):
            try:
                getattr(self, f"do_{verb}")(actor=actor, **options)
            except VaultRefusal as refusal:
                said = say(refusal)
                raise CommandError(f"{said.message} {said.hint}".strip()) from refusal

    def do_import(self, *, actor: Actor, path: Path, name: str, delete_after: date, **options: Any) -> None:
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        announced = Announced(name, path.name, path.stat().st_size, delete_after)
        extract = open_upload(announced, by=actor, now=clock.now())
        with path.open("rb") as content:
            append(extract, offset=0, content=content, by=actor, now=clock.now())
        self.stdout.write(f"{extract.name} is in the vault and is being read.")
        while extract.state == ExtractState.READING:
            if not read_extract(extract.pk, clock=clock.now):  # the site's worker was quicker
                time.sleep(PAUSE)
            extract.refresh_from_db()
        self._tell(extract)

    def do_list(self, *, deleted: bool, **options: Any) -> None:
        self.stdout.write(LINE.format("NAME", "STATE", "BYTES", "ROWS", "DELETE AFTER", "FILE"))
        for extract in queries.deleted() if deleted else queries.kept():
            rows = "" if extract.rows is None else str(extract.rows)
            words = (extract.name, extract.state, extract.size, rows, str(extract.delete_after), extract.original_name)
            self.stdout.write(LINE.format(*words))

    def do_journal(self, *, name: str, **options: Any) -> None:
        for access in queries.journal_of(_named(name)).order_by("id"):
            words = [_moment(access.at), who(access), deed_name(access), deed_details(access)]
            self.stdout.write("  ".join(word for word in words if word))

    def do_destroy(self, *, actor: Actor, name: str, reason: str, **options: Any) -> None:
        extract = _named(name)
        delete(extract, reason=reason, by=actor, now=clock.now())
        destroy_deleted()
        extract.refresh_from_db()
        is_gone = extract.deleted_at is not None
        self.stdout.write(
            f"{name} is destroyed." if is_gone else f"{name} goes as soon as the build that reads it ends."
        )

    def _tell(self, extract: Extract) -> None:
        if extract.state == ExtractState.REFUSED:
            said = why_refused(extract.refusal)
            raise CommandError(f"{said.message} {said.hint}".strip())
        if extract.state != ExtractState.READY:
            raise CommandError("It was deleted meanwhile.")
        self.stdout.write(f"{extract.rows} rows, {len(extract.columns)} columns")
        for column in extract.columns:
            found = "; ".join(identifier_name(identifier) for identifier in column["identifiers"])
            self.stdout.write(f"  {column['name']}: {column['type']}{f'; {found}' if found else ''}")


def _named(name: str) -> Extract:
    found = Extract.objects.filter(name=name).first()
    if found is None:
        raise CommandError(f"There is no extract {name} in the vault.")
    return found


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(rules.ZONE):%Y-%m-%d %H:%M}"
