"""Reads of what was handed in, and of what may still be."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from challenges.editions.models import Phase
from challenges.submissions.models import Submission
from challenges.submissions.rules import Allowance, Limits, allowance_left, day_of
from challenges.teams.models import Team


def submissions_of(team: Team, phase: Phase) -> QuerySet[Submission]:
    """What a team handed in during a phase, newest first."""
    return Submission.objects.filter(team=team, phase=phase).select_related("by").order_by("-received_at", "-pk")


def limits_of(phase: Phase) -> Limits:
    """How often a team may hand in during this phase."""
    return Limits(daily=phase.daily_limit, total=phase.total_limit)


def allowance(team: Team, phase: Phase, *, now: datetime) -> Allowance:
    """How often this team may still hand in; a day is a calendar day in the edition's zone."""
    day = day_of(now, zone=phase.challenge.edition.timezone)
    used = Submission.objects.filter(team=team, phase=phase, is_counted=True).aggregate(
        today=Count("pk", filter=Q(received_at__gte=day.start, received_at__lt=day.end)), in_total=Count("pk")
    )
    return allowance_left(limits_of(phase), used_today=used["today"], used_in_total=used["in_total"], resets_at=day.end)
