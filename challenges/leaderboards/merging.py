"""Two teams become one: people, submissions and boards in one transaction; and what it would mean, before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.editions.models import Edition, Phase
from challenges.errors import Refusal
from challenges.evaluations.merging import lost_selections, move_selections
from challenges.journal.actions import write
from challenges.leaderboards import actions as boards
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import Row, row_of
from challenges.leaderboards.rules import BoardClosed, primary_column
from challenges.submissions.merging import (
    Sum,
    lost_projects,
    move_work,
    require_sums_fit,
    sums_of,
)
from challenges.teams.merging import Pair, hold_pair, require_mergeable, unite
from challenges.teams.models import Membership, MergeProposal, Team


@dataclass(frozen=True)
class Best:
    """What the board of a phase shows of both teams: the score that ranks, None where a team has none."""

    phase: Phase
    column: Mapping[str, Any]
    absorbed: float | None
    into: float | None


@dataclass(frozen=True)
class OwnSum:
    """How often the offering team handed in during a phase; the other's number is its own."""

    phase: Phase
    absorbed: int
    into: None = None
    total: None = None
    fits: None = None


@dataclass(frozen=True)
class Preview:
    """What a merge would make. `refusal` is why it is not possible as things stand. Of an own offer only the own side
    is there."""

    members: tuple[Membership, ...]
    sums: tuple[Sum | OwnSum, ...]
    bests: tuple[Best, ...]
    lost_projects: tuple[str, ...] = ()
    lost_selections: int | None = None
    refusal: Refusal | None = None
    is_own_offer: bool = False


@transaction.atomic
def accept_merge(proposal: MergeProposal, *, by: AbstractBaseUser, now: datetime) -> Team:
    """The offering team becomes part of the other. Its rows move before the journal's lock is taken, its lines on the
    boards after it, as everywhere; that lock also keeps boards from closing in between.

    Raises NotTheCaptain, AlreadyAnswered, TeamsClosed, TeamUnknown, BaselineCannotMerge, TeamsTooLarge,
    SubmissionsTooMany, BoardClosed.
    """
    pair = hold_pair(proposal)
    people = pair.size
    require_mergeable(pair, now=now)
    require_sums_fit(pair.absorbed, pair.into)
    unite(proposal, pair, by=by, now=now)
    move_work(pair.absorbed, pair.into, now=now)
    move_selections(pair.absorbed, pair.into)
    details = {"absorbed": str(pair.absorbed.pk), "name": pair.absorbed.name, "members": people}
    write("team.merged", subject=f"team:{pair.into.pk}", by=by, now=now, details=details)
    _require_open_boards(pair.into.edition)
    for board in _boards(pair.into.edition):
        boards.retake(board.phase, team_ids=[pair.absorbed.pk, pair.into.pk], now=now)
    return pair.into


def preview_merge(proposal: MergeProposal, *, now: datetime) -> Preview:
    """For the captain who answers, to whom the offering team shows how often it has handed in. The scores are those
    that the boards show to everybody."""
    absorbed, into = proposal.team, proposal.into
    people = Membership.objects.filter(team__in=[absorbed, into]).select_related("user", "team")
    order = people.order_by("-is_captain", "joined_at", "pk")
    return Preview(
        members=tuple(sorted(order, key=lambda one: one.team_id != into.pk)),
        sums=tuple(one for one in sums_of(absorbed, into) if one.total),
        bests=tuple(_bests(absorbed, into)),
        lost_projects=tuple(lost_projects(absorbed, into)),
        lost_selections=lost_selections(absorbed, into),
        refusal=_refusal(Pair(absorbed, into), now=now),
    )


def preview_own_offer(proposal: MergeProposal) -> Preview:
    """For the captain who made the offer: the people and submissions that would move, and what the boards show."""
    absorbed, into = proposal.team, proposal.into
    people = absorbed.memberships.select_related("user", "team")
    return Preview(
        members=tuple(people.order_by("-is_captain", "joined_at", "pk")),
        sums=tuple(OwnSum(one.phase, one.absorbed) for one in sums_of(absorbed, into) if one.absorbed),
        bests=tuple(_bests(absorbed, into)),
        is_own_offer=True,
    )


def _refusal(pair: Pair, *, now: datetime) -> Refusal | None:
    try:
        require_mergeable(pair, now=now)
        require_sums_fit(pair.absorbed, pair.into)
        _require_open_boards(pair.into.edition)
    except Refusal as refusal:
        return refusal
    return None


def _require_open_boards(edition: Edition) -> None:
    """Raises BoardClosed: a merge would change who stands on a board that is final."""
    if Leaderboard.objects.filter(phase__challenge__edition=edition, closed_at__isnull=False).exists():
        raise BoardClosed


def _boards(edition: Edition) -> list[Leaderboard]:
    """In one order, so that two merges never wait for each other's board."""
    found = Leaderboard.objects.filter(phase__challenge__edition=edition)
    return list(found.select_related("phase__challenge__edition").order_by("pk"))


def _bests(absorbed: Team, into: Team) -> list[Best]:
    shown = []
    for board in _boards(into.edition):
        if not board.columns:
            continue
        column = primary_column(board.columns)
        scores = [_score(row_of(board, team), column["key"]) for team in (absorbed, into)]
        if scores != [None, None]:
            shown.append(Best(board.phase, column, *scores))
    return shown


def _score(row: Row | None, key: str) -> float | None:
    return row.values[key] if row else None
