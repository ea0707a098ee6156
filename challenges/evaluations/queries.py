"""Reads of the queue, of results, and of what is missing."""

import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.files.storage import default_storage
from django.db.models import Avg, Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Sum, Window
from django.db.models.fields.files import FieldFile
from django.db.models.functions import Coalesce, RowNumber

from challenges.editions.models import Phase
from challenges.evaluations.models import JUDGED, Bundle, Evaluation, LiveLog, Machine, Part, Rejudge, Score, State
from challenges.evaluations.receipts import kept_receipt
from challenges.evaluations.rules import SILENCE, Turn, Urgency, Waiting, expected_wait, in_order
from challenges.submissions.models import Submission
from challenges.submissions.rules import EntryFormat
from evaluator.order import LOGS
from evaluator.receipt import Receipt
from evaluator.scorekit import PredictionsFormat

RECENT = 20
# What speaks for a submission: a rejudge does once it is applied.
COUNTING = Q(rejudge=None) | Q(rejudge__applied_at__isnull=False)


@dataclass(frozen=True)
class QueuePlace:
    """How far from its turn an evaluation is: position 1 is next, 0 is no longer waiting."""

    position: int
    expected_wait: timedelta | None
    is_anyone_working: bool


def counting() -> QuerySet[Evaluation]:
    """All evaluations but those of rejudges that are not applied: these are nobody's business yet."""
    return Evaluation.objects.filter(COUNTING)


def bundle_in_force(phase: Phase) -> Bundle | None:
    """The bundle published last."""
    return phase.bundles.filter(published_at__isnull=False).order_by("-published_at").first()


def entry_format(phase: Phase) -> EntryFormat | None:
    """What this phase accepts; None until a bundle is published."""
    bundle = bundle_in_force(phase)
    if bundle is None:
        return None
    predictions = PredictionsFormat.from_json(bundle.manifest["predictions"])
    return EntryFormat(tuple(bundle.manifest["kinds"]), predictions, _expected_ids(bundle))


def missing() -> QuerySet[Submission]:
    """Submissions without an evaluation under their phase's bundle in force, oldest first, annotated `bundle_id` and
    `last_attempt` under it; what its team has cancelled is not evaluated under any."""
    published = Bundle.objects.filter(phase=OuterRef("phase"), published_at__isnull=False).order_by("-published_at")
    mine = Evaluation.objects.filter(submission=OuterRef("pk"))
    done = counting().filter(submission=OuterRef("pk"), bundle=OuterRef("bundle_id"))
    cancelled = mine.filter(state=State.CANCELLED, rejudge=None)
    last = mine.filter(bundle=OuterRef("bundle_id")).order_by("-attempt").values("attempt")
    found = Submission.objects.annotate(bundle_id=Subquery(published.values("pk")[:1]))
    lacking = found.filter(~Exists(done), ~Exists(cancelled), bundle_id__isnull=False)
    return lacking.annotate(last_attempt=Coalesce(Subquery(last[:1]), 0)).order_by("received_at", "pk")


def latest_of(submission: Submission) -> Evaluation | None:
    """The evaluation that speaks for a submission: under the newest bundle, of the last attempt."""
    found = submission.evaluations.filter(COUNTING).select_related("rejudge")
    return found.order_by("-bundle__published_at", "-attempt").first()


def latest_of_each(submissions: Iterable[Submission]) -> dict[UUID, Evaluation]:
    """The same for a page of submissions in one query, by submission."""
    evaluations = counting().filter(submission__in=[submission.pk for submission in submissions])
    return {found.submission_id: found for found in evaluations.order_by("bundle__published_at", "attempt")}


def was_judged(submission: Submission) -> bool:
    """Whether it ever came to a result: from then on its team has seen what it was worth."""
    return counting().filter(submission=submission, state__in=JUDGED).exists()


def has_results(phase: Phase) -> bool:
    """Whether anything in this phase has come to a result."""
    return counting().filter(submission__phase=phase, state__in=JUDGED).exists()


def open_rejudge(phase: Phase) -> Rejudge | None:
    """The one that is neither applied nor dropped."""
    return phase.rejudges.filter(applied_at=None, dropped_at=None).first()


def applied_rejudges(phase: Phase) -> QuerySet[Rejudge]:
    """Those that everybody may know of, the latest first."""
    return phase.rejudges.filter(applied_at__isnull=False).order_by("-applied_at")


def with_results(phase: Phase) -> list[UUID]:
    """The submissions that came to an end, were it by our fault; the cancelled ones are their teams' business."""
    found = counting().filter(submission__phase=phase).order_by("bundle__published_at", "attempt")
    latest = dict(found.values_list("submission_id", "state"))
    return [key for key, state in latest.items() if state in {*JUDGED, State.BROKEN}]


def ready(*, now: datetime, each: int | None = None) -> list[Turn[UUID]]:
    """The queue in the order in which it will be served, or only the first so many of each team; what has to wait after
    a breakdown is left out."""
    queued = _queued(now)
    if each is not None:
        kind = [F("submission__team_id"), F("rejudge_id")]
        place = Window(RowNumber(), partition_by=kind, order_by=["queued_at", "pk"])
        queued = queued.annotate(place=place).filter(place__lte=each)
    rows = queued.order_by("queued_at", "pk").values_list(
        "pk", "submission__team_id", "queued_at", "rejudge_id", "submission__team__is_baseline"
    )
    queue = [
        Waiting(key, team, queued_at, _urgency(rejudge, is_baseline=is_baseline))
        for key, team, queued_at, rejudge, is_baseline in rows
    ]
    return in_order(queue, served=served_since(formed_at(now=now)))


def formed_at(*, now: datetime) -> datetime:
    """Since when teams have had to wait: when the oldest of their waiting entries became ready; now, without one."""
    contest = _queued(now).filter(rejudge=None, submission__team__is_baseline=False)
    formed: datetime | None = contest.aggregate(at=Min(Coalesce("not_before", "queued_at")))["at"]
    return formed or now


def served_since(moment: datetime) -> dict[UUID, int]:
    """How many of each team's entries were on a machine at any time since then; baselines and rejudges left out."""
    served: Counter[UUID] = Counter()
    ended = Q(finished_at__gte=moment) & ~Q(state=State.CANCELLED, started_at=None)
    for on_machine in (Q(state=State.SENT), ended):  # apart, for each has an index of its own
        found = Evaluation.objects.filter(on_machine, rejudge=None, submission__team__is_baseline=False).order_by()
        served.update(dict(found.values_list("submission__team_id").annotate(Count("pk"))))
    return served


def at_machines() -> tuple[int, dict[int, int]]:
    """How many orders have begun, and how many have not by their priority."""
    sent = Evaluation.objects.filter(state=State.SENT).order_by()
    rows = list(sent.values_list("priority").annotate(Count("pk"), Count("started_at")))
    return sum(begun for _, _, begun in rows), {priority: count - begun for priority, count, begun in rows}


def live_machines(*, now: datetime) -> QuerySet[Machine]:
    """Machines that spoke lately, whose engine answers, and that are not to be drained."""
    return Machine.objects.filter(seen_at__gte=now - SILENCE, slots__gt=0, drain_asked_at=None)


class _Queue:
    """The queue as all see it at one moment, read as far as it is asked for."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._typical: dict[UUID, timedelta | None] = {}

    @cached_property
    def slots(self) -> int:
        return live_machines(now=self.now).aggregate(all=Sum("slots"))["all"] or 0

    @cached_property
    def places(self) -> dict[Hashable, int]:
        return {turn.id: place for place, turn in enumerate(ready(now=self.now), start=1)}

    def typical(self, bundle_id: UUID) -> timedelta | None:
        if bundle_id not in self._typical:
            self._typical[bundle_id] = typical_duration(bundle_id)
        return self._typical[bundle_id]


_last_seen: list[_Queue] = []


def _queue(*, now: datetime) -> _Queue:
    """Many ask for their own place at the same time, so what one has read serves the others for a moment."""
    if _last_seen and timedelta() <= now - _last_seen[0].now < timedelta(seconds=settings.CROWD_SECONDS):
        return _last_seen[0]
    _last_seen[:] = [_Queue(now)]
    return _last_seen[0]


def queue_place(evaluation: Evaluation, *, now: datetime) -> QueuePlace:
    """Where an evaluation stands in the queue, and how long that may take."""
    queue = _queue(now=now)
    if evaluation.state != State.QUEUED:
        return QueuePlace(0, None, bool(queue.slots))
    position = queue.places.get(evaluation.pk, len(queue.places) + 1)
    wait = expected_wait(position, slots=queue.slots, typical=queue.typical(evaluation.bundle_id))
    return QueuePlace(position, wait, bool(queue.slots))


def typical_duration(bundle: Bundle | UUID) -> timedelta | None:
    """How long the last evaluations under this bundle took; None before the first."""
    done = counting().filter(bundle=bundle, state__in=JUDGED, started_at__isnull=False)
    recent = done.order_by("-finished_at").values("pk")[:RECENT]
    lasted = Evaluation.objects.filter(pk__in=list(recent.values_list("pk", flat=True)))
    mean: timedelta | None = lasted.aggregate(mean=Avg(F("finished_at") - F("started_at")))["mean"]
    return mean


def visible_scores(evaluation: Evaluation, *, user: AbstractBaseUser | AnonymousUser) -> dict[str, dict[str, float]]:
    """The scores this person may see by part: `public`, and `private` only where the permissions' table allows it."""
    parts = [Part.PUBLIC.value]
    if user.has_perm("challenges.view_private_scores", evaluation):  # type: ignore[union-attr]
        parts.append(Part.PRIVATE.value)
    scores: dict[str, dict[str, float]] = {part: {} for part in parts}
    found = Score.objects.filter(evaluation=evaluation, part__in=parts).order_by("pk")
    for part, key, value in found.values_list("part", "key", "value"):
        scores[part][key] = value
    return scores


def visible_receipt(evaluation: Evaluation, *, user: AbstractBaseUser | AnonymousUser) -> Receipt | None:
    """As this person may have it: sealed, unless they may see the private scores. None where there is none."""
    receipt = kept_receipt(evaluation)
    if receipt is None or user.has_perm("challenges.view_private_scores", evaluation):  # type: ignore[union-attr]
        return receipt
    return receipt.sealed()


def public_scores_of_each(evaluations: Iterable[Evaluation]) -> dict[UUID, dict[str, float]]:
    """The public scores of a page of evaluations in one query, by evaluation."""
    found = Score.objects.filter(evaluation__in=[evaluation.pk for evaluation in evaluations], part=Part.PUBLIC)
    scores: dict[UUID, dict[str, float]] = defaultdict(dict)
    for evaluation_id, key, value in found.values_list("evaluation_id", "key", "value"):
        scores[evaluation_id][key] = value
    return scores


def visible_scores_of_each(
    evaluations: Iterable[Evaluation], *, user: AbstractBaseUser | AnonymousUser
) -> dict[UUID, dict[str, dict[str, float]]]:
    """The scores this person may see of one team's evaluations in one phase, by evaluation."""
    page = list(evaluations)
    parts = [Part.PUBLIC.value]
    if page and user.has_perm("challenges.view_private_scores", page[0]):  # type: ignore[union-attr]
        parts.append(Part.PRIVATE.value)
    scores: dict[UUID, dict[str, dict[str, float]]] = defaultdict(lambda: {part: {} for part in parts})
    found = Score.objects.filter(evaluation__in=[evaluation.pk for evaluation in page], part__in=parts)
    for evaluation_id, part, key, value in found.order_by("pk").values_list("evaluation_id", "part", "key", "value"):
        scores[evaluation_id][part][key] = value
    return dict(scores)


def visible_log(evaluation: Evaluation, which: str, *, user: AbstractBaseUser | AnonymousUser) -> FieldFile | None:
    """A kept log, by its word in LOGS, if there is one and this person may read it."""
    name = LOGS[which]
    log: FieldFile = getattr(evaluation, name)
    may_read = bool(log) and user.has_perm(f"challenges.view_{name}", evaluation)  # type: ignore[union-attr]
    return log if may_read else None


def visible_live_log(evaluation: Evaluation, *, user: AbstractBaseUser | AnonymousUser) -> LiveLog | None:
    """How the log of an entry that runs ends now, if this person may read it."""
    if evaluation.state != State.SENT or not user.has_perm("challenges.view_entry_log", evaluation):  # type: ignore[union-attr]
        return None
    return LiveLog.objects.filter(pk=evaluation.pk, ticket=evaluation.ticket).first()


def unfinished_of(phase: Phase) -> bool:
    """Whether a submission of this phase still waits for its result."""
    waiting = counting().filter(submission__phase=phase, state__in=[State.QUEUED, State.SENT])
    return waiting.exists() or missing().filter(phase=phase).exists()


def _urgency(rejudge: UUID | None, *, is_baseline: bool) -> Urgency:
    if rejudge is not None:
        return Urgency.REJUDGE
    return Urgency.BASELINE if is_baseline else Urgency.CONTEST


def _queued(now: datetime) -> QuerySet[Evaluation]:
    return Evaluation.objects.filter(Q(not_before=None) | Q(not_before__lte=now), state=State.QUEUED)


def _expected_ids(bundle: Bundle) -> frozenset[str] | None:
    if not bundle.expected_ids:
        return None
    with default_storage.open(str(bundle.expected_ids.name)) as stored:
        return frozenset(json.load(stored))
