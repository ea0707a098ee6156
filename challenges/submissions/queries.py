"""Reads of what was handed in, of what may still be, and of what teams chose to count."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from challenges.editions.models import Phase
from challenges.editions.queries import phase_in_view
from challenges.editions.rules import is_open
from challenges.submissions.allowance_rules import Allowance, Limits, Used, allowance_left, day_of
from challenges.submissions.models import Disqualification, Selection, Submission
from challenges.teams.models import Team


def submissions_of(team: Team, phase: Phase) -> QuerySet[Submission]:
    """What a team handed in during a phase, newest first."""
    return Submission.objects.filter(team=team, phase=phase).select_related("by").order_by("-received_at", "-pk")


def of_request(team: Team, phase: Phase, *, key: UUID, sha256: str) -> Submission | None:
    """What these bytes became when they were sent under this key before."""
    return Submission.objects.filter(team=team, phase=phase, request_key=key, sha256=sha256).first()


def same_file(team: Team, phase: Phase, *, sha256: str, apart_from: Submission | None = None) -> Submission | None:
    """The last submission of this team in this phase that was the very same file; of those before `apart_from`, where
    it is given."""
    found = submissions_of(team, phase).filter(sha256=sha256)
    if apart_from:
        found = found.filter(received_at__lte=apart_from.received_at).exclude(pk=apart_from.pk)
    return found.first()


def phase_to_hand_in_again(submission: Submission, *, now: datetime) -> Phase:
    """The submission's own phase while it is open, else the one in view of its challenge."""
    own: Phase = submission.phase
    if is_open(own.opens_at, own.closes_at, now):
        return own
    return phase_in_view(own.challenge, now=now) or own


def selected(phase: Phase) -> dict[UUID, set[UUID]]:
    """What each team chose to count at the close of a phase; a team that chose nothing is not there."""
    chosen: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Selection.objects.filter(phase=phase).order_by().values_list("team_id", "submission_id")
    for team_id, submission_id in rows:
        chosen[team_id].add(submission_id)
    return dict(chosen)


def selections_of(team: Team, phase: Phase) -> QuerySet[Selection]:
    """What one team chose, in the order in which it did; nobody else's to know."""
    return Selection.objects.filter(team=team, phase=phase).select_related("by", "submission").order_by("chosen_at")


def is_disqualified(submission: str = "pk") -> Exists:
    """Whether a disqualification of the submission that a row names in this field stands."""
    return Exists(Disqualification.objects.filter(submission=OuterRef(submission), lifted_at=None))


def disqualified_among(submission_ids: Collection[UUID]) -> set[UUID]:
    """Those that are disqualified."""
    found = Disqualification.objects.filter(submission__in=submission_ids, lifted_at=None)
    return set(found.values_list("submission_id", flat=True))


def standing_disqualifications(phase: Phase) -> QuerySet[Disqualification]:
    """What everybody may know of, the latest first, with team and reason."""
    found = Disqualification.objects.filter(submission__phase=phase, lifted_at=None)
    return found.select_related("submission__team").order_by("-decided_at", "-pk")


def limits_of(phase: Phase) -> Limits:
    """How often a team may hand in during this phase."""
    return Limits(phase.daily_limit, phase.total_limit, timedelta(minutes=phase.gap_minutes))


def allowance(team: Team, phase: Phase, *, now: datetime) -> Allowance:
    """How often this team may still hand in; a day is a calendar day in the edition's zone."""
    day = day_of(now, zone=phase.challenge.edition.timezone)
    today = Q(counts_today=True, received_at__gte=day.start, received_at__lt=day.end)
    used = Submission.objects.filter(team=team, phase=phase, is_counted=True).aggregate(
        today=Count("pk", filter=today), in_total=Count("pk"), last_at=Max("received_at")
    )
    return allowance_left(limits_of(phase), Used(**used), resets_at=day.end, now=now)
