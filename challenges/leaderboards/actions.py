"""Keeps each team's best current, and closes a board once and for ever."""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.editions.models import Edition, Phase
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

SALT_BYTES = 16


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
    on the stage, with those, and until then the board shows what it showed.

    Raises NotClosableYet while the phase runs or a result is missing, RejudgeOpen; a closed board stays as it is.
    """
    hold_the_pen(now)
    leaderboard = locked_in_step(leaderboard.phase, now=now)
    if leaderboard.closed_at is not None:
        return leaderboard
    if now <= leaderboard.phase.closes_at or unfinished_of(leaderboard.phase):
        raise NotClosableYet
    if open_rejudge(leaderboard.phase):
        raise RejudgeOpen
    written = Standing.objects.bulk_create(final_standings_of(leaderboard), batch_size=AT_ONCE)
    leaderboard.closed_at = now
    # Read under the pen, which a publication holds too: whichever comes second knows of the first.
    edition = Edition.objects.get(challenges__phases=leaderboard.phase)
    if edition.holds_results:
        leaderboard.salt = secrets.token_hex(SALT_BYTES)
    else:
        leaderboard.told_at = now
    leaderboard.save(update_fields=["closed_at", "told_at", "salt"])
    touch(leaderboard, now=now)
    _journal_close(leaderboard, written, by=by, now=now)
    return leaderboard


@transaction.atomic
def tell_standings(leaderboard: Leaderboard, *, by: AbstractBaseUser | None, now: datetime) -> bool:
    """Show the final standings of a closed board that held them; the journal then opens what it sealed at the close.
    False where there is nothing to tell. Called by the publication of the results."""
    hold_the_pen(now)
    held = Leaderboard.objects.filter(pk=leaderboard.pk, closed_at__isnull=False, told_at=None)
    if not held.update(told_at=now):
        return False
    leaderboard = locked(leaderboard.phase)
    touch(leaderboard, now=now)
    written = list(leaderboard.standings.order_by("position"))
    details = {"standings_sha256": _digest(written, salt=leaderboard.salt), "salt": leaderboard.salt}
    _journal("leaderboard.told", leaderboard, by=by, now=now, details={**details, "teams": len(written)})
    return True


def _work_out(leaderboard: Leaderboard, *, team_ids: Collection[UUID], now: datetime) -> None:
    if leaderboard.closed_at is not None:
        return
    if leaderboard.columns != columns_of(leaderboard.phase):  # a new bundle counts in other ways
        rebuild(leaderboard, now=now)
    else:
        keep_lines(leaderboard, team_ids=team_ids, now=now)


def _journal_close(
    leaderboard: Leaderboard, written: list[Standing], *, by: AbstractBaseUser | None, now: datetime
) -> None:
    """Of standings that are not told yet the digest is salted: coarse scores could be guessed from it."""
    digest = _digest(written, salt=leaderboard.salt)
    details = {"sealed_sha256": digest} if leaderboard.salt else {"standings_sha256": digest, "teams": len(written)}
    _journal("leaderboard.closed", leaderboard, by=by, now=now, details=details)


def _journal(
    deed: str, leaderboard: Leaderboard, *, by: AbstractBaseUser | None, now: datetime, details: Mapping[str, object]
) -> None:
    subject, actor = f"leaderboard:{leaderboard.phase}", "" if by else "leaderboards"
    write(deed, subject=subject, by=by, actor=actor, now=now, details=details)


def _digest(standings: list[Standing], *, salt: str) -> str:
    told = [
        [standing.position, str(standing.team_id), standing.rank, standing.private_values] for standing in standings
    ]
    salted = {"salt": salt} if salt else {}
    return hashlib.sha256(canonical({"standings": told, **salted}).encode()).hexdigest()
