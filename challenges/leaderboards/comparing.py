"""A team's own submissions beside each other: which is best, by how much, and which would count at the close."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from challenges.evaluations.logbook import Logged
from challenges.evaluations.models import State
from challenges.leaderboards.rules import primary_column, sort_value

Columns = Sequence[Mapping[str, Any]]
STILL_HOPEFUL = frozenset({"received", State.QUEUED, State.SENT, State.SCORED})


@dataclass(frozen=True)
class Difference:
    """One column: this submission's value, the other's, and whether the change is for the better (None: none)."""

    column: Mapping[str, Any]
    mine: float
    other: float

    @property
    def change(self) -> float:
        """Zero where the decimals shown are the same."""
        change = self.mine - self.other
        return 0.0 if round(change, int(self.column["decimals"])) == 0 else change

    @property
    def is_better(self) -> bool | None:
        if not self.change or self.column["better"] == "neither":
            return None
        return bool((self.change > 0) == (self.column["better"] == "higher"))


@dataclass(frozen=True)
class Comparison:
    """A submission against the best of its team's others; `is_best` says that it stands before that one."""

    other: Logged
    is_best: bool
    differences: tuple[Difference, ...]

    @property
    def primary(self) -> Difference:
        """The column that ranks."""
        return next(one for one in self.differences if one.column["primary"])


def by_merit(lines: Sequence[Logged], *, columns: Columns) -> list[Logged]:
    """The scored ones that count, best first; at equal values the earliest."""
    if not columns:
        return []
    ranking = primary_column(columns)
    scored = [line for line in lines if ranking["key"] in line.scores and not line.is_disqualified]
    return sorted(
        scored,
        key=lambda line: (
            sort_value(line.scores[ranking["key"]], better=ranking["better"]),
            line.received_at,
            str(line.id),
        ),
    )


def compare(submission_id: UUID, lines: Sequence[Logged], *, columns: Columns) -> Comparison | None:
    """None where this one has no score that counts, or no other has."""
    ordered = by_merit(lines, columns=columns)
    mine = next((line for line in ordered if line.id == submission_id), None)
    other = next((line for line in ordered if line.id != submission_id), None)
    if mine is None or other is None:
        return None
    shared = [column for column in columns if column["key"] in mine.scores and column["key"] in other.scores]
    differences = tuple(
        Difference(column, mine.scores[column["key"]], other.scores[column["key"]]) for column in shared
    )
    return Comparison(other, ordered[0] is mine, differences)


def would_count(lines: Sequence[Logged], *, columns: Columns, limit: int) -> set[UUID]:
    """Those that would decide if the phase closed now: the chosen ones, filled up with the best by the public part."""
    chosen = [line.id for line in lines if line.is_chosen and line.state in STILL_HOPEFUL]
    best = [line.id for line in by_merit(lines, columns=columns) if line.id not in chosen]
    return {*chosen, *best[: max(0, limit - len(chosen))]}
