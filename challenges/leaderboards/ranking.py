"""Ranks of lines, counted by the database: the same as rules.rank gives, without reading the board."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, When, Window
from django.db.models.functions import Rank

from challenges.leaderboards.models import Line


def before(line: Line) -> Q:
    """Better, or as good and received earlier."""
    return Q(sort_value__lt=line.sort_value) | Q(sort_value=line.sort_value, received_at__lt=line.received_at)


def tied(line: Line) -> Q:
    """Shares its rank, and stands before it on the page."""
    return Q(sort_value=line.sort_value, received_at=line.received_at, team_id__lt=line.team_id)


def ranks_of(lines: QuerySet[Any], page: Sequence[Line], *, own: Line | None) -> dict[UUID, int]:
    """The ranks of the teams on a page that is a stretch of the board, and of one more: one more than the teams before
    it, baselines not counted. One query, answered from an index."""
    teams = [line for line in page if not line.is_baseline]
    first = teams[0] if teams else None
    counted: dict[str, Any] = {}
    if first:
        counted |= {"ahead": Count("pk", filter=before(first)), "tied": Count("pk", filter=tied(first))}
    if own and not own.is_baseline:
        counted["own"] = Count("pk", filter=before(own))
    if not counted:
        return {}
    last = max(line.sort_value for line in (first, own) if line)
    found = lines.filter(is_baseline=False, sort_value__lte=last).order_by().aggregate(**counted)
    ranks = {own.team_id: found["own"] + 1} if own and "own" in found else {}
    if first:
        shared = {(first.sort_value, first.received_at): found["ahead"] + 1}
        for number, line in enumerate(teams, start=found["ahead"] + found["tied"] + 1):
            ranks[line.team_id] = shared.setdefault((line.sort_value, line.received_at), number)
    return ranks


def found_ranks(lines: QuerySet[Any], found: Sequence[Line]) -> dict[UUID, int]:
    """The ranks of lines from anywhere on the board, in one query over all of it."""
    if not found:
        return {}
    place = Window(Rank(), order_by=["sort_value", "received_at"])
    wanted = When(team__in=[line.team_id for line in found], then=F("place"))
    ranked = lines.filter(is_baseline=False).order_by().annotate(place=place).annotate(asked=Case(wanted))
    return dict(ranked.filter(asked__isnull=False).values_list("team_id", "asked"))
