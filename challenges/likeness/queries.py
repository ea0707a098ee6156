"""Finds what is to be compared, with what, and the pairs that were found: never everything with everything."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from challenges.editions.models import Challenge
from challenges.leaderboards.models import BestScore
from challenges.likeness.models import Fingerprint, FingerprintMark, Likeness
from challenges.submissions.models import Kind, Selection, Submission

BESIDE = ("phase__challenge__edition", "phase__leaderboard", "first__team", "second__team", "looked_by")
STRONGEST = ("-score", "-found_at", "pk")
NEIGHBOURS = 30  # on each side, by score; and as many programs, by marks in common
PUBLIC_CODE = 10  # a passage of more teams has come from somewhere public
MOST_SAME = 20


def due(*, most: int) -> list[Submission]:
    """What has no fingerprint yet of what is each team's best now, or was chosen for the close; no baselines."""
    taken = Fingerprint.objects.all()
    best = BestScore.objects.filter(
        ~Exists(taken.filter(submission=OuterRef("evaluation__submission"))), is_baseline=False
    )
    keys = list(best.order_by("pk").values_list("evaluation__submission", flat=True)[:most])
    chosen = Selection.objects.filter(
        ~Exists(taken.filter(submission=OuterRef("submission"))), team__is_baseline=False
    ).order_by("pk")
    keys += chosen.values_list("submission", flat=True)[: most - len(keys)]
    found = Submission.objects.select_related("team", "phase__challenge__release").filter(pk__in=keys)
    return list(found.order_by("phase_id", "received_at", "pk"))


def same_bytes(submission: Submission) -> list[Submission]:
    """The first ones of other teams in the phase."""
    rows = Submission.objects.filter(sha256=submission.sha256, phase=submission.phase_id, team__is_baseline=False)
    return list(rows.exclude(team=submission.team_id).order_by("received_at", "pk")[:MOST_SAME])


def near_by_score(fingerprint: Fingerprint) -> list[Fingerprint]:
    """Files of predictions of other teams whose scores are next to this one's: nearly the same files have nearly the
    same score."""
    if fingerprint.sort_value is None:
        return []
    rows = _others(fingerprint, kind=Kind.PREDICTIONS)
    below = rows.filter(sort_value__lte=fingerprint.sort_value).order_by("-sort_value", "pk")[:NEIGHBOURS]
    above = rows.filter(sort_value__gt=fingerprint.sort_value).order_by("sort_value", "pk")[:NEIGHBOURS]
    return [*below, *above]


def near_by_marks(fingerprint: Fingerprint, values: Sequence[int]) -> list[Fingerprint]:
    """Programs of other teams that have the most of these marks, but for those that many teams have."""
    team = fingerprint.submission.team_id
    rows = FingerprintMark.objects.filter(phase=fingerprint.phase_id, value__in=values)
    rows = rows.exclude(fingerprint__submission__team=team).order_by()
    counted = rows.values("value").annotate(teams=Count("fingerprint__submission__team", distinct=True))
    rare = [row["value"] for row in counted if row["teams"] <= PUBLIC_CODE]
    most = rows.filter(value__in=rare).values("fingerprint").annotate(marks=Count("pk")).order_by("-marks")
    keys = [row["fingerprint"] for row in most[:NEIGHBOURS]]
    return list(_others(fingerprint, kind=Kind.CODE).filter(pk__in=keys))


def stronger_of(submission: Submission, other: Submission, *, kind: str) -> Likeness | None:
    """The strongest pair that is known of these two teams in this phase."""
    one, two = submission.team_id, other.team_id
    either = Q(first__team=one, second__team=two) | Q(first__team=two, second__team=one)
    return Likeness.objects.filter(either, phase=submission.phase_id, kind=kind).order_by("-score", "pk").first()


def pairs_of(
    challenge: Challenge, *, kind: str = "", is_looked_at: bool | None = None, submission: UUID | None = None
) -> QuerySet[Likeness]:
    """Strongest first, without what speaks for them; teams that have merged since are one."""
    rows = Likeness.objects.filter(phase__challenge=challenge).exclude(first__team=F("second__team"))
    if kind:
        rows = rows.filter(kind=kind)
    if is_looked_at is not None:
        rows = rows.filter(looked_at__isnull=not is_looked_at)
    if submission:
        rows = rows.filter(Q(first=submission) | Q(second=submission))
    return rows.select_related("first__team", "second__team", "looked_by").defer("evidence").order_by(*STRONGEST)


def pair_of(likeness_id: int) -> Likeness | None:
    """With both submissions and all that is shown beside them; None of teams that have merged since."""
    rows = Likeness.objects.select_related(*BESIDE).exclude(first__team=F("second__team"))
    marked = rows.prefetch_related("first__disqualifications", "second__disqualifications")
    found = marked.filter(pk=likeness_id).first()
    if found:
        found.first.phase = found.second.phase = found.phase
    return found


def unread_count(challenge: Challenge) -> int:
    """How many submissions could not be read, or not to their end."""
    rows = Fingerprint.objects.filter(phase__challenge=challenge)
    return rows.exclude(note="").count()


def taken_before(submission: Submission, *, keep: int) -> list[UUID]:
    """The fingerprints of its team in the phase but for the newest few."""
    rows = Fingerprint.objects.filter(
        submission__team=submission.team_id, submission__phase=submission.phase_id, size__gt=0
    )
    return list(rows.order_by("-taken_at", "-submission__received_at", "pk").values_list("pk", flat=True)[keep:])


def _others(fingerprint: Fingerprint, *, kind: str) -> QuerySet[Fingerprint]:
    rows = Fingerprint.objects.filter(phase=fingerprint.phase_id, kind=kind, size__gt=0)
    return rows.exclude(submission__team=fingerprint.submission.team_id).select_related("submission")
