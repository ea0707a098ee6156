"""What the page of a submission shows of its logs, or in a sentence why not."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext

from challenges.editions.models import LogPolicy
from challenges.errors import Refusal
from challenges.evaluations.logs import TITLES
from challenges.evaluations.models import Evaluation, State
from challenges.evaluations.queries import visible_log
from challenges.evaluations.reading import FOR_ORGANIZERS, read_live_log, read_logs
from challenges.evaluations.rules import require_log_shown
from challenges.submissions.models import Kind
from challenges.wording import say
from evaluator.log import end_of, printable

LINES = 60
ORDER = ("entry", "public", "hidden", "scorer")


@dataclass(frozen=True)
class KeptLog:
    """The end of one log as text."""

    which: str
    title: str
    text: str
    is_cut: bool
    is_of_public_run: bool

    @property
    def is_for_organizers(self) -> bool:
        return self.which in FOR_ORGANIZERS


@dataclass(frozen=True)
class GrowingLog:
    """The end of the log of an entry that runs; `size` is 0 while it has printed nothing."""

    text: str
    size: int
    is_cut: bool
    is_of_public_run: bool
    etag: str


def kept_logs(evaluation: Evaluation, *, user: Any, now: datetime) -> list[KeptLog]:
    """Those that there are and that this reader may read."""
    return [_kept(evaluation, which, log) for which, log in read_logs(evaluation, ORDER, user=user, now=now).items()]


def growing_log(evaluation: Evaluation, *, user: Any, now: datetime) -> GrowingLog | None:
    """None for what is not a program, and for a reader who may not read its log."""
    if evaluation.submission.kind != Kind.CODE or not user.has_perm("challenges.view_entry_log", evaluation):
        return None
    found = read_live_log(evaluation, user=user, now=now)
    size, tail = (found.size, bytes(found.tail)) if found else (0, b"")
    seen = f"{evaluation.pk} {evaluation.ticket} {size} {get_language()}".encode()
    etag = f'"{hashlib.sha256(seen).hexdigest()[:32]}"'
    return GrowingLog(printable(tail), size, len(tail) < size, evaluation.log_policy == LogPolicy.PUBLIC, etag)


def why_withheld(evaluation: Evaluation, *, user: Any) -> str:
    """The sentence for a team that may not read what its program prints; empty where it may, and where nothing ran."""
    if not _runs(evaluation) or user.has_perm("challenges.view_entry_log", evaluation):
        return ""
    phase = evaluation.submission.phase
    try:
        require_log_shown(today=phase.log_policy, recorded=evaluation.log_policy)
    except Refusal as refusal:
        said = say(refusal, zone=phase.challenge.edition.timezone)
        return f"{said.message} {said.hint}"
    return ""


def why_silent(evaluation: Evaluation, *, user: Any) -> str:
    """The sentence in place of a log that this reader may read and that is empty; empty where something is shown."""
    may_read = user.has_perm("challenges.view_entry_log", evaluation)
    shown = [visible_log(evaluation, which, user=user) for which in ("entry", "hidden")]
    if not _runs(evaluation) or not may_read or any(shown):
        return ""
    if evaluation.log_policy == LogPolicy.PUBLIC:
        return gettext("The program printed nothing on the public inputs.")
    return gettext("The program printed nothing.")


def _runs(evaluation: Evaluation) -> bool:
    """Whether a program is run, or was: not for a file of predictions, nor for an archive without one."""
    was_run = (evaluation.report or {}).get("solution") is not None
    return evaluation.submission.kind == Kind.CODE and (was_run or evaluation.state == State.SENT)


def _kept(evaluation: Evaluation, which: str, log: bytes) -> KeptLog:
    end = end_of(log, lines=LINES)
    is_of_public_run = which == "entry" and evaluation.log_policy == LogPolicy.PUBLIC
    return KeptLog(which, gettext(TITLES[which]), printable(end), len(end) < len(log), is_of_public_run)
