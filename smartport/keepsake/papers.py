"""The results as files: what was published, word for word, its laureates as a table, and the errata."""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from challenges.ceremony.models import Publication
from challenges.ceremony.prizes import prizes_of
from challenges.editions.models import Edition
from challenges.pages.spreadsheet import BOM, plain_cell
from smartport.keepsake.rules import LANGUAGES

RESULTS, LAUREATES, ERRATA = "results.json", "laureates.csv", "errata.json"
HEAD = ("award_fr", "award_ar", "award_en", "rank", "team", "project", "citation_fr", "citation_ar", "citation_en")


def papers_of(edition: Edition) -> dict[str, bytes]:
    """By name; none before the results are published."""
    if edition.results_published_at is None:
        return {}
    publication = Publication.objects.filter(edition=edition).first()
    if publication is None:
        return {}
    papers = {RESULTS: canonical(publication.results), LAUREATES: _laureates(edition)}
    errata = [_erratum(row) for row in publication.errata.values("at", "text", "changes")]
    return {**papers, ERRATA: _json(errata)} if errata else papers


def canonical(results: Mapping[str, Any]) -> bytes:
    """As the fingerprint of a publication is taken: keys in order, no spaces, letters as they are."""
    return json.dumps(results, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def is_as_published(publication: Publication) -> bool:
    """Whether results.json has the fingerprint that was published."""
    return hashlib.sha256(canonical(publication.results)).hexdigest() == publication.sha256


def _laureates(edition: Edition) -> bytes:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    writer.writerows([plain_cell(str(cell)) for cell in line] for line in _lines(edition))
    return (BOM + out.getvalue()).encode()


def _lines(edition: Edition) -> Iterator[list[object]]:
    for prize in prizes_of(edition):
        rank = 1
        for place in prize.places:
            for one in place:
                title, citation = _texts(prize.title), _texts(one.citation)
                yield [*title, rank, one.team, one.project, *citation]
            rank += len(place)


def _texts(texts: Mapping[str, str]) -> list[str]:
    return [texts.get(language, "") for language in LANGUAGES]


def _erratum(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "at": row["at"].isoformat()}


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
