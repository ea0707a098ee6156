"""Who stands where: pure functions from values to places."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from challenges.errors import Refusal, gettext_noop

Team = TypeVar("Team", bound=Hashable)
# An upload that came in the last second may still be being checked and stored: a board closes by itself only then.
LATE_UPLOADS = timedelta(minutes=2)


class NotClosableYet(Refusal):
    code = "not_closable_yet"
    message = gettext_noop("This leaderboard cannot be closed yet.")
    hint = gettext_noop("The phase must be over, and everything received in time must have its result.")


class ColumnsUnusable(Exception):
    """No column of a bundle ranks; the evaluator refuses such bundles, so this is a defect of ours."""


@dataclass(frozen=True)
class Entry(Generic[Team]):
    """A team's best; `sort_value` is smaller for better (see sort_value)."""

    team: Team
    sort_value: float
    received_at: datetime
    is_baseline: bool = False


@dataclass(frozen=True)
class Place(Generic[Team]):
    """`position` counts every row from 1, `rank` only teams: a baseline has none."""

    entry: Entry[Team]
    position: int
    rank: int | None


def primary_column(columns: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The score column that ranks. Raises ColumnsUnusable."""
    for column in columns:
        if column["primary"]:
            return column
    raise ColumnsUnusable("no primary column")


def sort_value(value: float, *, better: str) -> float:
    """The value with its sign turned where higher is better, so that smaller always stands first; no minus zero."""
    return (-value if better == "higher" else value) + 0.0


def rank(entries: Sequence[Entry[Team]]) -> list[Place[Team]]:
    """Best value first; at equal values the earliest received wins, and only equal in both share a rank: 1-2-2-4.

    Baselines stand in their order but take no rank, so they push nobody down.
    """
    ordered = sorted(entries, key=lambda entry: (entry.sort_value, entry.received_at, str(entry.team)))
    places: list[Place[Team]] = []
    ranked, last, shared = 0, None, 0
    for position, entry in enumerate(ordered, start=1):
        if entry.is_baseline:
            places.append(Place(entry, position, None))
            continue
        ranked += 1
        key = (entry.sort_value, entry.received_at)
        shared = shared if key == last else ranked
        last = key
        places.append(Place(entry, position, shared))
    return places
