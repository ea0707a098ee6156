"""Keeps each team's best current, and closes a board once and for ever."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.editions.models import Phase
from challenges.evaluations.models import Evaluation, Part
from challenges.evaluations.queries import open_rejudge, unfinished_of
from challenges.journal.actions import hold_the_pen, write
from challenges.leaderboards.lines import Values, best_lines, entry_of, values_of
from challenges.leaderboards.models import BestScore, Leaderboard, Standing
from challenges.leaderboards.queries import columns_of, without_board
from challenges.leaderboards.rules import (
    Entry,
    NotClosableYet,
    Place,
    RejudgeOpen,
    primary_column,
    rank,
    sort_value,
)
from evaluator.report import canonical


def open_missing() -> int:
    """Make a board for every phase that can score and has none; how many."""
    phases = list(without_board())
    for phase in phases:
        Leaderboard.objects.get_or_create(phase=phase, defaults={"columns": columns_of(phase)})
    return len(phases)


@transaction.atomic
def take_score(evaluation: Evaluation, *, now: datetime) -> BestScore | None:
    """Bring the team's line up to date after a result. May be called any number of times, in any order: the line is
    worked out anew from the team's scores. A closed board does not move."""
    leaderboard = locked(evaluation.submission.phase)
    if leaderboard.closed_at is not None:
        return None
    if leaderboard.columns != columns_of(leaderboard.phase):  # a new bundle counts in other ways
        rebuild(leaderboard)
        leaderboard = locked(leaderboard.phase)
    team_id = evaluation.submission.team_id
    bests = best_lines(leaderboard, team_id=team_id)
    if not bests:
        BestScore.objects.filter(leaderboard=leaderboard, team_id=team_id).delete()
        return None
    best = bests[0]
    kept, _ = BestScore.objects.update_or_create(
        leaderboard=leaderboard, team_id=team_id, defaults={name: getattr(best, name) for name in COMPUTED}
    )
    return kept


COMPUTED = ("evaluation", "sort_value", "values", "received_at", "is_baseline", "scored_count")


@transaction.atomic
def rebuild(leaderboard: Leaderboard) -> int:
    """Work the whole open board out anew from the Score rows, with the columns of the bundle in force; how many lines
    it has."""
    leaderboard = locked(leaderboard.phase)
    if leaderboard.closed_at is not None:
        return leaderboard.best_scores.count()
    leaderboard.columns = columns_of(leaderboard.phase)
    leaderboard.save(update_fields=["columns"])
    leaderboard.best_scores.all().delete()
    return len(BestScore.objects.bulk_create(best_lines(leaderboard)))


@transaction.atomic
def close_leaderboard(leaderboard: Leaderboard, *, by: AbstractBaseUser | None, now: datetime) -> Leaderboard:
    """Write the final standings by the private part of each team's best (by the public part) and never again.

    Raises NotClosableYet while the phase runs or a result is missing, RejudgeOpen; a closed board stays as it is.
    """
    hold_the_pen(now)
    leaderboard = locked(leaderboard.phase)
    if leaderboard.closed_at is not None:
        return leaderboard
    if now <= leaderboard.phase.closes_at or unfinished_of(leaderboard.phase):
        raise NotClosableYet
    if open_rejudge(leaderboard.phase):
        raise RejudgeOpen
    bests = {best.team_id: best for best in leaderboard.best_scores.select_related("team", "evaluation")}
    private = values_of([best.evaluation_id for best in bests.values()], part=Part.PRIVATE)
    final = _final_places(bests.values(), private=private, columns=leaderboard.columns)
    public = {place.entry.team: place.rank for place in rank([entry_of(best) for best in bests.values()])}
    written = [
        Standing(
            leaderboard=leaderboard,
            team_id=place.entry.team,
            evaluation_id=bests[place.entry.team].evaluation_id,
            position=place.position,
            rank=place.rank,
            public_rank=public[place.entry.team],
            public_values=bests[place.entry.team].values,
            private_values=private[bests[place.entry.team].evaluation_id],
            received_at=place.entry.received_at,
            scored_count=bests[place.entry.team].scored_count,
        )
        for place in final
    ]
    Standing.objects.bulk_create(written)
    leaderboard.closed_at = now
    leaderboard.save(update_fields=["closed_at"])
    _journal_close(leaderboard, written, by=by, now=now)
    return leaderboard


def locked(phase: Phase) -> Leaderboard:
    """The phase's board, made where it is missing, its row locked for the rest of the transaction. Whoever writes to
    the journal in the same transaction holds the pen before (see journal.actions)."""
    Leaderboard.objects.get_or_create(phase=phase, defaults={"columns": columns_of(phase)})
    return Leaderboard.objects.select_for_update(of=("self",), no_key=True).select_related("phase").get(phase=phase)


def _final_places(
    bests: Iterable[BestScore], *, private: dict[UUID, Values], columns: list[dict[str, Any]]
) -> list[Place[UUID]]:
    column = primary_column(columns)
    return rank(
        [
            Entry(
                best.team_id,
                sort_value(private[best.evaluation_id][column["key"]], better=column["better"]),
                best.received_at,
                best.is_baseline,
            )
            for best in bests
        ]
    )


def _journal_close(
    leaderboard: Leaderboard, standings: list[Standing], *, by: AbstractBaseUser | None, now: datetime
) -> None:
    told = [
        [standing.position, str(standing.team_id), standing.rank, standing.private_values] for standing in standings
    ]
    digest = hashlib.sha256(canonical({"standings": told}).encode()).hexdigest()
    details = {"standings_sha256": digest, "teams": len(standings)}
    write(
        "leaderboard.closed",
        subject=f"leaderboard:{leaderboard.phase}",
        by=by,
        actor="" if by else "leaderboards",
        now=now,
        details=details,
    )
