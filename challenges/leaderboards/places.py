"""How many teams each of several boards shows, and where one team stands on them: as many queries for ten boards as for
one."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from challenges.editions.models import Phase
from challenges.leaderboards.models import BestScore, FrozenScore, Leaderboard, Standing
from challenges.leaderboards.queries import is_final
from challenges.teams.models import Team

Lines = QuerySet[BestScore] | QuerySet[FrozenScore]


@dataclass(frozen=True)
class Place:
    """What visitors see of a phase's board: its teams without the baselines, and the rank of the team that asks."""

    team_count: int = 0
    rank: int | None = None


def places(phases: Collection[Phase], *, team: Team | None) -> dict[int, Place]:
    """By the phase's key; phases without a board are left out."""
    boards = list(Leaderboard.objects.filter(phase__in=phases))
    final = [board for board in boards if is_final(board)]
    frozen = [board for board in boards if board.frozen_at and not is_final(board)]
    live = [board for board in boards if not board.frozen_at and not is_final(board)]
    counts = _final_counts(final) | _counts(FrozenScore.objects.all(), frozen) | _counts(BestScore.objects.all(), live)
    ranks: dict[int, int | None] = {}
    if team:
        ranks = _final_ranks(final, team) | _ranks(FrozenScore.objects.all(), frozen, team)
        ranks |= _ranks(BestScore.objects.all(), live, team)
    return {board.phase_id: Place(counts.get(board.pk, 0), ranks.get(board.pk)) for board in boards}


def _counts(lines: Lines, boards: list[Leaderboard]) -> dict[int, int]:
    if not boards:
        return {}
    counted = lines.filter(leaderboard__in=boards, is_baseline=False).order_by().values("leaderboard")
    return dict(counted.annotate(count=Count("pk")).values_list("leaderboard", "count"))


def _final_counts(boards: list[Leaderboard]) -> dict[int, int]:
    if not boards:
        return {}
    counted = Standing.objects.filter(leaderboard__in=boards, team__is_baseline=False).order_by().values("leaderboard")
    return dict(counted.annotate(count=Count("pk")).values_list("leaderboard", "count"))


def _ranks(lines: Lines, boards: list[Leaderboard], team: Team) -> dict[int, int | None]:
    """One more than the teams that are better, or as good and earlier."""
    if not boards:
        return {}
    own = lines.filter(leaderboard__in=boards, team=team, is_baseline=False)
    ahead, found = Q(), {}
    for board, value, received_at in own.values_list("leaderboard", "sort_value", "received_at"):
        found[board] = 0
        earlier = Q(sort_value=value, received_at__lt=received_at)
        ahead |= Q(leaderboard=board) & (Q(sort_value__lt=value) | earlier)
    if not found:
        return {}
    counted = lines.filter(ahead, is_baseline=False).order_by().values("leaderboard")
    found |= dict(counted.annotate(count=Count("pk")).values_list("leaderboard", "count"))
    return {board: before + 1 for board, before in found.items()}


def _final_ranks(boards: list[Leaderboard], team: Team) -> dict[int, int | None]:
    if not boards:
        return {}
    return dict(Standing.objects.filter(leaderboard__in=boards, team=team).values_list("leaderboard", "rank"))
