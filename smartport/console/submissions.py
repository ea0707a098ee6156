"""All submissions of the challenges one stands behind: narrowed, newest first."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from challenges.chronicle.rules import as_uuid
from challenges.editions.models import Phase
from challenges.editions.queries import organized_by
from challenges.evaluations.finding import MOST_COUNTED, Sought, find, noted_among, place_of, speaking_of
from challenges.evaluations.logbook import STATES
from challenges.evaluations.models import Evaluation
from challenges.evaluations.queries import public_scores_of_each
from challenges.leaderboards.queries import board_at_hand
from challenges.leaderboards.rules import primary_column
from challenges.outcomes import ADVICE
from challenges.pages.visit import reader
from challenges.submissions.models import Kind, Submission
from challenges.teams.rules import name_key
from smartport.console.access import for_organizers

LONGEST = 80


@dataclass(frozen=True)
class Row:
    """A line of the list; `score` is the public one that ranks, None where there is none."""

    submission: Submission
    evaluation: Evaluation | None
    score: float | None
    decimals: int
    is_noted: bool

    @property
    def state(self) -> str:
        return self.evaluation.state if self.evaluation else STATES[0]


@dataclass(frozen=True)
class Asked:
    """What the form says: the phases that are meant, and what of them."""

    phases: list[Phase]
    is_all: bool
    sought: Sought

    @property
    def zone(self) -> tzinfo | None:
        """Whose day is meant: that of the edition that is looked at, or of the one that opens last."""
        return self.phases[0].challenge.edition.timezone if self.phases else None


@require_safe
@for_organizers
def submissions(request: HttpRequest) -> HttpResponse:
    """A page of them. One that is named by its whole id is opened at once."""
    own = _own_phases(request)
    asked = _asked(request.GET, own)
    phases = None if asked.is_all and _sees_all(request) else asked.phases
    found = find(asked.sought, phases=phases, after=place_of(request.GET.get("after", "")))
    if len(asked.sought.named) == 36 and found.submissions:
        return redirect("console-submission", found.submissions[0].pk)
    context: dict[str, Any] = {
        "rows": _rows(found.submissions, rejudge=asked.sought.rejudge),
        "rejudge": asked.sought.rejudge,
        "next": found.next,
        "counted": found.count,
        "most_counted": MOST_COUNTED,
        "is_first": "after" not in request.GET,
        "is_narrow": bool(set(request.GET) - {"after"}) and any(request.GET[name] for name in request.GET),
        "choices": _choices(own, request.GET),
        "states": STATES,
        "outcomes": list(ADVICE),
        "kinds": Kind.choices,
        "typed": {name: request.GET.get(name, "")[:LONGEST] for name in request.GET},
    }
    return render(request, "console/submissions.html", context)


def _own_phases(request: HttpRequest) -> list[Phase]:
    """Of the challenges one stands behind, the newest edition first."""
    rows = Phase.objects.filter(challenge__in=organized_by(reader(request)).values("pk"))
    order = ("-challenge__edition__opens_at", "challenge__order", "challenge__slug", "opens_at")
    return list(rows.select_related("challenge__edition").order_by(*order))


def _sees_all(request: HttpRequest) -> bool:
    return request.user.has_perm("challenges.operate")


def _asked(query: QueryDict, own: list[Phase]) -> Asked:
    named = {name: query.get(name, "") for name in ("edition", "challenge", "phase")}
    phases = [
        phase
        for phase in own
        if named["edition"] in {"", phase.challenge.edition.slug}
        and named["challenge"] in {"", str(phase.challenge_id)}
        and named["phase"] in {"", str(phase.pk)}
    ]
    asked = Asked(phases, not any(named.values()), _sought(query))
    day, zone = _day(query.get("day", "")), asked.zone
    if day is None or zone is None:
        return asked
    since, until = (datetime.combine(at, time(), tzinfo=zone) for at in (day, day + timedelta(days=1)))
    return replace(asked, sought=replace(asked.sought, since=since, until=until))


def _sought(query: QueryDict) -> Sought:
    """What cannot be asked for is not."""

    def known(name: str, values: Collection[str]) -> str:
        return query.get(name, "") if query.get(name, "") in values else ""

    return Sought(
        named=query.get("named", "").strip()[:LONGEST],
        team=name_key(query.get("team", "")[:LONGEST]),
        state=known("state", STATES),
        outcome=known("outcome", ADVICE),
        kind=known("kind", Kind.values),
        is_disqualified=query.get("out") == "1",
        has_notes=query.get("noted") == "1",
        rejudge=as_uuid(query.get("rejudge", "")),
    )


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1900 < found.year < 9000 else None


def _rows(found: list[Submission], *, rejudge: UUID | None) -> list[Row]:
    evaluations = speaking_of(found, rejudge=rejudge)
    scores = public_scores_of_each(evaluations.values())
    noted = noted_among(found)
    return [_row(one, evaluations.get(one.pk), scores, is_noted=one.pk in noted) for one in found]


def _row(one: Submission, evaluation: Evaluation | None, scores: Any, *, is_noted: bool) -> Row:
    board = board_at_hand(one.phase)
    column = primary_column(board.columns) if board and board.columns else None
    values = scores.get(evaluation.pk, {}) if evaluation else {}
    score, decimals = (values.get(column["key"]), int(column["decimals"])) if column else (None, 0)
    return Row(one, evaluation, score, decimals, is_noted)


def _choices(own: list[Phase], query: QueryDict) -> dict[str, list[tuple[str, Any, bool]]]:
    """Of each select the values with their texts, and whether it is the chosen one: a narrower one offers what is left
    by the wider ones."""
    editions = {phase.challenge.edition.slug: phase.challenge.edition.title for phase in own}
    of_edition = [phase for phase in own if query.get("edition", "") in {"", phase.challenge.edition.slug}]
    challenges = {str(phase.challenge_id): phase.challenge.title for phase in of_edition}
    chosen = query.get("challenge", "")
    phases = {str(phase.pk): phase.title for phase in of_edition if str(phase.challenge_id) == chosen}
    offered = {"edition": editions, "challenge": challenges, "phase": phases}
    return {
        name: [(value, title, value == query.get(name, "")) for value, title in values.items()]
        for name, values in offered.items()
    }
