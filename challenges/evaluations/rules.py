"""Who is evaluated next, when we try again, which numbers a result consists of, and whether a team reads its log."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from math import ceil
from typing import Any, Generic, TypeVar

from challenges.errors import Refusal, gettext_noop

MAX_BREAKDOWNS = 3
MAX_TRIES = 10
SURPLUS = 1  # orders waiting at a machine for each of its slots, so that none of them idles for a round trip
PRIORITY_STEPS = (0, 3, 6, 9)  # the steps between which a broker tells apart; 0 is handed out first
SILENCE = timedelta(seconds=30)
LONGEST_TROUBLE = 500
INTRODUCED = ("version", "python", "system", "processor", "engine", "image", "image_id")
LONGEST_WORD = 200
BACKOFF = timedelta(seconds=5)
LONGEST_BACKOFF = timedelta(minutes=5)
# The machine's trouble rather than the evaluation's: does not count as a breakdown, only as a try.
TROUBLE_OF_THE_MACHINE = frozenset({"engine_gone", "engine_unfit", "machine_failed", "worker_lost", "interrupted"})

Team = TypeVar("Team", bound=Hashable)


class AlreadyEnded(Refusal):
    code = "already_ended"
    message = gettext_noop("This submission has already ended: there is nothing left to cancel.")
    hint = gettext_noop("Its page says how it ended.")


class AlreadyRunning(Refusal):
    code = "already_running"
    message = gettext_noop("This submission has begun to run meanwhile.")
    hint = gettext_noop("It can still be stopped, but it stays counted, for it may have told you something.")


class BundleWouldReplaceScores(Refusal):
    code = "bundle_would_replace_scores"
    message = gettext_noop("This phase already has results under another bundle.")
    hint = gettext_noop("Ask for a rejudge with the new bundle: it shows who would move before anything changes.")


class MachineStillSpeaks(Refusal):
    code = "machine_still_speaks"
    message = gettext_noop("This machine has spoken a moment ago: it would come back by itself.")
    hint = gettext_noop("Stop its worker first, wait half a minute, then forget it.")


class MachineTooOld(Refusal):
    code = "machine_too_old"
    message = gettext_noop(
        "The worker of this machine is of an older version and does not hear that it is to take nothing."
    )
    hint = gettext_noop(
        "Bring the machine to this version, or stop its worker: what it runs is then evaluated elsewhere."
    )


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


class Urgency(IntEnum):
    """Whose work goes first, whatever the turns: a team's entry, then the organizers' own, then a rejudge."""

    CONTEST = 0
    BASELINE = 1
    REJUDGE = 2


@dataclass(frozen=True)
class Waiting(Generic[Team]):
    """An evaluation in the queue."""

    id: Hashable
    team: Team
    queued_at: datetime
    urgency: Urgency = Urgency.CONTEST


@dataclass(frozen=True)
class Turn(Generic[Team]):
    """A waiting evaluation and its number: how many of its team's are served before it. Number 0 is its first."""

    waiting: Waiting[Team]
    number: int

    @property
    def id(self) -> Hashable:
        return self.waiting.id

    @property
    def priority(self) -> int:
        """Of its order among those that stand at the machines already: a first overtakes a second, a second what is
        later, and every team's entry a baseline or a rejudge."""
        if self.waiting.urgency is not Urgency.CONTEST:
            return PRIORITY_STEPS[-1]
        return PRIORITY_STEPS[min(self.number, len(PRIORITY_STEPS) - 2)]


@dataclass(frozen=True)
class PartScore:
    """One number of a result; `part` is public or private."""

    part: str
    key: str
    value: float


def in_order(queue: Sequence[Waiting[Team]], *, served: Mapping[Team, int]) -> list[Turn[Team]]:
    """The queue as it will be served: the most urgent kind first, in it the smallest turn, then the oldest, then by id.

    A turn is how many of the team's entries are served before this one. `served` says how many were on a machine at any
    time since the queue formed, which is when the oldest entry that waits became ready; those still there always count.
    To these come the team's own that stand before it.
    Rejudges and baselines are not what a team asked for: they take turns among themselves and add to nobody's.

    This is start-time fair queueing (Goyal, Vin and Cheng 1996) for entries of one length: the turn is the start tag,
    and it forgets what was served while nobody waited, so that being early on a quiet day costs nothing in a rush. One
    departure: who comes late begins at 0 and not at the tag now in service, for a team's first result must not wait for
    another's third. (By DOMjudge's key, max(own last + 1, submitted + 60 s x own pending), it does once that third has
    waited two minutes.) Nobody starves: while an entry waits its turn does not grow, and every other team has at most
    that many and one more served before it.
    """
    ahead: Counter[tuple[Urgency, Team]] = Counter({(Urgency.CONTEST, team): count for team, count in served.items()})
    turns = []
    for waiting in sorted(queue, key=lambda entry: (entry.queued_at, str(entry.id))):
        kind = (waiting.urgency, waiting.team)
        turns.append(Turn(waiting, ahead[kind]))
        ahead[kind] += 1
    return sorted(turns, key=lambda turn: (turn.waiting.urgency, turn.number))


def places_of(slots: Sequence[int]) -> int:
    """How many orders live machines with these slots may hold; a machine without slots takes nothing."""
    return sum(slot + SURPLUS * slot for slot in slots)


def to_send(line: Sequence[Turn[Team]], *, places: int, begun: int, unbegun: Mapping[int, int]) -> list[Turn[Team]]:
    """The head of the line as far as it may be sent: each while fewer than `places` run or stand before it.

    `unbegun` says by priority how many orders wait at the machines. One of less priority is overtaken there and so
    stands in nobody's way: what was sent ahead in a quiet moment costs a newcomer nothing.
    """
    standing = Counter(dict(unbegun))
    chosen = []
    for turn in line:
        before = begun + sum(count for priority, count in standing.items() if priority <= turn.priority)
        if before >= places:
            break
        chosen.append(turn)
        standing[turn.priority] += 1
    return chosen


def is_silent(seen_at: datetime, *, now: datetime) -> bool:
    """Whether a machine has not spoken for so long that it does not count as working."""
    return seen_at < now - SILENCE


def introduced(about: Mapping[str, Any] | None) -> dict[str, str]:
    """What a machine tells of itself, as far as we know the words; a long one is cut."""
    return {word: str(about[word])[:LONGEST_WORD] for word in INTRODUCED if about and word in about}


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
