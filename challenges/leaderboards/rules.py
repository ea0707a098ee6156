"""Who stands where: pure functions from values to places."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from challenges.errors import Refusal, gettext_noop

Team = TypeVar("Team", bound=Hashable)
# An upload that came in the last second may still be being checked and stored: a board closes by itself only then.
LATE_UPLOADS = timedelta(minutes=2)
REASON_LENGTH = 300
# Of a team that improved more often some steps are left out, never the first nor the last.
HISTORY_LENGTH = 60

Step = tuple[int, float]


class NotClosableYet(Refusal):
    code = "not_closable_yet"
    message = gettext_noop("This leaderboard cannot be closed yet.")
    hint = gettext_noop("The phase must be over, and everything received in time must have its result.")


class BoardClosed(Refusal):
    code = "board_closed"
    message = gettext_noop("This leaderboard is closed: its results do not change any more.")


class StandingsFinal(Refusal):
    code = "standings_final"
    message = gettext_noop("This leaderboard is closed: its final standings do not change any more.")
    hint = gettext_noop(
        "Write a note on the submission, say in an announcement what was decided, and leave the team out where prizes "
        "are given."
    )


class WhyMissing(Refusal):
    """Details: limit."""

    code = "why_missing"
    message = gettext_noop("Say why: in French at least, and in at most %(limit)s letters in each language.")
    hint = gettext_noop("Its team reads it, and everybody at the leaderboard.")
    field = "reason"
    status = 422


class RejudgeOpen(Refusal):
    code = "rejudge_open"
    message = gettext_noop("A rejudge of this phase is open.")
    hint = gettext_noop("Apply it or drop it first.")


class NothingToRejudge(Refusal):
    code = "nothing_to_rejudge"
    message = gettext_noop("There is no result here that could be computed again.")
    hint = gettext_noop("What waits or runs will have its first result by itself; what was cancelled has none.")


class ReasonMissing(Refusal):
    """Details: limit."""

    code = "reason_missing"
    message = gettext_noop("Say why, in one language at least and in at most %(limit)s letters.")
    hint = gettext_noop("Everybody will read it beside the leaderboard once the rejudge is applied.")
    field = "reason"
    status = 422


class NewBundleIsForAll(Refusal):
    code = "new_bundle_is_for_all"
    message = gettext_noop("A new bundle is for the whole phase, not for one submission.")


class RejudgeUnfinished(Refusal):
    """Details: left."""

    code = "rejudge_unfinished"
    message = gettext_noop("This rejudge is not finished: %(left)s evaluations wait or run.")
    hint = gettext_noop("Wait until they have ended, or drop it.")


class RejudgeBroke(Refusal):
    """Details: broken."""

    code = "rejudge_broke"
    message = gettext_noop("Results would be lost: %(broken)s evaluations broke down where there was a result before.")
    hint = gettext_noop("Repair what failed, drop this rejudge and ask for another.")


class RejudgeChanged(Refusal):
    code = "rejudge_changed"
    message = gettext_noop("What this rejudge would do is no longer what you were shown.")
    hint = gettext_noop("Look at who would move now, then apply it.")


class RejudgeApplied(Refusal):
    code = "rejudge_applied"
    message = gettext_noop("This rejudge has been applied.")


class RejudgeDropped(Refusal):
    code = "rejudge_dropped"
    message = gettext_noop("This rejudge has been dropped.")


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


@dataclass(frozen=True)
class Move(Generic[Team]):
    """Where a team stood and would stand; None where it is not on the board."""

    team: Team
    old: Place[Team] | None
    new: Place[Team] | None

    @property
    def gained(self) -> int | None:
        """Ranks up, negative for down; None where one of them is missing."""
        old, new = (place.rank if place else None for place in (self.old, self.new))
        return None if old is None or new is None else old - new


def primary_column(columns: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The score column that ranks. Raises ColumnsUnusable."""
    for column in columns:
        if column["primary"]:
            return column
    raise ColumnsUnusable("no primary column")


def sort_value(value: float, *, better: str) -> float:
    """The value with its sign turned where higher is better, so that smaller always stands first; no minus zero."""
    return (-value if better == "higher" else value) + 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """A submission with a score; `sort_value` is its primary public one, smaller for better."""

    evaluation: UUID
    submission: UUID
    sort_value: float
    received_at: datetime

    @property
    def merit(self) -> tuple[float, datetime, str]:
        """The best has the smallest; at equal scores the earliest received."""
        return self.sort_value, self.received_at, str(self.evaluation)


def improvements(results: Iterable[Result], *, better: str) -> list[Step]:
    """How a team came to its best: seconds since 1970 and primary public score of each submission that was better than
    all received before it, at most HISTORY_LENGTH."""
    steps: list[Step] = []
    best = float("inf")
    for result in sorted(results, key=lambda result: (result.received_at, str(result.evaluation))):
        if result.sort_value < best:
            best = result.sort_value
            steps.append((int(result.received_at.timestamp()), sort_value(best, better=better)))
    if len(steps) <= HISTORY_LENGTH:
        return steps
    stride = (len(steps) - 1) / (HISTORY_LENGTH - 1)
    return [steps[round(place * stride)] for place in range(HISTORY_LENGTH)]


def finalists(results: Sequence[Result], *, chosen: Collection[UUID], limit: int) -> list[Result]:
    """The submissions of one team that may count at the close: those it chose, as far as they have a score, filled up
    with its best by the public part to `limit`; of more than that the best."""
    return sorted(results, key=lambda result: (result.submission not in chosen, result.merit))[: max(1, limit)]


def frozen_from(freezes_at: datetime | None, *, frozen_at: datetime | None, now: datetime) -> datetime | None:
    """Since when an open board stands still, or None while it moves; a board that is frozen at this hour already stays
    so, whatever another clock says."""
    return freezes_at if freezes_at and (freezes_at <= now or freezes_at == frozen_at) else None


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


def moves(old: Sequence[Place[Team]], new: Sequence[Place[Team]]) -> list[Move[Team]]:
    """Every team of either board: those of the new one in its order, then those that leave, as they stood."""
    before = {place.entry.team: place for place in old}
    after = {place.entry.team: place for place in new}
    stay = [Move(place.entry.team, before.get(place.entry.team), place) for place in new]
    return stay + [Move(place.entry.team, place, None) for place in old if place.entry.team not in after]


def require_reason(texts: Mapping[str, str]) -> dict[str, str]:
    """What everybody will read, by language: printable, of one line each, bounded. Raises ReasonMissing."""
    kept = _tidied(texts)
    if not kept or _is_long(kept):
        raise ReasonMissing(limit=REASON_LENGTH)
    return kept


def require_why(texts: Mapping[str, str]) -> dict[str, str]:
    """The same of a disqualification, in French at least. Raises WhyMissing."""
    kept = _tidied(texts)
    if "fr" not in kept or _is_long(kept):
        raise WhyMissing(limit=REASON_LENGTH)
    return kept


def _tidied(texts: Mapping[str, str]) -> dict[str, str]:
    plain = {language: " ".join("".join(map(_printable, text)).split()) for language, text in texts.items()}
    return {language: text for language, text in plain.items() if text}


def _is_long(texts: Mapping[str, str]) -> bool:
    return any(len(text) > REASON_LENGTH for text in texts.values())


def _printable(letter: str) -> str:
    return letter if letter.isprintable() else " "
