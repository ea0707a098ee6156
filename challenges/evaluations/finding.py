"""Finds submissions over many challenges: newest first, a page at a time, each from where the one before ended.

Nothing is skipped over, and on the first page at most a thousand are counted, so that a page costs the same among two
hundred thousand as among two. How a submission ended is known by its evaluations alone: what is asked for is looked for
among the next few thousand, and the page after it goes on from there.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from challenges.editions.models import Phase
from challenges.evaluations.logbook import RECEIVED
from challenges.evaluations.models import Evaluation, State
from challenges.evaluations.queries import counting
from challenges.submissions.models import Disqualification, Submission, SubmissionNote
from challenges.teams.models import Team

A_PAGE = 50
MOST_COUNTED = 1_000
# What is rarer is looked up first, and then only these are put in order; what is not is met soon on the way.
FEW_TEAMS, FEW = 100, 2_000
# How many are looked at for a page, in stretches.
STRETCHES = (250, 1_250, 2_500)
DIGITS = re.compile(r"[0-9a-f]{6,64}")
BESIDE = ("team", "by", "phase__challenge__edition", "phase__leaderboard")


@dataclass(frozen=True)
class Place:
    """Where a page ends: the hour and the key of its last submission."""

    received_at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.received_at.isoformat()}_{self.id}"


@dataclass(frozen=True)
class Sought:
    """What is looked for; what is empty asks for nothing. `named` is an id, or how a SHA-256 begins; `team` is folded
    as names are compared; received from `since` on and before `until`. With a `rejudge`, state and outcome are those of
    its own evaluations, whether they count or not."""

    named: str = ""
    team: str = ""
    state: str = ""
    outcome: str = ""
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None
    is_disqualified: bool = False
    has_notes: bool = False
    rejudge: UUID | None = None


@dataclass(frozen=True)
class Found:
    """A page, and where the next one begins; None at the end. A page that is not full may have a next one. `count` is
    how many there are on all pages, MOST_COUNTED + 1 for more than can be counted; None where nobody has counted."""

    submissions: list[Submission]
    next: Place | None
    count: int | None = None


def place_of(text: str) -> Place | None:
    """What `str(place)` wrote; None for anything else."""
    moment, _, key = text.partition("_")
    try:
        at = datetime.fromisoformat(moment)
        return Place(at, UUID(key)) if at.tzinfo else None
    except ValueError:
        return None


def find(sought: Sought, *, phases: Collection[Phase] | None, after: Place | None = None) -> Found:
    """Of these phases; None for all there are."""
    rows = _in_phases(Submission.objects.all(), phases)
    for narrow in (_named, _of_teams, _marked, _of_rejudge):
        rows = narrow(rows, sought)
    is_walk = sought.rejudge is None and bool(sought.state or sought.outcome)
    if is_walk:
        keys, following = _walk(_ended_so(rows, sought), sought, after=after)
    else:
        ordered = _stretch(rows, after=after, size=A_PAGE + 1)
        keys = [place.id for place in ordered[:A_PAGE]]
        following = ordered[A_PAGE - 1] if len(ordered) > A_PAGE else None
    page = Submission.objects.select_related(*BESIDE).prefetch_related("disqualifications").filter(pk__in=keys)
    found = list(page.order_by("-received_at", "-pk"))
    if after is not None or (is_walk and following):
        return Found(found, following)
    return Found(found, following, _counted(rows) if following else len(found))


def _counted(rows: QuerySet[Submission]) -> int:
    return rows.order_by()[: MOST_COUNTED + 1].count()


def noted_among(submissions: Collection[Submission]) -> set[UUID]:
    """Those that organizers noted something about."""
    found = SubmissionNote.objects.filter(submission__in=[one.pk for one in submissions]).order_by()
    return set(found.values_list("submission_id", flat=True))


def speaking_of(submissions: Collection[Submission], *, rejudge: UUID | None = None) -> dict[UUID, Evaluation]:
    """The evaluation that speaks for each, or the one of a rejudge, without its report."""
    rows = Evaluation.objects.filter(rejudge=rejudge) if rejudge else counting()
    found = rows.filter(submission__in=[one.pk for one in submissions]).defer("report", "receipt")
    return {one.submission_id: one for one in found.order_by("bundle__published_at", "attempt")}


def _in_phases(rows: QuerySet[Submission], phases: Collection[Phase] | None) -> QuerySet[Submission]:
    """Several are looked at on the way: a database that put all of theirs in order first would sort everything."""
    if phases is None:
        return rows
    keys = [phase.pk for phase in phases]
    if len(keys) < 2:
        return rows.filter(phase__in=keys)
    return rows.filter(Exists(Phase.objects.filter(pk=OuterRef("phase"), pk__in=keys)))


def _named(rows: QuerySet[Submission], sought: Sought) -> QuerySet[Submission]:
    if not sought.named:
        return rows
    name = sought.named.lower()
    try:
        return rows.filter(pk=UUID(name)) if len(name) == 36 else _bytes_begin(rows, name)
    except ValueError:
        return rows.none()


def _bytes_begin(rows: QuerySet[Submission], digits: str) -> QuerySet[Submission]:
    """Between the prefix and what comes after all that begin with it: an index of any collation answers that."""
    if not DIGITS.fullmatch(digits):
        return rows.none()
    return rows.filter(sha256__gte=digits, sha256__lt=f"{digits}g")


def _of_teams(rows: QuerySet[Submission], sought: Sought) -> QuerySet[Submission]:
    if not sought.team:
        return rows
    if not sought.team.isprintable():
        return rows.none()
    named = Team.objects.filter(name_key__contains=sought.team).order_by()
    keys = list(named.values_list("pk", flat=True)[: FEW_TEAMS + 1])
    if len(keys) <= FEW_TEAMS:
        return rows.filter(team__in=keys)
    return rows.filter(Exists(named.filter(pk=OuterRef("team"))))


def _ended_so(rows: QuerySet[Submission], sought: Sought) -> QuerySet[Submission]:
    """With all that ever had such an evaluation, where these are few."""
    asked = {"state": sought.state} if sought.state in State.values else {}
    asked |= {"outcome": sought.outcome} if sought.outcome else {}
    if not asked:
        return rows
    few = _few(Evaluation.objects.filter(**asked).order_by().values_list("submission_id", flat=True))
    return rows if few is None else rows.filter(pk__in=few)


def _of_rejudge(rows: QuerySet[Submission], sought: Sought) -> QuerySet[Submission]:
    if sought.rejudge is None:
        return rows
    asked = {name: value for name, value in (("state", sought.state), ("outcome", sought.outcome)) if value}
    found = Evaluation.objects.filter(rejudge=sought.rejudge, **asked).order_by()
    few = _few(found.values_list("submission_id", flat=True))
    return rows.filter(Exists(found.filter(submission=OuterRef("pk")))) if few is None else rows.filter(pk__in=few)


def _walk(rows: QuerySet[Submission], sought: Sought, *, after: Place | None) -> tuple[list[UUID], Place | None]:
    """The next that ended as is asked, and how far was looked; None where that is all of them."""
    found: list[UUID] = []
    for size in STRETCHES:
        places = _stretch(rows, after=after, size=size)
        ends = _ends([place.id for place in places])
        for after in places:
            state, outcome = ends.get(after.id, (RECEIVED, ""))
            if sought.state in {"", state} and sought.outcome in {"", outcome}:
                found.append(after.id)
                if len(found) == A_PAGE:
                    return found, after
        if len(places) < size:
            return found, None
    return found, after


def _stretch(rows: QuerySet[Submission], *, after: Place | None, size: int) -> list[Place]:
    """So many, newest first, from a place on."""
    if after:
        rows = rows.filter(Q(received_at__lt=after.received_at) | Q(received_at=after.received_at, pk__lt=after.id))
        rows = rows.filter(received_at__lte=after.received_at)
    ordered = rows.order_by("-received_at", "-pk").values_list("received_at", "pk")
    return [Place(at, key) for at, key in ordered[:size]]


def _ends(submissions: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """State and outcome of the evaluation that speaks for each."""
    found = counting().filter(submission__in=submissions).order_by("bundle__published_at", "attempt")
    return {key: (state, outcome) for key, state, outcome in found.values_list("submission_id", "state", "outcome")}


def _few(keys: Any) -> list[UUID] | None:
    """None where they are many."""
    found = list(keys[: FEW + 1])
    return found if len(found) <= FEW else None


def _marked(rows: QuerySet[Submission], sought: Sought) -> QuerySet[Submission]:
    if sought.kind:
        rows = rows.filter(kind=sought.kind)
    if sought.since:
        rows = rows.filter(received_at__gte=sought.since)
    if sought.until:
        rows = rows.filter(received_at__lt=sought.until)
    for is_asked, marks in (
        (sought.is_disqualified, Disqualification.objects.filter(lifted_at=None)),
        (sought.has_notes, SubmissionNote.objects.all()),
    ):
        if is_asked:
            keys = marks.order_by().values_list("submission_id", flat=True).distinct()
            few = _few(keys)
            rows = rows.filter(pk__in=keys) if few is None else rows.filter(pk__in=few)
    return rows
