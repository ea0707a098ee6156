"""`manage.py data build|simulate`: makes releases and raw extracts in a folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from datasets.release import build_pack
from datasets.rules import DataRefusal
from datasets.simulation import PORTS, simulate, write_extract


class Command(BaseCommand):
    """A door: reads the words, calls one function, says where the files are."""

    requires_system_checks = ()
    help = "Builds the release and the bundle of a challenge pack, or simulates a raw extract."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        build = verbs.add_parser("build", help="Follow the recipe of a pack: FOLDER/release and FOLDER/bundle.")
        build.add_argument("pack", type=Path, help="the folder of the pack, such as packs/rade")
        build.add_argument("--to", type=Path, required=True, metavar="FOLDER")
        build.add_argument("--seed", type=int, help="a seed of your own, to be kept secret")
        extract = verbs.add_parser("simulate", help="Make up a year of port calls and sea.")
        extract.add_argument("port", choices=sorted(PORTS))
        extract.add_argument("year", type=int)
        extract.add_argument("--seed", type=int, default=1)
        extract.add_argument("--to", type=Path, required=True, metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        written = self.build(**options) if options["verb"] == "build" else self.simulate(**options)
        for path in written:
            self.stdout.write(str(path))

    def build(self, *, pack: Path, to: Path, seed: int | None, **options: Any) -> list[Path]:
        try:
            built = build_pack(pack, to=to, seed=seed)
        except DataRefusal as refusal:
            raise CommandError(str(refusal)) from refusal
        return [built.release, built.bundle]

    def simulate(self, *, port: str, year: int, seed: int, to: Path, **options: Any) -> list[Path]:
        extract = simulate(PORTS[port], years=range(year, year + 1), seed=seed)
        return write_extract(extract, folder=to)
