"""Reads of what waits, runs and broke, and of the numbers that are counted by the clock."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from challenges.editions.models import Challenge, Phase
from challenges.evaluations.models import Evaluation, Machine, State
from challenges.evaluations.queries import live_machines, typical_duration
from challenges.evaluations.rules import is_silent
from challenges.operations.again import broken_for_good
from challenges.operations.models import FailedTask, Reading
from challenges.operations.rules import code_of, is_long
from challenges.post.models import Letter
from challenges.post.rules import TRIES
from challenges.submissions.models import Submission

COUNTS = "counts"
MOST_BROKEN = 2_000
MOST_RUNNING = 200


@dataclass(frozen=True)
class Line:
    """What waits for one challenge: how many, since when the oldest, how many of them may not be sent yet."""

    challenge: Challenge
    waiting: int
    oldest: datetime
    held_back: int
    typical: timedelta | None


@dataclass(frozen=True)
class Running:
    """What a machine has begun; whether it takes much longer than its like, and whether nobody speaks for it."""

    evaluation: Evaluation
    ran: timedelta
    is_long: bool
    is_expired: bool


@dataclass(frozen=True)
class Broken:
    """What broke for good in one phase in one way; `example` is what was said of the latest."""

    phase: Phase
    code: str
    count: int
    latest: datetime | None
    example: str


@dataclass(frozen=True)
class AtWork:
    """A machine, and what it has begun."""

    machine: Machine
    is_silent: bool
    runs: list[Running]

    @property
    def free(self) -> int:
        return max(0, self.machine.slots - len(self.runs))

    @property
    def state(self) -> str:
        """In one word: silent, drained, draining, troubled or working."""
        if self.is_silent:
            return "silent"
        if self.machine.drain_asked_at is not None:
            return "drained" if self.machine.is_drained and not self.runs else "draining"
        return "working" if self.machine.slots else "troubled"


def waiting_lines(*, now: datetime) -> list[Line]:
    """By challenge, the longest wait first."""
    queued = Evaluation.objects.filter(state=State.QUEUED).order_by()
    totals = {"all": Count("pk"), "oldest": Min("queued_at"), "held": Count("pk", filter=Q(not_before__gt=now))}
    rows = list(queued.values_list("submission__phase__challenge", "bundle").annotate(**totals))
    challenges = Challenge.objects.select_related("edition").in_bulk([row[0] for row in rows])
    by_challenge: dict[Any, list[tuple[UUID, int, datetime, int]]] = {}
    for challenge, bundle, count, oldest, held in rows:
        by_challenge.setdefault(challenge, []).append((bundle, count, oldest, held))
    found = [_line(challenges[key], told) for key, told in by_challenge.items()]
    return sorted(found, key=lambda line: line.oldest)


def wait_of_all(lines: list[Line], *, now: datetime) -> timedelta | None:
    """How long all that waits will take on the machines as they are, at least as long as the longest of it; None while
    that cannot be known."""
    slots = sum(machine.slots for machine in live_machines(now=now))
    if not slots or any(line.typical is None for line in lines):
        return None
    lasting = [(line.waiting, line.typical) for line in lines if line.typical]
    together = sum((waiting * typical for waiting, typical in lasting), timedelta())
    return max([together / slots, *(typical for _, typical in lasting)])


def queue_totals(*, now: datetime) -> tuple[int, datetime | None]:
    """How many wait, and since when the oldest."""
    found = Evaluation.objects.filter(state=State.QUEUED).aggregate(count=Count("pk"), oldest=Min("queued_at"))
    return found["count"], found["oldest"]


def running(*, now: datetime) -> list[Running]:
    """What machines have begun and not ended, the longest first."""
    sent = Evaluation.objects.filter(state=State.SENT, started_at__isnull=False).order_by("started_at")
    # Which they are is asked by itself: joined with all that is theirs, a database may look for them among everything.
    rows = Evaluation.objects.filter(pk__in=sent.values("pk")[:MOST_RUNNING]).order_by("started_at")
    found = list(rows.select_related("submission__team", "submission__phase__challenge__edition"))
    typical = {bundle: typical_duration(bundle) for bundle in {evaluation.bundle_id for evaluation in found}}
    return [_running(evaluation, typical=typical[evaluation.bundle_id], now=now) for evaluation in found]


def unbegun(*, now: datetime) -> tuple[int, int]:
    """How many orders stand before the machines, and how many of them longer than a lease."""
    sent = Evaluation.objects.filter(state=State.SENT, started_at=None)
    found = sent.aggregate(all=Count("pk"), late=Count("pk", filter=Q(lease_until__lt=now)))
    return found["all"], found["late"]


def broken(*, open_to: QuerySet[Phase] | None = None) -> list[Broken]:
    """What waits for somebody to ask for it again, grouped by phase and reason, the most first."""
    rows = broken_for_good()
    if open_to is not None:
        rows = rows.filter(submission__phase__in=open_to)
    count: Counter[tuple[Any, str]] = Counter()
    latest: dict[tuple[Any, str], tuple[datetime | None, str]] = {}
    for phase, trouble, at in rows.values_list("submission__phase", "trouble", "finished_at")[:MOST_BROKEN]:
        key = (phase, code_of(trouble))
        count[key] += 1
        latest.setdefault(key, (at, trouble))
    phases = Phase.objects.select_related("challenge__edition").in_bulk([phase for phase, _ in count])
    return [Broken(phases[phase], code, n, *latest[phase, code]) for (phase, code), n in count.most_common()]


def at_work(*, now: datetime) -> list[AtWork]:
    """All machines, each with what it runs."""
    runs: dict[str, list[Running]] = {}
    for one in running(now=now):
        runs.setdefault(one.evaluation.machine, []).append(one)
    machines = Machine.objects.order_by("name")
    return [AtWork(each, is_silent(each.seen_at, now=now), runs.get(each.name, [])) for each in machines]


def heard_of(*, now: datetime) -> list[AtWork]:
    """All machines without what they run, for whoever asks only which of them are silent or troubled; in one query."""
    return [AtWork(each, is_silent(each.seen_at, now=now), []) for each in Machine.objects.order_by("name")]


def open_failures() -> QuerySet[FailedTask]:
    """What nobody has dealt with, the latest first."""
    return FailedTask.objects.filter(dealt_with_at=None).order_by("-last_at", "-pk")


def reading(name: str) -> Reading | None:
    """What was measured last under this name."""
    return Reading.objects.filter(name=name).first()


def letters() -> tuple[int, int]:
    """How many wait to be sent, and how many were given up."""
    waiting = Letter.objects.filter(sent_at=None)
    given_up = waiting.filter(tries__gte=TRIES).count()
    return waiting.count() - given_up, given_up


def counted() -> Mapping[str, Any]:
    """Numbers that take a walk over all rows, for `note`: evaluations by state and outcome, submissions."""
    rows = Evaluation.objects.order_by().values_list("state", "outcome").annotate(Count("pk"))
    return {
        "evaluations": [[state, outcome, count] for state, outcome, count in rows],
        "submissions": Submission.objects.count(),
    }


def _line(challenge: Challenge, told: list[tuple[UUID, int, datetime, int]]) -> Line:
    lasting = [(typical_duration(bundle), count) for bundle, count, _, _ in told]
    waiting = sum(count for _, count in lasting)
    known = [(each, count) for each, count in lasting if each is not None]
    is_known = len(known) == len(lasting)
    typical = sum((each * count for each, count in known), timedelta()) / waiting if is_known else None
    return Line(challenge, waiting, min(at for _, _, at, _ in told), sum(held for *_, held in told), typical)


def _running(evaluation: Evaluation, *, typical: timedelta | None, now: datetime) -> Running:
    ran = max(timedelta(), now - (evaluation.started_at or now))
    is_expired = evaluation.lease_until is not None and evaluation.lease_until < now
    return Running(evaluation, ran, is_long(ran, typical=typical), is_expired)
