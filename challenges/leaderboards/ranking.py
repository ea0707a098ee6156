"""Ranks of lines, counted by the database: the same as rules.rank gives, without reading the board."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet

from challenges.leaderboards.models import Leaderboard, Line


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


def found_ranks(leaderboard: Leaderboard, model: type[Line], found: Sequence[Line]) -> dict[UUID, int]:
    """The ranks of lines from anywhere on the board: one more than the teams before them.

    One query, written out, which walks the index once: it counts from each of them to the next.
    """
    teams = [line for line in found if not line.is_baseline]
    places = sorted({(line.sort_value, line.received_at) for line in teams})
    if not places:
        return {}
    table = connection.ops.quote_name(model._meta.db_table)
    since = f"SELECT COUNT(*) FROM {table} WHERE leaderboard_id = %s AND NOT is_baseline"  # noqa: S608 - our own table
    first = f"{since} AND (sort_value, received_at) < (%s, %s)"
    next_ones = f"{since} AND (sort_value, received_at) >= (%s, %s) AND (sort_value, received_at) < (%s, %s)"
    told = [(value, connection.ops.adapt_datetimefield_value(at)) for value, at in places]
    asked: list[Any] = [leaderboard.pk, *told[0]]
    for before_it, place in pairwise(told):
        asked += [leaderboard.pk, *before_it, *place]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([first, *[next_ones] * (len(told) - 1)]), asked)
        counted = [count for (count,) in cursor.fetchall()]
    ranks = {place: ahead + 1 for place, ahead in zip(places, accumulate(counted), strict=True)}
    return {line.team_id: ranks[line.sort_value, line.received_at] for line in teams}
