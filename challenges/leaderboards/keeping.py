"""Writes the lines of an open board, those of its frozen hour with them; whoever writes holds the board's lock."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from challenges.editions.models import Phase
from challenges.leaderboards.lines import best_lines, frozen_lines
from challenges.leaderboards.models import BestScore, FrozenScore, Leaderboard
from challenges.leaderboards.queries import columns_of

COMPUTED = ("evaluation_id", "sort_value", "values", "received_at", "is_baseline", "scored_count", "history")
AT_ONCE = 500


def locked(phase: Phase) -> Leaderboard:
    """The phase's board, made where it is missing, its row locked for the rest of the transaction. Whoever writes to
    the journal in the same transaction holds the pen before (see journal.actions)."""
    rows = Leaderboard.objects.select_for_update(of=("self",), no_key=True).select_related("phase")
    found = rows.filter(phase=phase).first()
    if found is None:
        Leaderboard.objects.get_or_create(phase=phase, defaults={"columns": columns_of(phase)})
        found = rows.get(phase=phase)
    return found


def keep_lines(leaderboard: Leaderboard, *, team_ids: Collection[UUID], now: datetime) -> None:
    """Work the lines of these teams out anew, and write what is not as it was; a team without a score has none."""
    is_changed = _replace(leaderboard.best_scores, best_lines(leaderboard, team_ids=team_ids), team_ids=team_ids)
    if leaderboard.frozen_at:
        frozen = frozen_lines(leaderboard, team_ids=team_ids, until=leaderboard.frozen_at)
        is_changed = _replace(leaderboard.frozen_scores, frozen, team_ids=team_ids)
    if is_changed:
        touch(leaderboard, now=now)


def keep_all_lines(leaderboard: Leaderboard, *, now: datetime) -> int:
    """The same for the whole board; how many lines it has."""
    leaderboard.best_scores.all().delete()
    lines = BestScore.objects.bulk_create(best_lines(leaderboard), batch_size=AT_ONCE)
    if leaderboard.frozen_at:
        keep_frozen_lines(leaderboard, frozen_lines(leaderboard, until=leaderboard.frozen_at))
    touch(leaderboard, now=now)
    return len(lines)


def keep_frozen_lines(leaderboard: Leaderboard, lines: Collection[FrozenScore]) -> None:
    """These and no others."""
    leaderboard.frozen_scores.all().delete()
    FrozenScore.objects.bulk_create(lines, batch_size=AT_ONCE)


def touch(leaderboard: Leaderboard, *, now: datetime) -> None:
    """What visitors see has changed: what they kept of it is not the newest any more."""
    leaderboard.stamp, leaderboard.changed_at = uuid.uuid4(), now
    leaderboard.save(update_fields=["stamp", "changed_at"])


def _replace(kept: Any, lines: Collection[Any], *, team_ids: Collection[UUID]) -> bool:
    """Whether anything is not as it was."""
    before = {line.team_id: line for line in kept.filter(team__in=team_ids)}
    there = {line.team_id for line in lines}
    gone = [line.pk for team, line in before.items() if team not in there]
    new = [line for line in lines if line.team_id not in before or told_of(line) != told_of(before[line.team_id])]
    if gone:
        kept.filter(pk__in=gone).delete()
    if new:
        unique, fields = ["leaderboard", "team"], [name.removesuffix("_id") for name in COMPUTED]
        kept.model.objects.bulk_create(new, update_conflicts=True, unique_fields=unique, update_fields=fields)
    return bool(gone or new)


def told_of(line: BestScore | FrozenScore) -> list[object]:
    """As it is read back: JSON knows no tuples."""
    return [getattr(line, name) for name in COMPUTED[:-1]] + [[list(step) for step in line.history]]
