"""Reads of the public's vote."""

from collections import Counter
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from challenges.editions.models import Edition
from challenges.popular.models import Poll, Vote
from challenges.popular.rules import Place, places, require_over
from challenges.projects.models import Project


def poll_of(edition: Edition) -> Poll | None:
    """The edition's, where it has one."""
    return Poll.objects.filter(edition=edition).select_related("edition").first()


def votable(poll: Poll) -> QuerySet[Project]:
    """What one can vote for: projects that their teams show, of the edition's published challenges."""
    found = Project.objects.filter(
        challenge__edition=poll.edition_id,
        challenge__is_published=True,
        is_public=True,
        hidden_at=None,
        team__merged_into=None,
        team__is_baseline=False,
    )
    return found.select_related("team", "challenge").order_by("pk")


def vote_of(user: Any, poll: Poll) -> Vote | None:
    """A person's own vote."""
    return Vote.objects.filter(poll=poll, voter=user).select_related("project__team").first()


def votes_that_count() -> QuerySet[Vote]:
    """Those of accounts that were blocked do not."""
    return Vote.objects.filter(voter__is_active=True)


def turnout(poll: Poll) -> int:
    """How many have voted; for whom is told to nobody."""
    return votes_that_count().filter(poll=poll).count()


def turnout_by_day(poll: Poll) -> dict[date, int]:
    """How many voted for the first time on each day of the edition's zone."""
    zone = poll.edition.timezone
    days = Vote.objects.filter(poll=poll, voter__is_active=True).annotate(day=TruncDate("first_at", tzinfo=zone))
    return dict(days.order_by("day").values_list("day").annotate(Count("pk")))


def fresh_accounts(poll: Poll) -> int:
    """How many of those who voted made their account after the vote had begun: many of them are worth a look."""
    return Vote.objects.filter(poll=poll, voter__is_active=True, voter__date_joined__gte=poll.opens_at).count()


def result(poll: Poll, *, now: datetime) -> dict[UUID, Place]:
    """Where each project stands, once the vote is over: for the ceremony and what is published with it, for no page
    before. Votes of accounts that were blocked do not count. Raises ValueError before the close."""
    require_over(poll.closes_at, now=now)
    counted = Vote.objects.filter(poll=poll, voter__is_active=True, project__in=votable(poll))
    votes = Counter(dict(counted.values_list("project").annotate(Count("pk"))))
    return places({project: votes[project] for project in votable(poll).values_list("pk", flat=True)})
