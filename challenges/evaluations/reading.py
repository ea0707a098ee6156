"""Reads the logs of an evaluation, for every door alike. Where an organizer reads what the team may not, the journal is
told, once for each organizer and log."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models.fields.files import FieldFile

from challenges.errors import Refusal
from challenges.evaluations.models import Evaluation, LiveLog
from challenges.evaluations.queries import visible_live_log, visible_log
from challenges.evaluations.rules import require_log_shown
from challenges.journal.actions import write
from challenges.journal.models import JournalEntry

Reader = AbstractBaseUser | AnonymousUser
FOR_ORGANIZERS = frozenset({"hidden", "scorer", "losses"})
DEEDS: Mapping[str, str] = MappingProxyType(
    {
        "entry": "submission.entry_log_read",
        "hidden": "submission.hidden_log_read",
        "scorer": "submission.scorer_log_read",
        "losses": "submission.row_losses_read",
    }
)


def read_logs(evaluation: Evaluation, asked: Iterable[str], *, user: Reader, now: datetime) -> dict[str, bytes]:
    """Those of the asked that there are and that this person may read, whole: what is kept is bounded."""
    found = {which: log for which in asked if (log := visible_log(evaluation, which, user=user))}
    _tell(evaluation, found, user=user, now=now)
    return {which: _bytes(log) for which, log in found.items()}


def read_live_log(evaluation: Evaluation, *, user: Reader, now: datetime) -> LiveLog | None:
    """How the log of an entry that runs ends now, if this person may read it."""
    found = visible_live_log(evaluation, user=user)
    _tell(evaluation, ["entry"] if found else [], user=user, now=now)
    return found


def _tell(evaluation: Evaluation, read: Iterable[str], *, user: Reader, now: datetime) -> None:
    deeds = {DEEDS[which] for which in read if not _is_the_teams(evaluation, which)}
    if not deeds or not isinstance(user, AbstractBaseUser):
        return
    subject, details = f"submission:{evaluation.submission_id}", {"evaluation": str(evaluation.pk)}
    told = JournalEntry.objects.filter(subject=subject, actor=f"user:{user.pk}", deed__in=deeds)
    known = {deed for deed, of in told.values_list("deed", "details") if of == details}
    for deed in sorted(deeds - known):
        write(deed, subject=subject, by=user, now=now, details=details)


def _is_the_teams(evaluation: Evaluation, which: str) -> bool:
    """Whether the team reads it too: then it tells an organizer nothing that is hidden."""
    if which != "entry":
        return which not in FOR_ORGANIZERS
    try:
        require_log_shown(today=evaluation.submission.phase.log_policy, recorded=evaluation.log_policy)
    except Refusal:
        return False
    return True


def _bytes(log: FieldFile) -> bytes:
    with log.open("rb") as stream:
        return bytes(stream.read())
