"""`manage.py data build|check|simulate`: makes releases and raw extracts in a folder."""

from argparse import ArgumentTypeError
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from datasets import clock
from datasets.builds.publisher import PUBLISHER
from datasets.gates.wording import sentence
from datasets.management.progress import shown
from datasets.packs import RECIPE, build_data, build_pack, reasons
from datasets.pipeline import Built, Order, build
from datasets.recipes.reading import read_recipe
from datasets.rules import DataRefusal
from datasets.simulation import PORTS
from datasets.simulation.handover.raw_folder import YEARS, raw_order, write_raw
from datasets.simulation.handover.whole import TABLES
from datasets.sources import tables_in
from datasets.vault.rules import day_of

Verb = Callable[..., Sequence[str | Path]]

SIGNS = {"blocks": "✗", "warns": "!", "passes": "✓"}


class Command(BaseCommand):
    """A door: reads the words, calls one function, says where the files are."""

    requires_system_checks = ()
    help = "Follows a recipe: the release and the hidden labels, or what keeps them from being published."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        made = verbs.add_parser("build", help="FOLDER/release, and FOLDER/bundle of a pack or FOLDER/reference.")
        made.add_argument("recipe", type=Path, help="a recipe, or the folder of a pack such as packs/rade")
        made.add_argument("--to", type=Path, required=True, metavar="FOLDER")
        made.add_argument("--seed", type=int, help="for a simulated pack: a seed of your own, to be kept secret")
        looked = verbs.add_parser("check", help="Build in passing, and say what the gates and the report find.")
        looked.add_argument("recipe", type=Path)
        for parsed, needed in ((made, False), (looked, True)):
            parsed.add_argument("--from", dest="rows", type=Path, required=needed, metavar="FILE", help="the raw rows")
            parsed.add_argument(
                "--table", action="append", type=_table, default=[], metavar="NAME=FILE", help="looked things up in"
            )
        extract = verbs.add_parser("simulate", help="Make up the raw extract of a port and year, as its offices would.")
        extract.add_argument("port", help=f"UN/LOCODE: {', '.join(sorted(PORTS))}")
        extract.add_argument("year", type=int, help=f"from {YEARS[0]} to {YEARS[-1]}")
        extract.add_argument("--seed", type=int, default=1, help="another seed gives another year")
        extract.add_argument("--to", type=Path, required=True, metavar="FOLDER")
        extract.add_argument("--clean", action="store_true", help="without the faults of offices")
        extract.add_argument("--only", nargs="+", default=[], metavar="TABLE", help=f"of {', '.join(TABLES)}")

    def handle(self, *args: Any, **options: Any) -> None:
        verbs: Mapping[str, Verb] = {"build": self.build, "check": self.look, "simulate": self.simulate}
        try:
            with translation.override("en"):
                lines = verbs[options["verb"]](**options)
        except (DataRefusal, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in lines:
            self.stdout.write(str(line))

    def build(self, *, recipe: Path, to: Path, rows: Path | None, seed: int | None, **options: Any) -> list[Path]:
        today = day_of(clock.now())
        if recipe.is_dir():
            pack = build_pack(recipe, to=to, on=today, seed=seed)
            return [pack.release, pack.bundle]
        if rows is None:
            raise CommandError("Which rows? Name the raw file with --from, or the folder of a pack.")
        tables = tables_in(rows, others=dict(options["table"]))
        built = build_data(tables, read_recipe(recipe), to=to, order=Order(today, PUBLISHER), tell=self._tell)
        return [built.release, built.reference, to / "hidden"]

    def look(self, *, recipe: Path, rows: Path, **options: Any) -> list[str]:
        told = read_recipe(recipe / RECIPE if recipe.is_dir() else recipe)
        tables = tables_in(rows, others=dict(options["table"]))
        with TemporaryDirectory(prefix="check-") as folder:
            order = Order(day_of(clock.now()), PUBLISHER)
            built = build(tables, told, folder=Path(folder), order=order, tell=self._tell)
            return _found(built)

    def simulate(self, *, port: str, year: int, seed: int, to: Path, **options: Any) -> list[Path]:
        order = raw_order(port, year=year, seed=seed, is_clean=options["clean"], tables=options["only"])
        with shown(self.stderr, steps=len(order.chosen)) as witness:
            return write_raw(order, folder=to, witness=witness)

    def _tell(self, step: str, share: float) -> None:
        self.stderr.write(f"{share:4.0%} {step}", ending="\n")


def _table(text: str) -> tuple[str, Path]:
    name, sign, path = text.partition("=")
    if not sign or not name or not path:
        raise ArgumentTypeError(f"{text!r} is not NAME=FILE")
    return name, Path(path)


def _found(built: Built) -> list[str]:
    """What the gates saw, then the promises that do not hold, then the verdict."""
    lines = [f"{SIGNS[one['severity']]} {sentence(one)}" for one in built.findings]
    blocking = reasons(built)
    broken = blocking[len(blocking) - len(built.breaches) :]
    verdict = f"This must not be published ({len(blocking)})." if blocking else "This may be signed."
    return [*lines, *(f"✗ {one}" for one in broken), verdict]
