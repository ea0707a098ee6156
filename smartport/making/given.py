"""A published release as a challenge can be made from it: its tables, and the hidden labels."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

import pandas as pd
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from challenges.editions.queries import organized_by
from challenges.making.rules import ReleaseUnfit
from datasets.models import Release, ReleaseFile
from datasets.releases.queries import document_of, files_of
from smartport.drafting.table import Table

TRAIN, TEST, SAMPLE = "data/train.csv", "data/test.csv", "sample_submission.csv"
PART = "part"
LARGEST_TABLE = 256 << 20


@dataclass(frozen=True)
class Given:
    """`answers` are the columns that may be predicted, `shared` the other columns of the test, `sample` those that the
    published sample submission has beside the id."""

    release: Release
    id: str
    answers: tuple[str, ...]
    shared: tuple[str, ...]
    sample: tuple[str, ...]
    files: dict[str, ReleaseFile]

    @property
    def split(self) -> str:
        """How the test was cut out: by time, by group, or at random."""
        told = document_of(self.files, "recipe.json").get("split") or {}
        return "time" if told.get("by_time") else "group" if told.get("by_group") else "random"


def usable(user: AbstractBaseUser) -> QuerySet[Release]:
    """Releases with hidden labels that this organizer may know: those of no challenge, and of their own ones."""
    own = Q(challenges=None) | Q(challenges__in=organized_by(user))
    found = Release.objects.filter(own).exclude(labels="")
    return found.distinct().order_by("-published_at", "slug")


def given_of(release: Release) -> Given:
    """Raises ReleaseUnfit."""
    files = files_of(release)
    for name in (TRAIN, TEST, SAMPLE):
        if name not in files:
            raise ReleaseUnfit(reason=gettext("%(file)s is missing in it.") % {"file": name})
        if files[name].size > LARGEST_TABLE:
            raise ReleaseUnfit(reason=gettext("%(file)s is too large to be looked at here.") % {"file": name})
    labels = _header_of_labels(release)
    train, test, sample = (_header(files[name]) for name in (TRAIN, TEST, SAMPLE))
    answers = tuple(name for name in labels[1:] if name != PART)
    id_ = labels[0] if labels else ""
    if PART not in labels or not answers or not {id_, *answers} <= set(train) or id_ not in test or id_ not in sample:
        raise ReleaseUnfit(reason=gettext("its tables and its hidden labels do not fit each other."))
    return Given(
        release=release,
        id=id_,
        answers=answers,
        shared=tuple(name for name in test if name != id_),
        sample=tuple(name for name in sample if name != id_),
        files=files,
    )


def answers_of(given: Given, target: str, *, query: str = "") -> Table:
    """The target in the training rows and in the hidden ones, as a metric looks at it; with `query` that column too."""
    known = _columns(given.files[TRAIN].content, [target, *filter(None, [query])])
    hidden = labels_of(given)[[given.id, target]]
    if query:
        hidden = hidden.merge(_columns(given.files[TEST].content, [given.id, query]), on=given.id, how="left")
    cells = pd.concat([known, hidden.drop(columns=given.id)], ignore_index=True).fillna("")
    return Table(cells, list(range(2, len(cells) + 2)), "utf-8", ",")


def labels_of(given: Given) -> pd.DataFrame:
    """All texts, as they are committed to."""
    with given.release.labels.open("rb") as stream:
        return pd.read_csv(stream, dtype=str, keep_default_na=False)


def sizes_of(given: Given) -> dict[str, int]:
    """How many rows there are to learn from, and to predict."""
    return {"train": _rows(given.files[TRAIN]), "test": _rows(given.files[TEST])}


@contextmanager
def opened(file: ReleaseFile) -> Iterator[IO[bytes]]:
    """Its bytes."""
    with file.content.open("rb") as stream:
        yield stream


def _columns(content: object, names: list[str]) -> pd.DataFrame:
    with content.open("rb") as stream:  # type: ignore[attr-defined]
        return pd.read_csv(stream, usecols=names, dtype=str, keep_default_na=False)[names]


def _header(file: ReleaseFile) -> list[str]:
    with opened(file) as stream:
        return _first_line(stream)


def _header_of_labels(release: Release) -> list[str]:
    if not release.labels:
        raise ReleaseUnfit(reason=gettext("its answers are not kept as hidden labels."))
    with release.labels.open("rb") as stream:
        return _first_line(stream)


def _first_line(stream: IO[bytes]) -> list[str]:
    line = stream.readline(1 << 20).decode("utf-8-sig", "replace")
    return next(csv.reader(io.StringIO(line)), [])


def _rows(file: ReleaseFile) -> int:
    with opened(file) as stream:
        return max(0, sum(1 for _ in stream) - 1)
