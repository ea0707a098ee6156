"""What applying an open rejudge would do, as organizers look at it: of a big phase the clock works it out, and it is
kept for everybody; of any other it is worked out while they look."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from challenges.evaluations.models import Rejudge
from challenges.evaluations.queries import bundle_in_force
from challenges.leaderboards.models import Foreseen, ForeseenMoves, Leaderboard
from challenges.leaderboards.preview import (
    Change,
    Counts,
    Preview,
    Progress,
    TeamMove,
    counted,
    named,
    preview,
    progress_of,
    snapshot,
    unnamed,
)
from challenges.leaderboards.queries import board_for
from challenges.submissions.models import Submission

MANY = 1_000  # submissions of a phase: of no more it is worked out while somebody looks
A_PART = 100  # moves in a row of the table
KEPT = 2  # of a rejudge: whoever reads the one before reads it to its end
PAUSE = timedelta(seconds=10)  # before it is worked out again for a board that has changed,
WHILE_RUNNING = timedelta(minutes=1)  # for results that have come,
AT_LEAST = timedelta(minutes=10)  # and for what neither tells
OLD = timedelta(minutes=2)  # of a board that has changed since, nothing older is shown


@dataclass(frozen=True)
class Outlook:
    """A preview as it is looked at, `moves` in slices. `at` is when the clock worked it out (None: just now); with
    `is_old` the board has changed since."""

    counts: Counts
    moves: Sequence[TeamMove]
    changes: list[Change]
    change_count: int
    newly_broken: int
    is_new_bundle: bool
    uncovered: int
    old_column: dict[str, Any]
    new_column: dict[str, Any]
    at: datetime | None = None
    is_old: bool = False


class LateNames(Sequence[TeamMove]):
    """Moves whose teams' names, those that they have now, are read for a slice alone."""

    def __init__(self, count: int, read: Callable[[int, int], list[TeamMove]]) -> None:
        self._count, self._read = count, read

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: Any) -> Any:
        if not isinstance(place, slice):
            return named(self._read(place, place + 1))[0]
        first, last, _ = place.indices(self._count)
        return named(self._read(first, last))


def foreseen(rejudge: Rejudge, *, board: Leaderboard, progress: Progress, now: datetime) -> Outlook | None:
    """None while it is still being worked out: for the first time, since all has ended, or since the bundle in force is
    another. For the board alone, which moves all the time in a phase that is open, it may be as old as OLD."""
    if not is_of_many(rejudge):
        return _told(preview(rejudge, board=board))
    kept = _kept(rejudge)
    if kept is None or kept.ground != _ground(rejudge, progress=progress):
        return None
    is_old = kept.stamp != board.stamp
    return None if is_old and now - kept.at > OLD else _read(kept, is_old=is_old)


def changed(rejudge: Rejudge) -> LateNames:
    """What an applied rejudge changed."""
    moves = unnamed(rejudge.moves or [])
    return LateNames(len(moves), lambda first, last: moves[first:last])


def foresee(*, now: datetime, goes_on: Callable[[], bool]) -> None:
    """Work out what is due, while there is time; what was settled is forgotten."""
    open_ones = Rejudge.objects.filter(applied_at=None, dropped_at=None)
    Foreseen.objects.exclude(rejudge__in=open_ones.values("pk")).delete()
    for rejudge in open_ones.select_related("phase", "bundle").order_by("asked_at"):
        board = board_for(rejudge.phase)
        if not goes_on():
            return
        if board is not None and is_of_many(rejudge):
            _foresee(rejudge, board=board, now=now)


def is_of_many(rejudge: Rejudge) -> bool:
    """Whether its whole board would be too much for somebody who looks."""
    return rejudge.phase.submissions.order_by()[: MANY + 1].count() > MANY


def _foresee(rejudge: Rejudge, *, board: Leaderboard, now: datetime) -> None:
    """What it is worked out from is read before: whatever comes meanwhile makes it old."""
    progress, kept = progress_of(rejudge), _kept(rejudge)
    ground = _ground(rejudge, progress=progress)
    if kept is None or kept.ground != ground or now - kept.at >= _patience(kept, board, progress=progress):
        _keep(preview(rejudge, board=board), rejudge=rejudge, ground=ground, stamp=board.stamp, now=now)


def _patience(kept: Foreseen, board: Leaderboard, *, progress: Progress) -> timedelta:
    if kept.stamp != board.stamp:
        return PAUSE
    return WHILE_RUNNING if progress.left else AT_LEAST


def _kept(rejudge: Rejudge) -> Foreseen | None:
    return Foreseen.objects.filter(rejudge=rejudge).order_by("-pk").first()


def _ground(rejudge: Rejudge, *, progress: Progress) -> str:
    """What tells one preview from another, beside the board. One that runs has a new result every moment, and says
    itself that more is to come."""
    in_force = bundle_in_force(rejudge.phase)
    ended = "runs" if progress.left else f"{progress.scored} {progress.failed} {progress.broken}"
    return f"{rejudge.bundle_id} {in_force and in_force.pk} {ended}"


@transaction.atomic
def _keep(found: Preview, *, rejudge: Rejudge, ground: str, stamp: UUID, now: datetime) -> None:
    """Unless it was settled meanwhile."""
    held = Rejudge.objects.select_for_update(no_key=True).filter(pk=rejudge.pk, applied_at=None, dropped_at=None)
    if not held.exists():
        return
    told = {name: getattr(found, name) for name in ("change_count", "newly_broken", "is_new_bundle", "uncovered")}
    told |= {"old_column": found.old_column, "new_column": found.new_column, "move_count": len(found.moves)}
    told |= {"counts": counted(found.moves).to_json()}
    told |= {"changes": [[str(change.submission_id), change.old, change.new] for change in found.changes]}
    made = Foreseen.objects.create(rejudge=rejudge, ground=ground, stamp=stamp, at=now, told=told)
    moves = [snapshot(move) for move in found.moves]
    parts = [moves[first : first + A_PART] for first in range(0, len(moves), A_PART)]
    ForeseenMoves.objects.bulk_create(
        [ForeseenMoves(foreseen=made, number=number, moves=part) for number, part in enumerate(parts)]
    )
    earlier = Foreseen.objects.filter(rejudge=rejudge).order_by("-pk").values_list("pk", flat=True)
    Foreseen.objects.filter(pk__in=list(earlier)[KEPT:]).delete()


def _read(kept: Foreseen, *, is_old: bool) -> Outlook:
    told = dict(kept.told)
    moves = LateNames(told.pop("move_count"), lambda first, last: _moves(kept, first, last))
    counts, changes = Counts(**told.pop("counts")), _changes(told.pop("changes"))
    return Outlook(**told, counts=counts, changes=changes, moves=moves, at=kept.at, is_old=is_old)


def _moves(kept: Foreseen, first: int, last: int) -> list[TeamMove]:
    """Out of the parts that have them."""
    begin = first // A_PART
    parts = kept.parts.filter(number__gte=begin, number__lte=(last - 1) // A_PART).order_by("number")
    rows = [row for part in parts for row in part.moves]
    return unnamed(rows[first - begin * A_PART : last - begin * A_PART])


def _changes(rows: list[list[str]]) -> list[Change]:
    """With the names that teams have now."""
    found = Submission.objects.filter(pk__in=[key for key, _, _ in rows]).order_by()
    names = dict(found.values_list("pk", "team__name"))
    return [Change(UUID(key), names[UUID(key)], old, new) for key, old, new in rows if UUID(key) in names]


def _told(found: Preview) -> Outlook:
    return Outlook(
        counts=counted(found.moves),
        moves=found.moves,
        changes=found.changes,
        change_count=found.change_count,
        newly_broken=found.newly_broken,
        is_new_bundle=found.is_new_bundle,
        uncovered=found.uncovered,
        old_column=found.old_column,
        new_column=found.new_column,
    )
