"""The challenges, their data, and who stands where."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from smartport.client.connection import Connection, Download, Json
from smartport.client.download import fetch, is_here, target_of
from smartport.client.errors import Failure
from smartport.client.tongue import gettext


class ChallengeCalls(Connection):
    """What there is to solve."""

    def edition(self) -> Json:
        """Title, times, and the conditions of participation with their version."""
        found: Json = self.json("GET", "edition")
        return found

    def journal_heads(self) -> list[Json]:
        """How the site's journal ended on each day, the latest first: `day`, `number`, `hash`, `lines`, `zone`."""
        return list(self.pages("journal/heads"))

    def accept_eligibility(self) -> Json:
        """Say that one has read the conditions of participation, as they stand now, and meets them."""
        found: Json = self.json("PUT", "edition/eligibility-acceptance")
        return found

    def challenges(self) -> list[Json]:
        """Those of the current edition, in its order."""
        return list(self.pages("challenges"))

    def challenge(self, slug: str) -> Json:
        """Statement, rules, phases, limits, and what one may still hand in. Raises Refused (`not_found`)."""
        found: Json = self.json("GET", f"challenges/{slug}")
        return found

    def accept_rules(self, slug: str) -> Json:
        """Say yes to the rules as they stand now."""
        found: Json = self.json("PUT", f"challenges/{slug}/rules-acceptance")
        return found

    def accept_licence(self, slug: str) -> Json:
        """Say yes to the licence of the data, once."""
        found: Json = self.json("PUT", f"challenges/{slug}/licence-acceptance")
        return found

    def files(self, slug: str) -> list[Json]:
        """The files of the challenge's data: id, path, size, sha256."""
        return list(self.pages(f"challenges/{slug}/files"))

    def download(self, slug: str, folder: str | Path | None = None) -> list[Path]:
        """Bring all files of the data to a folder (one named like the challenge), each checked by its SHA-256; what is
        there already stays, what broke off goes on. Raises Refused (`no_team`, `rules_not_accepted`,
        `licence_not_accepted`), and Failure for what arrives damaged."""
        below = Path(folder or slug)
        targets = []
        for file in self.files(slug):
            target = target_of(file["path"], folder=below)
            if not is_here(target, file=file):
                fetch(self.opens_file(slug, file), target, file=file)
            targets.append(target)
        return targets

    def download_kit(self, slug: str, folder: str | Path = ".") -> Path:
        """Bring the starter kit. Raises Refused as for the data, and Failure where there is none."""
        kit = self.challenge(slug)["kit"]
        if kit is None:
            raise Failure(gettext("%(challenge)s has no starter kit.") % {"challenge": slug})
        target = target_of(kit["name"], folder=Path(folder))
        if not is_here(target, file=kit):
            fetch(self.opens_kit(slug, kit), target, file=kit)
        return target

    def opens_file(self, slug: str, file: Json) -> Callable[[int], AbstractContextManager[Download]]:
        """Opens the download of one file of the data, at a byte."""
        address = f"challenges/{slug}/files/{file['id']}"
        return lambda start: self.stream(address, start=start, sha256=file["sha256"])

    def opens_kit(self, slug: str, kit: Json) -> Callable[[int], AbstractContextManager[Download]]:
        """Opens the download of the starter kit, at a byte."""
        return lambda start: self.stream(f"challenges/{slug}/kit", start=start, sha256=kit["sha256"])

    def results(self, edition: str) -> Json:
        """Laureates, final leaderboards and how it was judged, with every erratum. Raises Refused
        (`results_not_published`, `not_found`)."""
        found: Json = self.json("GET", f"editions/{edition}/results")
        return found

    def leaderboard(self, slug: str, **wanted: str) -> Json:
        """The whole board: its pages put together in `results`. `q` leaves only the teams with this in their name,
        `baselines="false"` only teams; `phase` names another phase. Ranks stay those on the whole board."""
        address = f"challenges/{slug}/leaderboard"
        board: Json = self.json("GET", address, params={**wanted, "page_size": 1})
        return {**board, "next": None, "results": list(self.pages(address, **wanted))}
