"""Who is evaluated next, when we try again, which numbers a result consists of, and whether a team reads its log."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Generic, TypeVar

from challenges.errors import Refusal, gettext_noop

MAX_BREAKDOWNS = 3
MAX_TRIES = 10
SURPLUS = 1  # orders a machine may have waiting beside its slots, so that it never idles for a round trip
SILENCE = timedelta(seconds=30)
BACKOFF = timedelta(seconds=5)
LONGEST_BACKOFF = timedelta(minutes=5)
# The machine's trouble rather than the evaluation's: does not count as a breakdown, only as a try.
TROUBLE_OF_THE_MACHINE = frozenset({"engine_gone", "worker_lost", "interrupted"})

Team = TypeVar("Team", bound=Hashable)


class ReportUnfit(Exception):
    """A report does not hold the numbers its bundle declares; our fault, never the entry's."""


class LogsOff(Refusal):
    code = "logs_off"
    message = gettext_noop("In this phase the log of a program is for the organizers only.")
    hint = gettext_noop("The outcome and the exit code are shown all the same; run the program on your own machine.")
    status = 403


class LogOfHiddenInputs(Refusal):
    code = "log_of_hidden_inputs"
    message = gettext_noop("The log of this run was written on the hidden inputs and stays with the organizers.")
    hint = gettext_noop("The outcome and the exit code are shown all the same; run the program on your own machine.")
    status = 403


@dataclass(frozen=True)
class Waiting(Generic[Team]):
    """An evaluation in the queue."""

    id: Hashable
    team: Team
    queued_at: datetime


@dataclass(frozen=True)
class PartScore:
    """One number of a result; `part` is public or private."""

    part: str
    key: str
    value: float


def in_order(queue: Sequence[Waiting[Team]], *, running: Mapping[Team, int]) -> list[Waiting[Team]]:
    """The queue as it will be served: the team with the fewest running first, then the oldest first.

    An entry's turn is the number of its team's entries that run or stand before it. Equal turns: oldest, then id.
    """
    ahead = Counter(dict(running))
    turns = []
    for waiting in sorted(queue, key=lambda entry: (entry.queued_at, str(entry.id))):
        turns.append((ahead[waiting.team], waiting))
        ahead[waiting.team] += 1
    return [waiting for _, waiting in sorted(turns, key=lambda turn: turn[0])]


def free_places(slots: Sequence[int], *, running: int) -> int:
    """How many more may be sent to live machines with these slots; a machine without slots takes nothing."""
    return max(0, sum(slot + SURPLUS for slot in slots if slot) - running)


def is_silent(seen_at: datetime, *, now: datetime) -> bool:
    """Whether a machine has not spoken for so long that it does not count as working."""
    return seen_at < now - SILENCE


def retry_at(now: datetime, *, tries: int) -> datetime:
    """When an evaluation that broke down is sent again: later each time."""
    factor: int = 2 ** max(0, tries - 1)
    return now + min(BACKOFF * factor, LONGEST_BACKOFF)


def is_counted(code: str) -> bool:
    """Whether a breakdown of this code counts towards giving up."""
    return code not in TROUBLE_OF_THE_MACHINE


def is_hopeless(*, breakdowns: int, tries: int) -> bool:
    """Whether we give up: the evaluation is BROKEN for good."""
    return breakdowns >= MAX_BREAKDOWNS or tries >= MAX_TRIES


def expected_wait(position: int, *, slots: int, typical: timedelta | None) -> timedelta | None:
    """How long until the entry at this position has its turn; None while it cannot be known."""
    if not slots or typical is None:
        return None
    return typical * ceil(position / slots)


def scores_of(scores: Mapping[str, float], *, keys: Collection[str]) -> list[PartScore]:
    """The numbers of a report, for both parts of the hidden test.

    A bare key counts for both parts; undeclared ones are dropped. Raises ReportUnfit when a declared one is missing.
    """
    found = []
    for part in ("public", "private"):
        for key in keys:
            value = scores.get(f"{part}_{key}", scores.get(key))
            if value is None:
                raise ReportUnfit(f"the report has no {part} {key}")
            found.append(PartScore(part, key, value))
    return found


def require_log_shown(*, today: str, recorded: str) -> None:
    """Whether a team may read the log of its entry: by the phase's policy as it stands, and by the one under which the
    log was written. A policy that became milder opens nothing. Raises LogsOff or LogOfHiddenInputs.
    """
    if today == "off":
        raise LogsOff
    if recorded == "off" or (recorded == "full" and today == "public"):
        raise LogOfHiddenInputs


def lacks_public_input(manifest: Mapping[str, Any], *, log_policy: str) -> bool:
    """Whether a phase is to show only what programs print on public inputs, and its bundle has none."""
    return log_policy == "public" and "code" in manifest["kinds"] and not manifest.get("has_public_input", False)


def may_quote(*, today: str, recorded: str) -> bool:
    """Whether a team may read back what its program wrote on the hidden inputs, such as a value at fault in its
    predictions: a print by another name.
    """
    return today == recorded == "full"
