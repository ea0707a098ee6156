"""Counts what happened, hour by hour, and downloads as they happen."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from django.db.models import F

from challenges.editions.models import Challenge, Phase
from challenges.evaluations.models import State
from challenges.tallies.models import Downloaded, DownloadTally, HourTally
from challenges.tallies.queries import Result, hours_to_count, results_in
from challenges.tallies.rules import waits_of

AT_ONCE = 200  # hours of a phase in one round
FIELDS = ("received", "scored", "failed", "broken", "cancelled", "waiting", "waits", "counted_at")


def count_hours(phase: Phase, *, now: datetime, most: int = AT_ONCE) -> int:
    """Bring the tallies of a phase up to date, so many hours in a round; how many were counted. May be run at any time,
    by any number of processes: an hour is counted anew from the rows."""
    hours = hours_to_count(phase, most=most)
    rows = [_tally(phase, hour, results_in(phase, hour), now=now) for hour in hours]
    HourTally.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["phase", "hour"], update_fields=list(FIELDS)
    )
    return len(rows)


def count_download(challenge: Challenge, *, kind: Downloaded, now: datetime) -> None:
    """One more on this day."""
    told: dict[str, Any] = {"challenge": challenge, "day": now.astimezone(UTC).date(), "kind": kind}
    if not DownloadTally.objects.filter(**told).update(count=F("count") + 1):
        DownloadTally.objects.get_or_create(**told)
        DownloadTally.objects.filter(**told).update(count=F("count") + 1)


def _tally(phase: Phase, hour: datetime, results: list[Result], *, now: datetime) -> HourTally:
    counts = Counter(result.state for result in results)
    ended = {state.value: counts[state] for state in (State.SCORED, State.FAILED, State.BROKEN, State.CANCELLED)}
    return HourTally(
        phase=phase,
        hour=hour,
        received=len(results),
        waiting=len(results) - sum(ended.values()),
        waits=waits_of(result.wait for result in results if result.wait is not None),
        counted_at=now,
        **ended,
    )
