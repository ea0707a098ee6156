"""Takes an upload in, and gives the allowance back where we failed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from challenges import bell
from challenges.editions.models import Phase
from challenges.editions.rules import require_open
from challenges.journal.actions import write
from challenges.submissions.inspection import require_acceptable
from challenges.submissions.models import Submission
from challenges.submissions.queries import allowance, limits_of
from challenges.submissions.rules import (
    EntryFormat,
    NotAMember,
    RulesNotAccepted,
    plain_file_name,
    plain_message,
    require_allowance,
)
from challenges.teams.models import Team
from challenges.teams.queries import has_accepted_rules, is_member


@dataclass(frozen=True)
class Upload:
    """What came through a door; `expected` is evaluations.queries.entry_format(phase)."""

    file: "File[Any]"
    file_name: str
    kind: str
    message: str = ""
    expected: EntryFormat | None = None


def receive_submission(upload: Upload, *, team: Team, phase: Phase, by: AbstractBaseUser, now: datetime) -> Submission:
    """Keep an entry and the hour it came. Whatever can be known before the queue is checked before anything is kept.

    The content is written before the row that counts it, so that the database is never locked while a disk works; the
    allowance is looked at before, and decided under the lock of the team's row. Raises the refusals of editions.rules
    (closed) and submissions.rules.
    """
    _require_entitled(team=team, phase=phase, by=by, now=now)
    require_acceptable(upload.file, kind=upload.kind, expected=upload.expected)
    size = upload.file.size
    stored = default_storage.save("", upload.file)
    with transaction.atomic():
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        _require_entitled(team=team, phase=phase, by=by, now=now)
        submission = Submission.objects.create(
            phase=phase,
            team=team,
            by_id=by.pk,
            kind=upload.kind,
            file_name=plain_file_name(upload.file_name),
            content=stored,
            sha256=stored.rsplit("/", 1)[-1],
            size=size,
            message=plain_message(upload.message),
            received_at=now,
        )
        _journal(submission, by=by, now=now)
        transaction.on_commit(bell.ring)
    return submission


@transaction.atomic
def return_allowance(submission: Submission, *, now: datetime) -> bool:
    """The entry no longer counts against its team: we could not evaluate it. False if that was so already."""
    if not Submission.objects.filter(pk=submission.pk, is_counted=True).update(is_counted=False):
        return False
    write("submission.allowance_returned", subject=f"submission:{submission.pk}", actor="evaluations", now=now)
    return True


def _require_entitled(*, team: Team, phase: Phase, by: AbstractBaseUser, now: datetime) -> None:
    """May this person hand in for this team, here and now?"""
    if not is_member(by, team) or team.edition_id != phase.challenge.edition_id:
        raise NotAMember
    require_open(phase, now=now)
    if not has_accepted_rules(by, phase.challenge):
        raise RulesNotAccepted
    require_allowance(limits_of(phase), left=allowance(team, phase, now=now))


def _journal(submission: Submission, *, by: AbstractBaseUser, now: datetime) -> None:
    details = {
        "sha256": submission.sha256,
        "team": str(submission.team_id),
        "phase": str(submission.phase),
        "kind": submission.kind,
    }
    write("submission.received", subject=f"submission:{submission.pk}", by=by, now=now, details=details)
