"""The results of an edition: the page for the press and for ever, their files, and before that when they come."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.http import parse_etags
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from challenges.ceremony.models import AwardKind, Ceremony
from challenges.editions.models import Edition
from challenges.editions.queries import current_edition
from challenges.pages.pictures import picture_answer
from challenges.pages.spreadsheet import BOM, COMMA_LANGUAGES, plain_cell
from challenges.pages.visit import asked_language, edition_or_404
from challenges.panels.models import Seat
from challenges.results.models import Erratum, Publication
from challenges.results.publication_rules import NAME, WHAT_CHANGES, WITHDRAWN
from challenges.results.published import named_people, picture_of, publication_of
from challenges.wording import localized
from evaluator.report import canonical

PAGE, SOON = "challenges/results/results.html", "challenges/results/soon.html"
# What is published stays under its address; a day bounds how long a withdrawn edition stays in caches.
SHOWN = "public, max-age=86400, immutable"


@dataclass(frozen=True)
class Honoured:
    """A laureate with what errata say of it, the latest first, and the members who agree to be named."""

    told: Mapping[str, Any]
    corrections: Sequence[Mapping[str, Any]]
    people: Sequence[str]

    @property
    def name(self) -> str:
        """Of the team, as it is right."""
        return next((str(one["to"]) for one in self.corrections if one["what"] == NAME), str(self.told["team"]))

    @property
    def is_withdrawn(self) -> bool:
        return any(one["what"] == WITHDRAWN for one in self.corrections)


@dataclass(frozen=True)
class Award:
    """An award as the page shows it."""

    told: Mapping[str, Any]
    kind: str
    laureates: list[Honoured]

    @property
    def is_main(self) -> bool:
        return bool(self.told["kind"] == AwardKind.MAIN)


@dataclass(frozen=True)
class Correction:
    """An erratum with its changes in words."""

    erratum: Erratum
    changes: list[tuple[str, Mapping[str, Any]]]


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Those of the edition that the site is about; before their publication when and where they are told, and the
    results of earlier editions."""
    edition = edition_or_404()
    made = publication_of(edition)
    if made is not None:
        return _page(request, made)
    return _soon(request, edition)


@require_safe
def results_of_edition(request: HttpRequest, edition: str) -> HttpResponse:
    """Of any edition that is shown."""
    found = _edition(edition)
    made = publication_of(found)
    return _page(request, made) if made is not None else _soon(request, found)


@require_safe
def results_json(request: HttpRequest, edition: str) -> HttpResponse:
    """The canonical JSON, byte for byte what the published digest is of."""
    made = _published(edition)
    answer = HttpResponse(canonical(made.results), content_type="application/json")
    return _file(request, answer, name=f"results-{edition}.json", etag=made.sha256)


@require_safe
def results_csv(request: HttpRequest, edition: str) -> HttpResponse:
    """The laureates for a spreadsheet, in the reader's language or that of `?lang=`."""
    made, language = _published(edition), asked_language(request)
    with translation.override(language):
        out = StringIO()
        writer = csv.writer(out, delimiter=";" if language in COMMA_LANGUAGES else ",")
        writer.writerows(_lines(made, language))
    answer = HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8")
    return _file(request, answer, name=f"laureates-{edition}.csv", etag=f"{_version(made)}-{language}")


@require_safe
def results_picture(request: HttpRequest, edition: str, picture_digest: str) -> HttpResponse:
    """A picture of a laureate's project as it was, as an image and nothing else."""
    picture = picture_of(_published(edition), picture_digest)
    if picture is None:
        raise Http404
    return picture_answer(request, name=str(picture.content.name), digest=picture_digest, cache=SHOWN)


def shown(results: Mapping[str, Any], errata: Sequence[Erratum]) -> dict[str, Any]:
    """What the page draws: of published results, or of those that are to be."""
    changes: dict[str, list[Mapping[str, Any]]] = {}
    for erratum in errata:
        for change in erratum.changes:
            changes.setdefault(change["laureate"], []).append(change)
    people = named_people(results)
    awards = [
        Award(
            one,
            str(AwardKind(one["kind"]).label),
            [
                Honoured(laureate, changes.get(laureate["id"], ()), people.get(laureate["team_id"], ()))
                for laureate in one["laureates"]
            ],
        )
        for one in results["awards"]
    ]
    return {
        "told": results,
        "awards": awards,
        "juries": [_jury(jury) for jury in results["juries"]],
        "errata": [Correction(erratum, [_change(change) for change in erratum.changes]) for erratum in errata],
    }


def _page(request: HttpRequest, made: Publication) -> HttpResponse:
    errata = sorted(made.errata.all(), key=lambda one: one.at, reverse=True)
    context = {
        "edition": made.edition,
        "publication": made,
        "is_current": made.edition == current_edition(),
        **shown(made.results, errata),
    }
    return render(request, PAGE, context)


def _soon(request: HttpRequest, edition: Edition) -> HttpResponse:
    earlier = Publication.objects.filter(edition__is_published=True).exclude(edition=edition)
    context = {
        "edition": edition,
        "ceremony": Ceremony.objects.filter(edition=edition).first(),
        "earlier": earlier.select_related("edition").defer("results").order_by("-at")[:20],
    }
    return render(request, SOON, context)


def _edition(slug: str) -> Edition:
    found = Edition.objects.filter(slug=slug, is_published=True).first()
    if found is None:
        raise Http404
    return found


def _published(slug: str) -> Publication:
    made = publication_of(_edition(slug))
    if made is None:
        raise Http404
    return made


def _version(made: Publication) -> str:
    """Another one after every erratum."""
    return f"{made.sha256[:32]}-{len(made.errata.all())}"


def _file(request: HttpRequest, answer: HttpResponse, *, name: str, etag: str) -> HttpResponse:
    if f'"{etag}"' in parse_etags(request.headers.get("If-None-Match", "")):
        answer = HttpResponse(status=304)
    answer.headers["ETag"] = f'"{etag}"'
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(made: Publication, language: str) -> Iterator[list[str]]:
    yield [
        gettext("Award"),
        gettext("Kind"),
        gettext("Rank"),
        gettext("Team"),
        gettext("Project"),
        gettext("Challenge"),
        gettext("Citation"),
        gettext("Erratum"),
    ]
    for award in shown(made.results, list(made.errata.all()))["awards"]:
        for one in award.laureates:
            challenge = one.told["challenge"] or award.told["challenge"]
            cells = [
                localized(award.told["title"], language),
                award.kind,
                str(one.told["rank"]),
                one.told["team"],
                one.told["project"],
                localized(challenge["title"], language) if challenge else "",
                localized(one.told["citation"], language),
                " · ".join(_said(change) for change in one.corrections),
            ]
            yield [plain_cell(cell) for cell in cells]


def _change(change: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    return gettext(WHAT_CHANGES[change["what"]]), change


def _said(change: Mapping[str, Any]) -> str:
    what = gettext(WHAT_CHANGES[change["what"]])
    return f"{what}: {change['from']} → {change['to']}" if change["to"] else what


def _jury(jury: Mapping[str, Any]) -> dict[str, Any]:
    """With its seats in words and its hour as one."""
    locked: datetime | None = parse_datetime(jury["decision"]["locked_at"] or "")
    members = [{**one, "seat": str(Seat(one["seat"]).label)} for one in jury["members"]]
    return {**jury, "members": members, "locked_at": locked}
