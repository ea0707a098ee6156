"""`manage.py seed`: the demo edition; with `--submit-baselines`, its entries too, through the running site."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from challenges import clock
from smartport.demo.baselines import DoorShut, hand_in_all
from smartport.demo.stage import raise_stage
from smartport.packs.pack import Pack


class Command(BaseCommand):
    """A door: may be run at every start, and changes nothing that is there."""

    help = "Makes the demo edition with the challenge rade, demo accounts and baselines."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pack", type=Path, default=settings.ROOT / "packs" / "rade", help="folder of the pack")
        parser.add_argument("--submit-baselines", action="store_true", help="hand the baselines in over HTTP")
        parser.add_argument("--url", default=settings.SITE_URL, help="where the site answers")

    def handle(self, *args: Any, pack: Path, submit_baselines: bool, url: str, **options: Any) -> None:
        told = Pack.read(pack)
        challenge = raise_stage(told, now=clock.now(), tell=self.stdout.write)
        if not submit_baselines:
            self.stdout.write(f"{challenge.edition.slug}/{challenge.slug} is there")
            return
        try:
            handed_in = hand_in_all(told, challenge, url=url)
        except DoorShut as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"handed in: {', '.join(handed_in)}" if handed_in else "the baselines were handed in before")
