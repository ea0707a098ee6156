"""Makes a keepsake: walk over the site, freeze what was found, write it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.templatetags.static import static

from challenges.editions.models import Edition
from challenges.editions.queries import current_edition
from smartport.keepsake.addresses import name_of
from smartport.keepsake.assets import Assets
from smartport.keepsake.framing import Frame
from smartport.keepsake.freezing import Surroundings, frozen
from smartport.keepsake.naming import Names, file_stem, page_stem
from smartport.keepsake.papers import ERRATA, errata_of
from smartport.keepsake.rules import (
    LANGUAGES,
    MEDIA_ENDINGS,
    EditionNotShown,
    MovedMeanwhile,
)
from smartport.keepsake.walking import Asked, Found, Walk, walk
from smartport.keepsake.writing import SUMS, Folder, fresh_folder

FILES = "files"
INDEX, READ_FIRST = "index.html", "LISEZ-MOI.txt"
# Files that lie beside the cover, by the names of their addresses.
PAPERS = {"results-json": "results", "results-csv": "laureates", "certificate-keys": "certificate-keys"}
SHEET = "site/css/keepsake.css"

Tell = Callable[[str, int, int], None]
"""Told the step (`walk` or `write`), how much of it is done, and how much is known of."""


@dataclass(frozen=True)
class Made:
    """What is in the folder; `sha256` is of SHA256SUMS, and so stands for all of it."""

    pages: int
    files: int
    size: int
    sha256: str
    has_results: bool


@dataclass
class Places:
    """Where each thing that was found lies in the folder; files of the same content lie there once."""

    names: Names = field(default_factory=Names)
    of: dict[Asked, str] = field(default_factory=dict)
    by_content: dict[str, str] = field(default_factory=dict)

    def place(self, language: str, address: str) -> str:
        """The path; empty where it is not kept."""
        return self.of.get(Asked(language, address), "") if address else ""

    def give(self, asked: Asked, found: Found) -> bool:
        """A path for what was found; whether it is to be written there."""
        if found.is_page:
            self.of[asked] = self.names.take(page_stem(asked.address, language=asked.language), "html")
            return True
        digest = hashlib.sha256(found.content()).hexdigest()
        is_new = digest not in self.by_content
        if is_new:
            self.by_content[digest] = self._file(asked, found)
        self.of[asked] = self.by_content[digest]
        return is_new

    def _file(self, asked: Asked, found: Found) -> str:
        ending = MEDIA_ENDINGS[found.media]
        paper = PAPERS.get(name_of(urlsplit(asked.address).path))
        if paper:
            is_first = asked.language == LANGUAGES[0]
            return self.names.take(paper if is_first else f"{paper}-{asked.language}", ending)
        stem = f"{FILES}/{file_stem(found.name)}"
        is_taken = stem in {path.rsplit(".", 1)[0] for path in self.by_content.values()}
        return self.names.take(f"{stem}-{asked.language}" if is_taken else stem, ending)


def make_keepsake(edition: Edition, path: Path, *, now: datetime, tell: Tell) -> Made:
    """The folder `path`, whole or not at all. Raises EditionNotShown, FolderTaken, MovedMeanwhile, and what a walk
    refuses."""
    require_shown(edition)
    with fresh_folder(path) as folder, walk(edition, tell=lambda done, known: tell("walk", done, known)) as found:
        places = Places()
        written = [asked for asked, one in found.found.items() if places.give(asked, one)]
        _write(folder, found, places, written, frame=_frame(edition, places, now=now), tell=tell)
        has_results = _write_papers(folder, edition, places, now=now)
        _require_unmoved(edition)
    sums = (path / SUMS).read_bytes()
    pages = sum(one.is_page for one in found.found.values())
    return Made(pages, len(folder.digests), folder.size, hashlib.sha256(sums).hexdigest(), has_results)


def require_shown(edition: Edition) -> None:
    """Raises EditionNotShown: what the site's addresses show is one edition, and only that can be walked over."""
    if current_edition() != edition:
        raise EditionNotShown


def folder_name(edition: Edition, *, now: datetime) -> str:
    """What the folder is called inside its ZIP."""
    return f"smartport-{edition.slug[:40]}-{now.astimezone(edition.timezone):%Y-%m-%d}"


def _require_unmoved(edition: Edition) -> None:
    shown = current_edition()
    if shown != edition or shown.results_published_at != edition.results_published_at:
        raise MovedMeanwhile


def _frame(edition: Edition, places: Places, *, now: datetime) -> Frame:
    return Frame(edition, now, has=lambda language, address: bool(places.place(language, address)))


def _write(folder: Folder, found: Walk, places: Places, written: list[Asked], *, frame: Frame, tell: Tell) -> None:
    assets = Assets(folder.put)
    for number, asked in enumerate(written, start=1):
        one, path = found.found[asked], places.of[asked]
        content = one.content()
        if one.is_page:
            content = frozen(content, _around(asked, path, places=places, assets=assets, frame=frame))
        folder.put(path, content)
        tell("write", number, len(written))
    around = Surroundings(INDEX, LANGUAGES[0], "/", places.place, assets.place, sheet=static(SHEET))
    folder.put(INDEX, frozen(frame.cover().encode(), around))


def _around(asked: Asked, path: str, *, places: Places, assets: Assets, frame: Frame) -> Surroundings:
    return Surroundings(
        here=path,
        language=asked.language,
        address=asked.address,
        place=places.place,
        asset=assets.place,
        sheet=static(SHEET),
        masthead=frame.masthead(asked.address, language=asked.language),
        colophon=frame.colophon(asked.address, language=asked.language),
    )


def _write_papers(folder: Folder, edition: Edition, places: Places, *, now: datetime) -> bool:
    """The errata as a file, and the sheet that says what is there; whether there are results."""
    errata = errata_of(edition)
    if errata:
        folder.put(ERRATA, errata)
    beside = {name.partition(".")[0]: name for name in folder.digests if "/" not in name}
    folder.put(READ_FIRST, _frame(edition, places, now=now).read_first(papers=beside).encode())
    return PAPERS["results-json"] in beside
