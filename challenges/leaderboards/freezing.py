"""The frozen hour: from its beginning on the board shows what was received before, until the close.

The hour comes for every writer by itself: before anything is written to a board whose hour has come, its lines as they
are become the frozen ones (`locked_in_step`). So no line tells of what was received later, whether the clock's sweep
has been here or not, and a board is read without looking at any clock.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from challenges.editions.models import Phase
from challenges.journal.actions import hold_the_pen, write
from challenges.leaderboards.keeping import COMPUTED, keep_frozen_lines, locked, told_of, touch
from challenges.leaderboards.lines import frozen_lines
from challenges.leaderboards.models import BestScore, FrozenScore, Leaderboard
from challenges.leaderboards.rules import frozen_from
from challenges.submissions.models import Submission
from evaluator.report import canonical


@transaction.atomic
def freeze(leaderboard: Leaderboard, *, now: datetime) -> Leaderboard:
    """Let the open board stand as it was at the phase's hour, or move again where that hour was put off or taken away;
    where neither is due nothing changes. The board, locked."""
    hold_the_pen(now)
    board = locked(leaderboard.phase)
    since = _due(board, now=now)
    if board.closed_at is not None or since == board.frozen_at:
        return board
    lines = _lines_at(board, since) if since else []
    is_seen = board.frozen_at is not None or _by_team(lines) != _by_team(board.best_scores.all())
    keep_frozen_lines(board, lines)
    board.frozen_at = since
    board.save(update_fields=["frozen_at"])
    if is_seen:  # otherwise the moment of this writing, which a late result may bring about, would be told
        touch(board, now=now)
    deed, details = ("leaderboard.frozen", _told(board)) if since else ("leaderboard.thawed", {})
    write(deed, subject=f"leaderboard:{board.phase}", actor="leaderboards", now=now, details=details)
    return board


def locked_in_step(phase: Phase, *, now: datetime) -> Leaderboard:
    """The phase's board, locked (see keeping.locked) and frozen first where its hour has come."""
    found = Leaderboard.objects.filter(phase=phase, closed_at=None).select_related("phase").first()
    if found and _due(found, now=now) != found.frozen_at:
        return freeze(found, now=now)
    return locked(phase)


def _due(board: Leaderboard, *, now: datetime) -> datetime | None:
    return frozen_from(board.phase.freezes_at, frozen_at=board.frozen_at, now=now)


def _lines_at(board: Leaderboard, since: datetime) -> list[FrozenScore]:
    """The lines as they are, but of those teams worked out anew that have handed in since."""
    handed_in = Submission.objects.filter(phase=board.phase, received_at__gt=since).order_by()
    later = set(handed_in.values_list("team_id", flat=True).distinct())
    kept = [
        FrozenScore(leaderboard=board, team_id=line.team_id, **{name: getattr(line, name) for name in COMPUTED})
        for line in board.best_scores.all()
        if line.team_id not in later
    ]
    return kept + frozen_lines(board, until=since, team_ids=later)


def _by_team(lines: Iterable[BestScore | FrozenScore]) -> dict[UUID, list[object]]:
    return {line.team_id: told_of(line) for line in lines}


def _told(board: Leaderboard) -> dict[str, object]:
    rows = board.frozen_scores.order_by("sort_value", "received_at", "team_id")
    told = [[str(row.team_id), str(row.evaluation_id), row.values] for row in rows]
    digest = hashlib.sha256(canonical({"standings": told}).encode()).hexdigest()
    return {"frozen_at": board.frozen_at.isoformat() if board.frozen_at else "", "standings_sha256": digest}
