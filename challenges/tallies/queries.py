"""Reads of what was counted, and of what has to be counted anew."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, IntegerField, Max, Min, Q, QuerySet, Sum, Value
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast, Coalesce

from challenges.editions.models import Challenge, Phase
from challenges.evaluations.models import Rejudge
from challenges.evaluations.queries import counting
from challenges.submissions.models import Submission
from challenges.tallies.models import DownloadTally, HourTally
from challenges.tallies.rules import CLASSES, HOUR, hour_of

SUMMED = ("received", "scored", "failed", "broken", "cancelled", "waiting")


def tallies_of(phases: Collection[Phase] | Collection[int]) -> QuerySet[HourTally]:
    """Hours in which something was handed in, in their order."""
    return HourTally.objects.filter(phase__in=phases).order_by("hour", "phase")


@dataclass(frozen=True)
class Summed:
    """What the tallies of one phase come to over all hours, or, with `waits` empty, those of one hour over all phases;
    `counts` are by the names of SUMMED."""

    phase: int | None
    hour: datetime | None
    counts: dict[str, int]
    waits: list[int]


def summed(phases: Collection[int]) -> Iterator[Summed]:
    """Hours and phases, in no order; added up by the database. One query."""
    rows = tallies_of(phases).order_by()
    sums = {f"{name}_sum": Sum(name) for name in SUMMED}
    waits = {f"wait_{at}": _waits_of_class(at) for at in range(CLASSES)}
    no_waits = {name: Value(0, output_field=IntegerField()) for name in waits}
    nothing = Value(None, output_field=IntegerField())
    fields = ("of_phase", "of_hour", *sums, *waits)
    hours = rows.values(of_hour=F("hour")).annotate(of_phase=nothing, **sums, **no_waits).values_list(*fields)
    each = rows.values(of_phase=F("phase")).annotate(of_hour=nothing, **sums, **waits).values_list(*fields)
    for phase, hour, *numbers in hours.union(each, all=True):
        found, waited = numbers[: len(SUMMED)], numbers[len(SUMMED) :]
        yield Summed(phase, hour, dict(zip(SUMMED, found, strict=True)), [] if phase is None else waited)


def downloads_of(challenges: Collection[Challenge]) -> QuerySet[DownloadTally]:
    """Days on which something was downloaded, in their order."""
    return DownloadTally.objects.filter(challenge__in=challenges).order_by("day", "challenge", "kind")


def _waits_of_class(at: int) -> Any:
    """How many waited so long, over all of a group."""
    return Coalesce(Sum(Cast(KeyTransform(str(at), "waits"), IntegerField())), 0)


def hours_to_count(phase: Phase, *, most: int) -> list[datetime]:
    """The hours of this phase that may say otherwise than is written: the newest one that was counted, all after it,
    those with something unfinished, and those counted before a rejudge was applied. At most so many; the newest and
    those after it come first, then what was counted longest ago, so that every hour has its turn."""
    applied = Rejudge.objects.filter(phase=phase).aggregate(at=Max("applied_at"))["at"]
    stale = Q(waiting__gt=0) | (Q(counted_at__lt=applied) if applied else Q())
    kept = HourTally.objects.filter(phase=phase)
    unsettled = kept.filter(stale) if stale != Q() else kept.none()
    newest = kept.aggregate(hour=Max("hour"))["hour"]
    fresh = [*([newest] if newest else []), *_later(phase, after=newest, most=most)][:most]
    rest = unsettled.exclude(hour__in=fresh).order_by("counted_at", "hour").values_list("hour", flat=True)
    return sorted([*fresh, *rest[: most - len(fresh)]])


def _later(phase: Phase, *, after: datetime | None, most: int) -> list[datetime]:
    """The hours after this one in which something was handed in: from one to the next by the index."""
    found: list[datetime] = []
    received = Submission.objects.filter(phase=phase).order_by()
    rest = received.filter(received_at__gte=after + HOUR) if after else received
    while len(found) < most and (first := rest.aggregate(at=Min("received_at"))["at"]):
        found.append(hour_of(first))
        rest = received.filter(received_at__gte=found[-1] + HOUR)
    return found


@dataclass(frozen=True)
class Result:
    """What became of one submission: the state of the evaluation that speaks for it, None before there is one, and how
    long its first one waited for a machine, None while it does."""

    state: str | None
    wait: timedelta | None


def results_in(phase: Phase, hour: datetime) -> list[Result]:
    """Of everything that was handed in in this hour."""
    received = Submission.objects.filter(phase=phase, received_at__gte=hour, received_at__lt=hour + HOUR)
    keys = list(received.order_by().values_list("pk", flat=True))
    inside = counting().filter(
        submission__phase=phase, submission__received_at__gte=hour, submission__received_at__lt=hour + HOUR
    )
    rows = inside.order_by("bundle__published_at", "attempt")
    states: dict[UUID, str] = {}
    waits: dict[UUID, timedelta | None] = {}
    for key, state, queued_at, started_at in rows.values_list("submission_id", "state", "queued_at", "started_at"):
        states[key] = state
        waits.setdefault(key, started_at - queued_at if started_at else None)
    return [Result(states.get(key), waits.get(key)) for key in keys]
