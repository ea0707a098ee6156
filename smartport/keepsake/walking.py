"""Walks over the site as an anonymous reader does, page by page and language by language, through Django itself.

Nothing is asked that a stranger could not ask, so nothing can be found that is not public; no form is sent, nobody logs
in, and only addresses whose names are in `rules.KEPT` are followed.
"""

import re
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, reverse

from challenges.editions.models import Edition
from challenges.editions.queries import published_challenges
from smartport.keepsake.addresses import target_of
from smartport.keepsake.links import links_in
from smartport.keepsake.rules import (
    LANGUAGES,
    LARGEST_ANSWER,
    MEDIA_ENDINGS,
    MOST_ANSWERS,
    MOST_BYTES,
    MOST_LINKS,
    MediaUnknown,
    PageFailed,
    TooManyBytes,
    TooManyPages,
)
from smartport.middleware import LANGUAGE_COOKIE

PAGE = "text/html"
RESULTS_OF = re.compile(r"/results/([^/]+)/")
NAMED = re.compile(r'filename="([^"]*)"')
# Where the walk begins; what an edition has not (results that are not published) is not there.
SEEDS = ("results", "home", "news", "agenda", "mentors", "journal-heads", "terms", "privacy", "certificate-keys")
SEEDS_OF_RESULTS = ("results-of", "results-json", "results-csv")
SEEDS_OF_A_CHALLENGE = ("challenge", "rules", "leaderboard", "projects", "questions")
OK, TOO_OFTEN, FAILED = 200, 429, 500

Tell = Callable[[int, int], None]
"""Told how many answers are there, and how many are known of."""


@dataclass(frozen=True)
class Asked:
    """An address in a language."""

    language: str
    address: str


@dataclass(frozen=True)
class Found:
    """An answer: where its bytes lie, what kind they are, and what the site calls the file (empty for a page)."""

    place: Path
    media: str
    name: str

    @property
    def is_page(self) -> bool:
        return self.media == PAGE

    def content(self) -> bytes:
        """As the site gave it."""
        return self.place.read_bytes()


@dataclass
class Walk:
    """What was found, in the order in which it was asked; `missing` is what the site has not for everybody. The bytes
    lie in a folder of their own until the walk is closed."""

    folder: "tempfile.TemporaryDirectory[str]"
    found: dict[Asked, Found] = field(default_factory=dict)
    missing: set[Asked] = field(default_factory=set)
    size: int = 0

    def __enter__(self) -> "Walk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.folder.cleanup()

    def keep(self, asked: Asked, content: bytes, *, media: str, name: str) -> None:
        """Take an answer in. Raises TooManyPages, TooManyBytes."""
        self.size += len(content)
        if self.size > MOST_BYTES:
            raise TooManyBytes(address=asked.address)
        if len(self.found) >= MOST_ANSWERS:
            raise TooManyPages(limit=MOST_ANSWERS)
        place = Path(self.folder.name) / str(len(self.found))
        place.write_bytes(content)
        self.found[asked] = Found(place, media, name)


def walk(edition: Edition, *, tell: Tell) -> Walk:
    """Everything of the edition that everybody sees. Raises PageFailed, MediaUnknown, TooManyPages, TooManyBytes."""
    found = Walk(tempfile.TemporaryDirectory(prefix="keepsake-"))
    try:
        _walk(found, list(seeds(edition)), edition=edition, tell=tell)
    except BaseException:
        found.folder.cleanup()
        raise
    return found


def seeds(edition: Edition) -> Iterator[str]:
    """The addresses that a walk begins with."""
    for name in SEEDS:
        yield from _reversed(name)
    for name in SEEDS_OF_RESULTS:
        yield from _reversed(name, edition.slug)
    for challenge in published_challenges(edition):
        for name in SEEDS_OF_A_CHALLENGE:
            yield from _reversed(name, challenge.slug)


def _reversed(name: str, *places: Any) -> Iterator[str]:
    try:
        yield reverse(name, args=places)
    except NoReverseMatch:  # a part that this site has not
        return


def _walk(found: Walk, addresses: list[str], *, edition: Edition, tell: Tell) -> None:
    waiting = deque(Asked(language, address) for address in addresses for language in LANGUAGES)
    known = set(waiting)
    client = Client(raise_request_exception=False)
    while waiting:
        asked = waiting.popleft()
        for link in _answer(client, asked, into=found):
            if link not in known and _is_of(edition, link.address):
                known.add(link)
                waiting.append(link)
        if len(waiting) > MOST_LINKS:
            raise TooManyPages(limit=MOST_ANSWERS)
        tell(len(found.found), len(known))


def _is_of(edition: Edition, address: str) -> bool:
    """Results of other editions are public too, and are copies of their own."""
    found = RESULTS_OF.match(address)
    return found is None or found[1] == edition.slug


def _answer(client: Client, asked: Asked, *, into: Walk) -> list[Asked]:
    """Take in what the site says; the links of a page that are to be followed."""
    response = _get(client, asked)
    if response.status_code >= FAILED or response.status_code == TOO_OFTEN:
        raise PageFailed(address=asked.address, status=response.status_code)
    if response.status_code != OK:
        into.missing.add(asked)
        return []
    media = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media != PAGE and media not in MEDIA_ENDINGS:
        raise MediaUnknown(address=asked.address, media=media)
    content = _content(response, asked)
    into.keep(asked, content, media=media, name="" if media == PAGE else _name(response, asked))
    if media != PAGE:
        return []
    targets = (target_of(link, on=asked.address).address for link in links_in(content))
    return [Asked(asked.language, address) for address in targets if address]


def _get(client: Client, asked: Asked) -> HttpResponseBase:
    """By the door of everybody, with nothing in hand but the language."""
    site = urlsplit(settings.SITE_URL)
    client.cookies.clear()
    client.cookies[LANGUAGE_COOKIE] = asked.language
    return client.get(asked.address, secure=site.scheme == "https", headers={"host": site.netloc})


def _content(response: HttpResponseBase, asked: Asked) -> bytes:
    """All of it. (The client closes an answer once it is read.)"""
    pieces, size = [], 0
    for piece in response if response.streaming else [response.content]:  # type: ignore[attr-defined]
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_ANSWER:
            raise TooManyBytes(address=asked.address)
    return b"".join(pieces)


def _name(response: HttpResponseBase, asked: Asked) -> str:
    """As the answer says, else the end of its address."""
    said = NAMED.search(response.headers.get("Content-Disposition", ""))
    return said[1] if said else urlsplit(asked.address).path.strip("/")
