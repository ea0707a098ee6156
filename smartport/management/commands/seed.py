"""`manage.py seed`: the demo edition; with `--submit-baselines`, its entries too, through the running site."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from challenges import clock
from smartport.demo.baselines import DoorShut, hand_in_all
from smartport.demo.packs import demo_packs
from smartport.demo.stage import announce, raise_stage
from smartport.packs.pack import Pack, PackBroken


class Command(BaseCommand):
    """A door: may be run at every start, and changes nothing that is there."""

    help = "Makes the demo edition: all challenges to read, and those that are named with their data and baselines."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("challenges", nargs="*", default=[], help="whose data are built; all where none is named")
        parser.add_argument("--submit-baselines", action="store_true", help="hand the baselines in over HTTP")
        parser.add_argument("--url", default=settings.SITE_URL, help="where the site answers")

    def handle(self, *args: Any, challenges: list[str], submit_baselines: bool, url: str, **options: Any) -> None:
        packs = _packs()
        if unknown := sorted(set(challenges) - packs.keys()):
            raise CommandError(f"There is no pack {unknown[0]}; there are: {', '.join(packs)}.")
        announce(list(packs.values()), now=clock.now())
        self.stdout.write(f"challenges: {' '.join(packs)}")
        for slug in challenges or packs:
            self._raise(packs[slug], url=url if submit_baselines else None)

    def _raise(self, pack: Pack, *, url: str | None) -> None:
        """Where there is an address, its baselines are handed in there."""
        challenge = raise_stage(pack, now=clock.now(), tell=lambda said: self.stdout.write(f"{pack.slug}: {said}"))
        if url is None:
            self.stdout.write(f"{challenge.edition.slug}/{challenge.slug} is there")
            return
        try:
            handed_in = hand_in_all(pack, challenge, url=url, now=clock.now())
        except DoorShut as error:
            raise CommandError(str(error)) from error
        told = f"handed in: {', '.join(handed_in)}" if handed_in else "the baselines were handed in before"
        self.stdout.write(f"{pack.slug}: {told}")


def _packs() -> dict[str, Pack]:
    try:
        return {pack.slug: pack for pack in demo_packs()}
    except PackBroken as broken:
        raise CommandError(str(broken)) from broken
