"""The files of a release on their shelves: tables, documents, and what is for programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from datasets.models import ReleaseFile

TABLES, DOCUMENTS, PROGRAMS = gettext_lazy("Tables"), gettext_lazy("Documents"), gettext_lazy("For programs")
TABLE_KINDS = frozenset({".parquet", ".csv"})
DOCUMENT_KINDS = frozenset({".md", ".pdf", ".txt"})
PREFERRED = ("data/train.parquet", "data/test.parquet", "sample_submission.csv", "data/train.csv", "data/test.csv")

MEANINGS: dict[str, str | Promise] = {
    "train": gettext_lazy("the rows to learn from, with the answer"),
    "test": gettext_lazy("the rows to predict, without the answer"),
    "sample_submission": gettext_lazy("what a predictions file looks like"),
    "README.md": gettext_lazy("where to begin"),
    "DATASHEET.md": gettext_lazy("where the data come from, how they were made, what they may be used for"),
    "DICTIONARY.fr.md": gettext_lazy("the columns, in French"),
    "DICTIONARY.ar.md": gettext_lazy("the columns, in Arabic"),
    "DICTIONARY.en.md": gettext_lazy("the columns, in English"),
    "CHANGELOG.md": gettext_lazy("what changed from version to version"),
    "profile.json": gettext_lazy("how the values of each column lie"),
    "risk.json": gettext_lazy("the report on the risk of recognising somebody"),
    "recipe.json": gettext_lazy("what was done to each column"),
    "datapackage.json": "Frictionless Data Package",
    "croissant.json": "Croissant",
    "dcat.jsonld": "DCAT",
    "SHA256SUMS": gettext_lazy("the checksums of all files"),
}
KNOWN = {key: place for place, key in enumerate(MEANINGS)}


@dataclass(frozen=True)
class Item:
    """A file, and what it is."""

    file: ReleaseFile

    @property
    def meaning(self) -> str | Promise:
        """Empty where nobody knows."""
        return MEANINGS.get(self.key, "")

    @property
    def name(self) -> str:
        return PurePosixPath(self.file.path).name

    @property
    def key(self) -> str:
        """What it is known by: a table whatever its kind, a document with it."""
        path = PurePosixPath(self.file.path)
        return path.stem if path.suffix in TABLE_KINDS else path.name


@dataclass(frozen=True)
class Shelf:
    """Files of one sort, in the order of their paths."""

    title: str | Promise
    items: tuple[Item, ...]


def shelves(files: Iterable[ReleaseFile]) -> list[Shelf]:
    """Without those that are empty."""
    told = items(files)
    sorted_ = {
        title: tuple(item for item in told if _shelf(item.file.path) is title)
        for title in (TABLES, DOCUMENTS, PROGRAMS)
    }
    return [Shelf(title, found) for title, found in sorted_.items() if found]


def items(files: Iterable[ReleaseFile]) -> list[Item]:
    """Each with what it is; those that everybody knows first."""
    return sorted(map(Item, files), key=lambda item: (KNOWN.get(item.key, len(KNOWN)), item.file.path))


def first_wanted(files: Iterable[ReleaseFile]) -> list[Item]:
    """What nearly everybody downloads: a file of the rows to learn from, one of those to predict, and the sample."""
    by_path = {file.path: file for file in files}
    wanted: dict[str, Item] = {}
    for path in PREFERRED:
        if path in by_path:
            wanted.setdefault(PurePosixPath(path).stem, Item(by_path[path]))
    return list(wanted.values())


def title_of(part: str) -> str:
    """What a table is called on screen; one that is neither train nor test by its own name."""
    return {"train": gettext("Training"), "test": gettext("Test")}.get(part, part)


def _shelf(path: str) -> str | Promise:
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in TABLE_KINDS:
        return TABLES
    return DOCUMENTS if suffix in DOCUMENT_KINDS else PROGRAMS
