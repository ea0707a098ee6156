"""Keeps each team's best current, and closes a board once and for ever."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.editions.models import Phase
from challenges.evaluations.models import Evaluation
from challenges.evaluations.queries import open_rejudge, unfinished_of
from challenges.journal.actions import hold_the_pen, write
from challenges.leaderboards.finals import final_standings_of
from challenges.leaderboards.freezing import locked_in_step
from challenges.leaderboards.keeping import AT_ONCE, keep_all_lines, keep_lines, locked, touch
from challenges.leaderboards.models import Leaderboard, Standing
from challenges.leaderboards.queries import columns_of, without_board
from challenges.leaderboards.rules import NotClosableYet, RejudgeOpen
from evaluator.report import canonical


def open_missing() -> int:
    """Make a board for every phase that can score and has none; how many."""
    phases = list(without_board())
    for phase in phases:
        Leaderboard.objects.get_or_create(phase=phase, defaults={"columns": columns_of(phase)})
    return len(phases)


@transaction.atomic
def take_score(evaluation: Evaluation, *, now: datetime) -> None:
    """Bring the team's line up to date after a result. May be called any number of times, in any order: the line is
    worked out anew from the team's scores. A closed board does not move."""
    submission = evaluation.submission
    # Whoever received it may have another clock than we.
    leaderboard = locked_in_step(submission.phase, now=max(now, submission.received_at))
    _work_out(leaderboard, team_ids=[submission.team_id], now=now)


@transaction.atomic
def retake(phase: Phase, *, team_ids: Collection[UUID], now: datetime) -> None:
    """The same for teams whose submissions are not what they were, such as after a merge. Write to the journal before,
    where that is done in the same transaction."""
    _work_out(locked_in_step(phase, now=now), team_ids=team_ids, now=now)


@transaction.atomic
def rebuild(leaderboard: Leaderboard, *, now: datetime) -> int:
    """Work the whole open board out anew from the Score rows, with the columns of the bundle in force; how many lines
    it has."""
    leaderboard = locked_in_step(leaderboard.phase, now=now)
    if leaderboard.closed_at is not None:
        return leaderboard.best_scores.count()
    leaderboard.columns = columns_of(leaderboard.phase)
    leaderboard.save(update_fields=["columns"])
    return keep_all_lines(leaderboard, now=now)


@transaction.atomic
def close_leaderboard(leaderboard: Leaderboard, *, by: AbstractBaseUser | None, now: datetime) -> Leaderboard:
    """Write the final standings by the private part of what each team chose, or of its best by the public part (see
    finals), and never again. They are told at once, and the frozen hour ends; where the results of the edition are told
    on the stage, with those.

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
    written = Standing.objects.bulk_create(final_standings_of(leaderboard), batch_size=AT_ONCE)
    leaderboard.closed_at = now
    leaderboard.told_at = None if leaderboard.phase.challenge.edition.holds_results else now
    leaderboard.save(update_fields=["closed_at", "told_at"])
    touch(leaderboard, now=now)
    _journal_close(leaderboard, written, by=by, now=now)
    return leaderboard


def _work_out(leaderboard: Leaderboard, *, team_ids: Collection[UUID], now: datetime) -> None:
    if leaderboard.closed_at is not None:
        return
    if leaderboard.columns != columns_of(leaderboard.phase):  # a new bundle counts in other ways
        rebuild(leaderboard, now=now)
    else:
        keep_lines(leaderboard, team_ids=team_ids, now=now)


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
