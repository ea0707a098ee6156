"""Takes a submission out of the boards, and lets it in again: what is disqualified counts nowhere, and its team's next
best takes its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.journal.actions import hold_the_pen, write
from challenges.leaderboards.actions import retake
from challenges.leaderboards.freezing import locked_in_step
from challenges.leaderboards.keeping import locked, touch
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.preview import TeamMove, moves_turned
from challenges.leaderboards.queries import board_for
from challenges.leaderboards.rules import StandingsFinal, require_why
from challenges.submissions.models import Disqualification, Selection, Submission
from challenges.submissions.telling import write_disqualified, write_lifted


@dataclass(frozen=True)
class Consequences:
    """Of a disqualification, or of lifting it: the teams that move, by the lines as they are and on the board of the
    frozen hour (None where it has not come), and whether the team had chosen the submission for the close."""

    moves: list[TeamMove]
    frozen_moves: list[TeamMove] | None
    is_chosen: bool

    @property
    def team_count(self) -> int:
        """How many teams' lines change; baselines, which have no rank, are not counted."""
        return sum(not move.is_baseline for move in self.moves)


@transaction.atomic
def disqualify(
    submission: Submission, *, reason: Mapping[str, str], by: AbstractBaseUser | None, now: datetime
) -> Disqualification:
    """From here on it counts nowhere, whatever is evaluated again; the team is told by letter, the board says so. Asked
    twice, the first one stands. Raises WhyMissing, StandingsFinal."""
    told = require_why(reason)
    found = _held(submission, now=now)
    standing = found.disqualification
    if standing:
        return standing
    made = Disqualification.objects.create(
        submission=found, reason=told, decided_at=now, decided_by_id=by.pk if by else None
    )
    _count_anew(found, now=now)
    _journal("submission.disqualified", found, by=by, now=now, details={"reason": told})
    write_disqualified(made, now=now)
    return made


@transaction.atomic
def lift(disqualification: Disqualification, *, by: AbstractBaseUser | None, now: datetime) -> Disqualification:
    """The submission counts as if nothing had been. Lifted twice it changes nothing. Raises StandingsFinal."""
    found = _held(disqualification.submission, now=now)
    standing = Disqualification.objects.filter(pk=disqualification.pk, lifted_at=None)
    is_lifted = standing.update(lifted_at=now, lifted_by_id=by.pk if by else None)
    disqualification.refresh_from_db()
    if is_lifted:
        _count_anew(found, now=now)
        _journal("submission.readmitted", found, by=by, now=now, details={})
        write_lifted(disqualification, now=now)
    return disqualification


def consequences(submission: Submission) -> Consequences:
    """What disqualifying it would do now, or lifting that where it is; a constant number of queries."""
    board = board_for(submission.phase)
    moves, frozen = moves_turned(submission, board=board) if board else ([], None)
    return Consequences(moves, frozen, Selection.objects.filter(submission=submission).exists())


def _held(submission: Submission, *, now: datetime) -> Submission:
    """As it is now, of the team that it belongs to now, with its board locked: no result, merge or close comes in
    between. Raises StandingsFinal."""
    hold_the_pen(now)
    if _is_final(locked_in_step(submission.phase, now=now)):
        raise StandingsFinal
    return Submission.objects.select_related("team", "phase__challenge__edition").get(pk=submission.pk)


def _is_final(board: Leaderboard) -> bool:
    return board.closed_at is not None


def _count_anew(submission: Submission, *, now: datetime) -> None:
    retake(submission.phase, team_ids=[submission.team_id], now=now)
    touch(locked(submission.phase), now=now)  # what the board says beside its lines is another, even where they stay


def _journal(
    deed: str, submission: Submission, *, by: AbstractBaseUser | None, now: datetime, details: Mapping[str, object]
) -> None:
    told = {"team": str(submission.team_id), "phase": str(submission.phase), **details}
    write(deed, subject=f"submission:{submission.pk}", by=by, actor="" if by else "operator", now=now, details=told)
