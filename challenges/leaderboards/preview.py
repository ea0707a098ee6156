"""Who would move if a rejudge were applied or a submission disqualified: read by organizers only, and of the public
part only, like the board."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from challenges.evaluations.models import JUDGED, Evaluation, Rejudge, State
from challenges.evaluations.queries import COUNTING, bundle_in_force
from challenges.leaderboards.lines import best_lines, entry_of, frozen_lines
from challenges.leaderboards.models import Leaderboard, Line
from challenges.leaderboards.rules import Move, moves, primary_column, rank
from challenges.submissions.models import Submission
from challenges.teams.models import Team
from evaluator.report import canonical

LISTED = 200


@dataclass(frozen=True)
class TeamMove:
    """A team's line before and after; None where it has none. Ranks and the ranking score, of the public part."""

    team_id: UUID
    team_name: str
    is_baseline: bool
    old_rank: int | None
    new_rank: int | None
    old_score: float | None
    new_score: float | None

    @property
    def gained(self) -> int | None:
        """Ranks up, negative for down."""
        return None if self.old_rank is None or self.new_rank is None else self.old_rank - self.new_rank

    @property
    def lost(self) -> int | None:
        return None if self.gained is None else -self.gained

    @property
    def is_moved(self) -> bool:
        return self.old_rank != self.new_rank or (self.old_score is None) != (self.new_score is None)


@dataclass(frozen=True)
class Counts:
    """How many teams go which way; those that enter or leave the board go neither up nor down."""

    up: int
    down: int
    entering: int
    leaving: int

    def to_json(self) -> dict[str, int]:
        return {"up": self.up, "down": self.down, "entering": self.entering, "leaving": self.leaving}


@dataclass(frozen=True)
class Change:
    """A submission that would end otherwise; `old` and `new` are outcomes, or `broken`."""

    submission_id: UUID
    team_name: str
    old: str
    new: str

    @property
    def states(self) -> tuple[str, str]:
        """Before and after, as a badge shows them."""
        known = {State.SCORED.value, State.BROKEN.value}
        return self.old if self.old in known else State.FAILED, self.new if self.new in known else State.FAILED


@dataclass(frozen=True)
class Progress:
    """How its evaluations stand."""

    scored: int
    failed: int
    broken: int
    left: int

    @property
    def total(self) -> int:
        return self.scored + self.failed + self.broken + self.left

    @property
    def ended(self) -> int:
        return self.total - self.left


@dataclass(frozen=True)
class Preview:
    """What applying would do, as far as it is known; with some left it is what the others would do.

    `changes` are the first LISTED of `change_count`. `uncovered` submissions came meanwhile: under a new bundle they
    are evaluated once it is in force, and until then have no line.
    """

    progress: Progress
    moves: list[TeamMove]
    changes: list[Change]
    change_count: int
    newly_broken: int
    is_new_bundle: bool
    uncovered: int
    old_column: dict[str, Any]
    new_column: dict[str, Any]


def preview(rejudge: Rejudge, *, board: Leaderboard) -> Preview:
    """A constant number of queries, whatever the number of teams and submissions."""
    changes = _changes(rejudge)
    return Preview(
        progress=progress_of(rejudge),
        moves=moves_of(rejudge, board=board),
        changes=changes[:LISTED],
        change_count=len(changes),
        newly_broken=_count_newly_broken(changes),
        is_new_bundle=rejudge.bundle != bundle_in_force(rejudge.phase),
        uncovered=_uncovered(rejudge),
        old_column=dict(primary_column(board.columns)),
        new_column=dict(primary_column(rejudge.bundle.manifest["scores"])),
    )


def progress_of(rejudge: Rejudge) -> Progress:
    """How far it is."""
    counted = rejudge.evaluations.order_by().values_list("state").annotate(Count("pk"))
    states = Counter(dict(counted))
    left = states[State.QUEUED] + states[State.SENT]
    return Progress(states[State.SCORED], states[State.FAILED], states[State.BROKEN], left)


def moves_of(rejudge: Rejudge, *, board: Leaderboard) -> list[TeamMove]:
    """Every team that stands on the board or would; in the new order, those that leave it last."""
    old = {best.team_id: best for best in board.best_scores.all()}
    there = copy(board)
    there.columns = rejudge.bundle.manifest["scores"]
    new = {best.team_id: best for best in best_lines(there, trial=rejudge)}
    return _told(_compared(old, new), scores=(_primary(old, board.columns), _primary(new, there.columns)))


def moves_turned(submission: Submission, *, board: Leaderboard) -> tuple[list[TeamMove], list[TeamMove] | None]:
    """The teams that would move were it disqualified (no longer so, where it is): by the lines as they are, and on the
    board of the frozen hour, None where there is none."""
    team = submission.team_id
    live = best_lines(board, team_ids=[team], turned=submission)
    moved = _turned(board.best_scores.all(), live, board=board, team=team)
    if not board.frozen_at:
        return moved, None
    frozen = frozen_lines(board, until=board.frozen_at, team_ids=[team], turned=submission)
    return moved, _turned(board.frozen_scores.all(), frozen, board=board, team=team)


def _turned(kept: QuerySet[Any], worked_out: Sequence[Line], *, board: Leaderboard, team: UUID) -> list[TeamMove]:
    """Of a whole board the lines are read as plain rows, and the teams only of those that stand elsewhere."""
    fields = ("team_id", "sort_value", "received_at", "is_baseline", "values")
    old = {line.team_id: line for line in kept.order_by().values_list(*fields, named=True)}
    new = {key: line for key, line in old.items() if key != team} | {line.team_id: line for line in worked_out}
    scores = _primary(old, board.columns), _primary(new, board.columns)
    return _told([move for move in _compared(old, new) if _is_other(move, *scores)], scores=scores)


def _compared(old: Mapping[UUID, Line], new: Mapping[UUID, Line]) -> list[Move[UUID]]:
    """Every team of either board."""
    return moves(*(rank([entry_of(line) for line in lines.values()]) for lines in (old, new)))


def _is_other(move: Move[UUID], old: Mapping[UUID, float], new: Mapping[UUID, float]) -> bool:
    before, after = (place.rank if place else None for place in (move.old, move.new))
    return before != after or old.get(move.team) != new.get(move.team)


def _told(found: Sequence[Move[UUID]], *, scores: tuple[Mapping[UUID, float], Mapping[UUID, float]]) -> list[TeamMove]:
    """With their teams, and the ranking score on each board."""
    teams = Team.objects.in_bulk([move.team for move in found])
    return [_team_move(move, team=teams[move.team], old=scores[0], new=scores[1]) for move in found]


def newly_broken(rejudge: Rejudge) -> int:
    """How many had a result and would have none, for we failed."""
    return _count_newly_broken(_changes(rejudge))


def snapshot(move: TeamMove) -> dict[str, Any]:
    """The move as it is kept with an applied rejudge; the inverse of `kept`."""
    names = ("is_baseline", "old_rank", "new_rank", "old_score", "new_score")
    return {"team": str(move.team_id), **{name: getattr(move, name) for name in names}}


def kept(rejudge: Rejudge) -> list[TeamMove]:
    """What an applied rejudge changed, with the names that teams have now."""
    return named(unnamed(rejudge.moves or []))


def unnamed(rows: Sequence[Mapping[str, Any]]) -> list[TeamMove]:
    """Moves as they were kept, their teams' names still to be read."""
    plain = [(UUID(row["team"]), {name: value for name, value in row.items() if name != "team"}) for row in rows]
    return [TeamMove(team_id=team, team_name="", **rest) for team, rest in plain]


def named(moves: Sequence[TeamMove]) -> list[TeamMove]:
    """With the names that teams have now; a team that is gone has no line."""
    teams = Team.objects.in_bulk([move.team_id for move in moves])
    return [replace(move, team_name=teams[move.team_id].name) for move in moves if move.team_id in teams]


def counted(moves: Sequence[TeamMove]) -> Counts:
    """Of the whole board."""
    return Counts(
        up=sum((move.gained or 0) > 0 for move in moves),
        down=sum((move.gained or 0) < 0 for move in moves),
        entering=sum(move.old_score is None for move in moves),
        leaving=sum(move.new_score is None for move in moves),
    )


def seen_of(counts: Counts, *, is_new_bundle: bool) -> str:
    """What somebody confirms who applies a rejudge: it goes out with the question, and comes back with the answer."""
    told = {**counts.to_json(), "is_new_bundle": is_new_bundle}
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def _team_move(move: Move[UUID], *, team: Team, old: Mapping[UUID, float], new: Mapping[UUID, float]) -> TeamMove:
    return TeamMove(
        team_id=team.pk,
        team_name=team.name,
        is_baseline=team.is_baseline,
        old_rank=move.old.rank if move.old else None,
        new_rank=move.new.rank if move.new else None,
        old_score=old.get(team.pk),
        new_score=new.get(team.pk),
    )


def _primary(bests: Mapping[UUID, Line], columns: list[dict[str, Any]]) -> dict[UUID, float]:
    key = primary_column(columns)["key"]
    return {team: best.values[key] for team, best in bests.items() if key in best.values}


def _changes(rejudge: Rejudge) -> list[Change]:
    """Ended otherwise than what counts now, by time of arrival."""
    fields = ("submission_id", "submission__team__name", "state", "outcome")
    redone = rejudge.evaluations.filter(state__in=[*JUDGED, State.BROKEN]).order_by("submission__received_at", "pk")
    new = [(key, name, _end(state, outcome)) for key, name, state, outcome in redone.values_list(*fields)]
    before = _before(rejudge)
    return [Change(key, name, before[key], end) for key, name, end in new if key in before and before[key] != end]


def _before(rejudge: Rejudge) -> dict[UUID, str]:
    """How each of its submissions ended by what counts now."""
    mine = rejudge.evaluations.values("submission_id")
    counts = Evaluation.objects.filter(COUNTING, submission__in=mine).exclude(rejudge=rejudge)
    rows = counts.order_by("bundle__published_at", "attempt").values_list("submission_id", "state", "outcome")
    return {key: _end(state, outcome) for key, state, outcome in rows}


def _end(state: str, outcome: str) -> str:
    return outcome if state in JUDGED else state


def _count_newly_broken(changes: list[Change]) -> int:
    return sum(change.new == State.BROKEN for change in changes)


def _uncovered(rejudge: Rejudge) -> int:
    """Those that evaluations.queries.missing() would find under its bundle."""
    mine = Evaluation.objects.filter(submission=OuterRef("pk"))
    covered = mine.filter(COUNTING | Q(rejudge=rejudge), bundle=rejudge.bundle)
    cancelled = mine.filter(state=State.CANCELLED, rejudge=None)
    return Submission.objects.filter(~Exists(covered), ~Exists(cancelled), phase=rejudge.phase).count()
