"""Reads of boards: a constant, small number of queries whatever the number of teams."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from challenges.editions.models import Phase
from challenges.evaluations.models import JUDGED, Bundle, Evaluation, Rejudge, State
from challenges.evaluations.queries import COUNTING, bundle_in_force, open_rejudge, unfinished_of
from challenges.leaderboards.models import BestScore, Leaderboard, Standing
from challenges.leaderboards.rules import LATE_UPLOADS
from challenges.teams.models import Team


@dataclass(frozen=True)
class Row:
    """A line of a board. `values` are of the public part while it is open, of the private part after the close;
    `public_rank` is only known to the closed board."""

    rank: int | None
    team_id: UUID
    team_name: str
    is_baseline: bool
    values: dict[str, float]
    received_at: datetime
    scored_count: int
    public_rank: int | None = None


def board_for(phase: Phase) -> Leaderboard | None:
    """The phase's leaderboard; None until a bundle is published."""
    return Leaderboard.objects.filter(phase=phase).select_related("phase__challenge__edition").first()


def is_final(leaderboard: Leaderboard) -> bool:
    """Whether the close has been: from then on the private part is what counts, and is shown."""
    return leaderboard.closed_at is not None


def live_standings(leaderboard: Leaderboard, *, offset: int = 0, limit: int = 100) -> list[Row]:
    """A page of the board by the public part, best first."""
    ordered = leaderboard.best_scores.order_by("sort_value", "received_at", "team_id").select_related("team")
    page = list(ordered[offset : offset + limit])
    ranks = _ranks(page, leaderboard=leaderboard)
    return [
        Row(
            rank=None if best.is_baseline else ranks[best.sort_value, best.received_at],
            team_id=best.team_id,
            team_name=best.team.name,
            is_baseline=best.is_baseline,
            values=best.values,
            received_at=best.received_at,
            scored_count=best.scored_count,
        )
        for best in page
    ]


def final_standings(leaderboard: Leaderboard, *, offset: int = 0, limit: int = 100) -> list[Row]:
    """A page of the board as the close wrote it; empty before."""
    page = leaderboard.standings.order_by("position").select_related("team")[offset : offset + limit]
    return [
        Row(
            rank=standing.rank,
            team_id=standing.team_id,
            team_name=standing.team.name,
            is_baseline=standing.team.is_baseline,
            values=standing.private_values,
            received_at=standing.received_at,
            scored_count=standing.scored_count,
            public_rank=standing.public_rank,
        )
        for standing in page
    ]


def standings(leaderboard: Leaderboard, *, offset: int = 0, limit: int = 100) -> list[Row]:
    """What visitors see: live before the close, final after it."""
    read = final_standings if is_final(leaderboard) else live_standings
    return read(leaderboard, offset=offset, limit=limit)


def count_rows(leaderboard: Leaderboard) -> int:
    """How many lines the board has."""
    rows: QuerySet[Any] = leaderboard.standings.all() if is_final(leaderboard) else leaderboard.best_scores.all()
    return rows.count()


def row_of(leaderboard: Leaderboard, team: Team) -> Row | None:
    """A team's own line, wherever it stands."""
    if is_final(leaderboard):
        standing = Standing.objects.filter(leaderboard=leaderboard, team=team).first()
        return next(iter(final_standings(leaderboard, offset=standing.position - 1, limit=1))) if standing else None
    best = BestScore.objects.filter(leaderboard=leaderboard, team=team).first()
    if best is None:
        return None
    before = Q(sort_value__lt=best.sort_value) | Q(sort_value=best.sort_value, received_at__lt=best.received_at)
    same = Q(sort_value=best.sort_value, received_at=best.received_at, team_id__lt=best.team_id)
    offset = leaderboard.best_scores.filter(before | same).count()
    return next(iter(live_standings(leaderboard, offset=offset, limit=1)), None)


def scored_evaluations(phase: Phase, bundle: Bundle, *, trial: Rejudge | None = None) -> QuerySet[Evaluation]:
    """What counts for a board: of each submission its last result under the bundle, where that is a score.

    With a rejudge on trial: what would count if it were applied now.
    """
    counts = COUNTING | Q(rejudge=trial) if trial else COUNTING
    results = Evaluation.objects.filter(counts, bundle=bundle, state__in=JUDGED)
    later = results.filter(submission=OuterRef("submission"), attempt__gt=OuterRef("attempt"))
    found = results.filter(~Exists(later), submission__phase=phase, state=State.SCORED)
    return found.select_related("submission__team")


def closable(*, now: datetime) -> list[Leaderboard]:
    """Boards whose phase is over, with no upload on its way in any more, and whose last result is in; an open rejudge
    holds them, for the close is for ever."""
    over = Leaderboard.objects.filter(closed_at=None, phase__closes_at__lt=now - LATE_UPLOADS).select_related("phase")
    return [board for board in over if not unfinished_of(board.phase) and not open_rejudge(board.phase)]


def rejudges_of(phase: Phase) -> QuerySet[Rejudge]:
    """All of a phase, the latest first, with how many evaluations each has."""
    found = phase.rejudges.select_related("asked_by", "phase__challenge", "bundle").annotate(size=Count("evaluations"))
    return found.order_by("-asked_at")


def without_board() -> QuerySet[Phase]:
    """Phases that have a bundle in force and no leaderboard yet."""
    return Phase.objects.filter(leaderboard=None, bundles__published_at__isnull=False).distinct()


def columns_of(phase: Phase) -> list[dict[str, Any]]:
    """The score columns of the bundle in force."""
    bundle = bundle_in_force(phase)
    columns: list[dict[str, Any]] = bundle.manifest["scores"] if bundle else []
    return columns


def _ranks(page: list[BestScore], *, leaderboard: Leaderboard) -> dict[tuple[float, datetime], int]:
    """The rank of each (value, time) on a page: one more than the teams before it, baselines not counted."""
    teams = [best for best in page if not best.is_baseline]
    if not teams:
        return {}
    first = teams[0]
    before = Q(sort_value__lt=first.sort_value) | Q(sort_value=first.sort_value, received_at__lt=first.received_at)
    same = Q(sort_value=first.sort_value, received_at=first.received_at, team_id__lt=first.team_id)
    ahead = leaderboard.best_scores.filter(before, is_baseline=False).count()
    tied = leaderboard.best_scores.filter(same, is_baseline=False).count()
    ranks = {(first.sort_value, first.received_at): ahead + 1}
    for number, best in enumerate(teams, start=ahead + tied + 1):
        ranks.setdefault((best.sort_value, best.received_at), number)
    return ranks
