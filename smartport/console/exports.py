"""Tables to take along: teams, people, submissions, final standings; as CSV or Excel, each noted in the journal."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from challenges import clock
from challenges.editions.models import Edition
from challenges.editions.queries import organized_by
from challenges.journal.actions import write
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import columns_of, standings
from challenges.leaderboards.rules import primary_column
from challenges.pages.spreadsheet import LARGEST
from challenges.pages.visit import asked_language, reader
from challenges.submissions.models import Submission
from challenges.teams.models import Membership, Team
from challenges.wording import localized
from smartport.accounts.models import Consent
from smartport.accounts.rules import CONTACT, PUBLICATION
from smartport.console.access import edition_in_view, for_managers_of_people
from smartport.console.spreadsheets import MEDIA_TYPES, Cell, Table, csv_pieces, xlsx_file

CHUNK = 2000
Rows = Iterator[list[Cell]]


@dataclass(frozen=True)
class Export:
    """What can be taken along: its name, what is in it, whether it tells of persons, and how it is made."""

    name: Any
    about: Any
    is_personal: bool
    head: Callable[[], list[str]]
    rows: Callable[[Edition, Any], Rows]


@require_safe
@for_managers_of_people
def exports(request: HttpRequest) -> HttpResponse:
    """What can be taken along."""
    edition = edition_in_view(request)
    context = {"edition": edition, "editions": Edition.objects.order_by("-opens_at"), "exports": EXPORTS.items()}
    return render(request, "console/exports.html", context)


@require_POST
@for_managers_of_people
def export(request: HttpRequest, what: str, form: str) -> HttpResponseBase:
    """The file. The journal says who took what before its first byte goes."""
    edition = edition_in_view(request)
    if what not in EXPORTS or form not in MEDIA_TYPES:
        raise Http404
    found, now = EXPORTS[what], clock.now()
    language = asked_language(request)
    details = {"what": what, "form": form, "is_personal": found.is_personal}
    write("export.taken", subject=f"edition:{edition.slug}", by=reader(request), now=now, details=details)
    with translation.override(language):
        table = Table(str(found.name), found.head(), found.rows(edition, reader(request)), edition.timezone)
        answer = _answer(table, form=form, language=language)
    name = f"{what}-{edition.slug}-{now.astimezone(edition.timezone):%Y-%m-%d}.{form}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _answer(table: Table, *, form: str, language: str) -> HttpResponseBase:
    if form == "xlsx":
        return FileResponse(xlsx_file(table), content_type=MEDIA_TYPES[form])
    return StreamingHttpResponse(csv_pieces(table, language=language), content_type=MEDIA_TYPES[form])


def _teams(edition: Edition, by: Any) -> Rows:
    """By name; the captain by the name others see."""
    of_team = {"team": OuterRef("pk")}
    sizes = Membership.objects.filter(**of_team).order_by().values("team").annotate(n=Count("pk")).values("n")
    handed_in = Submission.objects.filter(**of_team).order_by().values("team").annotate(n=Count("pk")).values("n")
    captains = Membership.objects.filter(**of_team, is_captain=True).values("user__display_name")
    found = Team.objects.filter(edition=edition).select_related("merged_into").order_by("name_key")
    told = found.annotate(
        size=Coalesce(Subquery(sizes), 0), handed_in=Coalesce(Subquery(handed_in), 0), captain=Subquery(captains[:1])
    )
    for team in told.iterator(chunk_size=CHUNK):
        into = team.merged_into.name if team.merged_into else ""
        yield [
            team.name,
            team.captain or "",
            team.size,
            team.handed_in,
            team.is_baseline,
            team.is_recruiting,
            into,
            team.created_at,
        ]


def _people(edition: Edition, by: Any) -> Rows:
    """Who plays in the edition, by team: what writing to them and printing their names takes."""
    given = Consent.objects.filter(user=OuterRef("user"), withdrawn_at=None)
    found = Membership.objects.filter(edition=edition, team__is_baseline=False).select_related("user", "team")
    told = found.annotate(
        contact=Exists(given.filter(purpose=CONTACT)), publication=Exists(given.filter(purpose=PUBLICATION))
    )
    for one in told.order_by("team__name_key", "-is_captain", "joined_at").iterator(chunk_size=CHUNK):
        person = one.user
        yield [
            str(person),
            person.email,
            person.language,
            one.team.name,
            one.is_captain,
            one.contact,
            one.publication,
            not person.is_active,
        ]


def _submissions(edition: Edition, by: Any) -> Rows:
    """Of the challenges this organizer stands behind, in order of arrival; no score, which the boards tell."""
    language = (translation.get_language() or "fr")[:2]
    own = {found.pk: localized(found.title, language) for found in organized_by(by).filter(edition=edition)}
    found = Submission.objects.filter(phase__challenge__in=own).select_related("phase", "team")
    for one in found.order_by("received_at", "pk").iterator(chunk_size=CHUNK):
        challenge, phase = own[one.phase.challenge_id], localized(one.phase.title, language)
        yield [
            str(one.pk),
            challenge,
            phase,
            one.team.name,
            one.received_at,
            one.get_kind_display(),
            one.file_name,
            one.size,
            one.is_counted,
        ]


def _standings(edition: Edition, by: Any) -> Rows:
    """Of boards whose final standings are told."""
    language = (translation.get_language() or "fr")[:2]
    told = Leaderboard.objects.filter(phase__challenge__in=organized_by(by), told_at__isnull=False)
    found = told.filter(phase__challenge__edition=edition).select_related("phase__challenge")
    for board in found.order_by("phase__challenge__order", "phase__opens_at"):
        column = primary_column(columns_of(board.phase))
        title = localized(column["title"], language) or column["key"]
        where = [localized(board.phase.challenge.title, language), localized(board.phase.title, language)]
        for row in standings(board, limit=LARGEST):
            score = row.values.get(column["key"])
            yield [
                *where,
                row.rank,
                row.team_name,
                row.is_baseline,
                row.public_rank,
                title,
                score,
                row.scored_count,
                row.received_at,
            ]


EXPORTS: Mapping[str, Export] = {
    "teams": Export(
        gettext_lazy("Teams"),
        gettext_lazy("Name, captain, size, submissions, since when"),
        True,
        lambda: [
            gettext("Team"),
            gettext("Captain"),
            gettext("Members"),
            gettext("Submissions"),
            gettext("Baseline"),
            gettext("Looks for members"),
            gettext("Merged into"),
            gettext("Since"),
        ],
        _teams,
    ),
    "people": Export(
        gettext_lazy("People"),
        gettext_lazy("Who plays: name, address, language, team, and whether they agreed to be written to and named"),
        True,
        lambda: [
            gettext("Name"),
            gettext("E-mail address"),
            gettext("Language"),
            gettext("Team"),
            gettext("Captain"),
            gettext("Partners may write"),
            gettext("May be named"),
            gettext("Blocked"),
        ],
        _people,
    ),
    "submissions": Export(
        gettext_lazy("Submissions"),
        gettext_lazy("Of your challenges: team, hour, kind, file, size"),
        False,
        lambda: [
            gettext("Submission"),
            gettext("Challenge"),
            gettext("Phase"),
            gettext("Team"),
            gettext("Received"),
            gettext("Kind"),
            gettext("File"),
            gettext("Bytes"),
            gettext("Counted"),
        ],
        _submissions,
    ),
    "standings": Export(
        gettext_lazy("Final standings"),
        gettext_lazy("Of your challenges whose final leaderboards are told"),
        False,
        lambda: [
            gettext("Challenge"),
            gettext("Phase"),
            gettext("Rank"),
            gettext("Team"),
            gettext("Baseline"),
            gettext("Rank on the public part"),
            gettext("What ranks"),
            gettext("Score"),
            gettext("Scored submissions"),
            gettext("Received"),
        ],
        _standings,
    ),
}
