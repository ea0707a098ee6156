"""What the folder says by itself: the head and foot of each page, the cover, and the sheet to read first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy

from challenges.editions.models import Edition
from challenges.wording import say_moment
from smartport.context import TONGUES
from smartport.keepsake.rules import LANGUAGES

HEAD = "keepsake/_masthead.html"
FOOT = "keepsake/_colophon.html"
COVER = "keepsake/index.html"
READ_FIRST = "keepsake/readme.txt"
# The places of the head and foot: names of addresses; those that are not kept are not named.
PLACES: Mapping[str, object] = {
    "results": gettext_lazy("Results"),
    "home": gettext_lazy("Challenges"),
    "news": gettext_lazy("News"),
    "agenda": gettext_lazy("Agenda"),
}
FOOT_PLACES: Mapping[str, object] = {
    "journal-heads": gettext_lazy("Proof of the journal"),
    "terms": gettext_lazy("Terms of use"),
    "privacy": gettext_lazy("Privacy notice"),
}

Has = Callable[[str, str], bool]
"""Whether an address is kept in a language."""


@dataclass(frozen=True)
class Door:
    """A link of the head or foot, in one language."""

    address: str
    name: object
    is_here: bool


@dataclass(frozen=True)
class Tongue:
    """The same page in another language, or the first one where it is not kept."""

    code: str
    short: str
    name: str
    address: str


@dataclass(frozen=True)
class Cover:
    """The edition in one language, and what the cover leads to."""

    code: str
    name: str
    direction: str
    title: str
    summary: str
    home: str
    results: str


@dataclass(frozen=True)
class Frame:
    """What all pages of a folder are framed with."""

    edition: Edition
    made_at: datetime
    has: Has

    def masthead(self, address: str, *, language: str) -> str:
        """The head of a page."""
        return self._rendered(HEAD, address, language=language, places=PLACES)

    def colophon(self, address: str, *, language: str) -> str:
        """Its foot."""
        return self._rendered(FOOT, address, language=language, places=FOOT_PLACES)

    def cover(self) -> str:
        """The page that chooses the language."""
        told = {"covers": [self._cover(code, name) for code, _, name in TONGUES]}
        with translation.override(LANGUAGES[0]):
            return render_to_string(COVER, {**told, "edition": self.edition, "made_at": self.made_at})

    def read_first(self, *, papers: Mapping[str, str]) -> str:
        """The sheet, in all languages; `papers` are the files beside it that it names, with their kinds."""
        told = {"edition": self.edition, "papers": papers, "keys": "certificate-keys" in papers}
        parts = []
        for language in LANGUAGES:
            with translation.override(language):
                moment = say_moment(self.made_at, zone=self.edition.timezone)
                parts.append(render_to_string(READ_FIRST, {**told, "moment": moment}).strip())
        return f"\n\n\n{'-' * 72}\n\n\n".join(parts) + "\n"

    def _rendered(self, template: str, address: str, *, language: str, places: Mapping[str, object]) -> str:
        told = {
            "places": list(self._doors(places, address, language)),
            "tongues": [self._tongue(each, address) for each in TONGUES],
            "language": language,
            "edition": self.edition,
            "made_at": self.made_at,
        }
        with translation.override(language):
            return render_to_string(template, told).strip()

    def _doors(self, places: Mapping[str, object], address: str, language: str) -> list[Door]:
        found = [(address_of(name), said) for name, said in places.items()]
        open_ones = [(door, said) for door, said in found if door and self._leads_to(language, door)]
        return [Door(door, said, door == address) for door, said in open_ones]

    def _leads_to(self, language: str, address: str) -> bool:
        """The page of results that are not published yet is in the folder, but nothing leads there from every page."""
        is_told = address != address_of("results") or self.edition.results_published_at is not None
        return is_told and self.has(language, address)

    def _tongue(self, tongue: tuple[str, str, str], address: str) -> Tongue:
        code, short, name = tongue
        return Tongue(code, short, name, address if self.has(code, address) else address_of("home"))

    def _cover(self, code: str, name: str) -> Cover:
        results = address_of("results")
        with translation.override(code):
            return Cover(
                code=code,
                name=name,
                direction="rtl" if code == "ar" else "ltr",
                title=self.edition.title.get(code, ""),
                summary=self.edition.summary.get(code, ""),
                home=address_of("home"),
                results=results if results and self._leads_to(code, results) else "",
            )


def address_of(name: str) -> str:
    """Of a page that needs no more than its name; empty where this site has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
