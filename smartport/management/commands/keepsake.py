"""`manage.py keepsake FOLDER`: the edition of the site as a folder that opens without a server."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from challenges import clock
from challenges.editions.queries import current_edition
from challenges.errors import Refusal
from challenges.wording import say
from smartport.keepsake.making import Made, folder_name, make_keepsake
from smartport.keepsake.writing import pack, require_file_free

STEPS = {"walk": "read", "write": "written"}
EVERY = 50


class Command(BaseCommand):
    """A door: gives the work a folder, says how far it is and what is in it."""

    help = "Freezes the edition that the site shows, as everybody sees it, into a folder that opens without a server."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="one that does not exist, or an empty one")
        parser.add_argument("--zip", type=Path, metavar="FILE", help="the same as one file, beside the folder")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        target: Path | None = options["zip"]
        edition = current_edition()
        if edition is None:
            raise CommandError("The site shows no edition.")
        now = clock.now()
        try:
            if target:
                require_file_free(target)
            made = make_keepsake(edition, folder.absolute(), now=now, tell=self._tell)
            if target:
                pack(folder, target, name=folder_name(edition, now=now), at=now.astimezone(edition.timezone))
        except Refusal as refusal:
            raise CommandError(_said(refusal, edition.timezone)) from refusal
        except OSError as error:
            raise CommandError(f"The copy could not be written: {error.strerror}.") from error
        for line in story(made, folder=folder, target=target):
            self.stdout.write(line)

    def _tell(self, step: str, done: int, known: int) -> None:
        if done % EVERY == 0 or done == known:
            self.stderr.write(f"{STEPS[step]}: {done:,} of {known:,}")


def story(made: Made, *, folder: Path, target: Path | None) -> list[str]:
    """What is in it, and how to know it again."""
    lines = [
        f"written: {folder}, {made.pages:,} pages, {made.files:,} files, {made.size:,} bytes",
        "results: in it" if made.has_results else "results: not published yet, and so not in it",
        f"SHA-256 of SHA256SUMS: {made.sha256}",
        f"to read it: open {folder / 'index.html'} in a browser",
    ]
    return [*lines, f"the same as one file: {target}"] if target else lines


def _said(refusal: Refusal, zone: Any) -> str:
    with translation.override("en"):
        said = say(refusal, zone=zone)
    return f"{said.message} {said.hint}".strip()
