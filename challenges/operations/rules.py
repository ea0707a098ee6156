"""What is kept of a failed task, when a worker counts as gone, and when a disk as nearly full."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from challenges.errors import Refusal, gettext_noop

KEPT = timedelta(days=30)  # how long a failed task is told after it failed last
LONGEST_TEXT = 200
LONGEST_ERROR = 400
LONGEST_TRACEBACK = 6_000
MOST_ARGUMENTS = 20
DEEPEST = 4
HIDDEN = "…"
SECRET_NAMES = re.compile(r"ticket|token|secret|password|passphrase|key\b|authorization|cookie", re.IGNORECASE)
# Tickets and the like; the user and password of an address; a signed address's query; an e-mail address.
SECRETS = re.compile(
    r"\b[0-9a-f]{32}\b|(?<=://)[^/\s@]+(?=@)|(?<=\?)[^\s'\"<>]*(?:signature|token|secret|expires)[^\s'\"<>]*"
    r"|[\w.+-]+@[\w-]+\.[\w.-]+",
    re.IGNORECASE,
)
# What a machine says is worth nothing later: said again, it would be of a moment that is over.
SAID_BY_MACHINES = frozenset(
    f"challenges.tasks.{name}"
    for name in ("hello", "start", "heartbeat", "live_log", "record_report", "record_breakdown")
)
WORKER_PATIENCE = timedelta(seconds=90)  # a sweep is every five seconds, and a long one is waited for


class NotToBeSentAgain(Refusal):
    code = "not_to_be_sent_again"
    message = gettext_noop("This task cannot simply be sent again: what it needs was not kept, or is over.")
    hint = gettext_noop("What matters of it is found missing by itself, and done anew. Say that it is dealt with.")


class NothingToAskAgain(Refusal):
    code = "nothing_to_ask_again"
    message = gettext_noop("None of these evaluations is waiting to be asked for again.")
    hint = gettext_noop("Somebody has asked for them meanwhile, or their leaderboard is closed.")


class Disk(StrEnum):
    """How much is left."""

    OK = "ok"
    LOW = "low"
    FULL = "full"


@dataclass(frozen=True)
class Kept:
    """The arguments of a task as they may be shown; `is_whole` where nothing had to be left out."""

    arguments: Mapping[str, Any]
    is_whole: bool


def kept_arguments(args: Sequence[Any], kwargs: Mapping[str, Any]) -> Kept:
    """Shortened, and without what opens a door."""
    given = {"args": list(args), "kwargs": dict(kwargs)}
    told = _shortened(given)
    return Kept(told, is_whole=told == given)


def without_secrets(text: str) -> str:
    """The same text, for people to read: tickets, passwords in addresses and people's addresses left out."""
    return SECRETS.sub(HIDDEN, text)


def kept_error(name: str, text: str) -> str:
    """In one line."""
    return without_secrets(" ".join(f"{name}: {text}".split()))[:LONGEST_ERROR]


def kept_traceback(text: str) -> str:
    """The end of it, where the cause is."""
    return without_secrets(text)[-LONGEST_TRACEBACK:]


def likeness_of(task: str, *, error: str, place: str, kept: Kept) -> str:
    """The same for failures that are one: of the same task, of the same kind and at the same place in the program; of
    what can be sent again, also with the same arguments."""
    told = repr(sorted(kept.arguments.items())) if may_send_again(task, is_whole=kept.is_whole) else ""
    return hashlib.sha256("\0".join((task, error, place, told)).encode("utf-8", "replace")).hexdigest()


def may_send_again(task: str, *, is_whole: bool) -> bool:
    """Whether the same message does the same work."""
    return is_whole and task not in SAID_BY_MACHINES


def code_of(trouble: str) -> str:
    """Of a breakdown's `code: sentence` the code; empty where there is none."""
    found = re.match(r"[a-z0-9_]+(?=:)", trouble)
    return found[0] if found else ""


def disk_state(free: int, *, limit: int) -> Disk:
    """Low below the limit, full below a tenth of it: then nothing can be received any more."""
    if free >= limit:
        return Disk.OK
    return Disk.LOW if free >= limit // 10 else Disk.FULL


def is_heard_of(at: datetime | None, *, now: datetime) -> bool:
    """Whether a worker has done something lately."""
    return at is not None and at >= now - WORKER_PATIENCE


def is_long(ran: timedelta, *, typical: timedelta | None) -> bool:
    """Whether an evaluation runs for much longer than those before it did."""
    return typical is not None and ran > max(3 * typical, timedelta(minutes=1))


def _shortened(value: Any, depth: int = 0) -> Any:
    if isinstance(value, str):
        clean = without_secrets(value)
        return clean if len(clean) <= LONGEST_TEXT else f"{clean[: LONGEST_TEXT - 1]}{HIDDEN}"
    if value is None or isinstance(value, bool | int | float):
        return value
    if depth >= DEEPEST:
        return HIDDEN
    if isinstance(value, Mapping):
        pairs = list(value.items())[:MOST_ARGUMENTS]
        return {
            str(name): HIDDEN if SECRET_NAMES.search(str(name)) else _shortened(inner, depth + 1)
            for name, inner in pairs
        }
    if isinstance(value, list | tuple):
        return [_shortened(inner, depth + 1) for inner in value[:MOST_ARGUMENTS]]
    return HIDDEN
