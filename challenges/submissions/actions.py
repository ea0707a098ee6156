"""Takes an upload in, or a former one again; keeps what a team notes beside it, and gives an allowance back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from challenges import bell
from challenges.editions.models import Phase
from challenges.editions.rules import require_open
from challenges.journal.actions import write
from challenges.submissions.allowance_rules import require_allowance
from challenges.submissions.inspection import require_acceptable, sha256_of
from challenges.submissions.models import Submission
from challenges.submissions.queries import allowance, limits_of, of_request
from challenges.submissions.rules import (
    EntryFormat,
    NotAMember,
    RulesNotAccepted,
    plain_file_name,
    plain_message,
    plain_tags,
)
from challenges.teams.models import Team
from challenges.teams.queries import has_accepted_rules, is_member


@dataclass(frozen=True)
class Upload:
    """What came through a door; `expected` is evaluations.queries.entry_format(phase). The same bytes under the same
    `key` are one submission."""

    file: "File[Any]"
    file_name: str
    kind: str
    message: str = ""
    tags: tuple[str, ...] = ()
    key: UUID | None = None
    expected: EntryFormat | None = None


@dataclass(frozen=True)
class Again:
    """A former submission that is handed in once more, with what is noted beside it this time."""

    former: Submission
    message: str = ""
    tags: tuple[str, ...] = ()
    key: UUID | None = None
    expected: EntryFormat | None = None


@dataclass(frozen=True)
class _Entry:
    """What is kept, once its content is."""

    kind: str
    file_name: str
    content: str
    sha256: str
    size: int
    message: str
    tags: list[str]
    request_key: UUID | None
    copied_from: Submission | None = field(default=None)


def receive_submission(upload: Upload, *, team: Team, phase: Phase, by: AbstractBaseUser, now: datetime) -> Submission:
    """Keep an entry and the hour it came. Whatever can be known before the queue is checked before anything is kept.

    The content is written before the row that counts it, so that the database is never locked while a disk works; the
    allowance is looked at before, and decided under the lock of the team's row. What was sent twice (a double click, a
    lost answer) is the submission it already is. Raises the refusals of editions.rules (closed) and submissions.rules.
    """
    if upload.key and (made := of_request(team, phase, key=upload.key, sha256=sha256_of(upload.file))):
        _require_member(team=team, phase=phase, by=by)
        return made
    _require_entitled(team=team, phase=phase, by=by, now=now)
    tags = plain_tags(upload.tags)
    require_acceptable(upload.file, kind=upload.kind, expected=upload.expected)
    size = upload.file.size
    stored = default_storage.save("", upload.file)
    entry = _Entry(
        kind=upload.kind,
        file_name=plain_file_name(upload.file_name),
        content=stored,
        sha256=stored.rsplit("/", 1)[-1],
        size=size,
        message=plain_message(upload.message),
        tags=tags,
        request_key=upload.key,
    )
    return _keep(entry, team=team, phase=phase, by=by, now=now)


def hand_in_again(again: Again, *, phase: Phase, by: AbstractBaseUser, now: datetime) -> Submission:
    """Keep a former entry of this team as a new one: checked and counted as any other, its bytes stored once. Into
    another phase of the challenge too. Raises what receive_submission raises."""
    former, team = again.former, again.former.team
    if again.key and (made := of_request(team, phase, key=again.key, sha256=former.sha256)):
        _require_member(team=team, phase=phase, by=by)
        return made
    _require_entitled(team=team, phase=phase, by=by, now=now)
    tags = plain_tags(again.tags)
    with default_storage.open(str(former.content.name)) as content:
        require_acceptable(content, kind=former.kind, expected=again.expected)
    entry = _Entry(
        kind=former.kind,
        file_name=former.file_name,
        content=str(former.content.name),
        sha256=former.sha256,
        size=former.size,
        message=plain_message(again.message),
        tags=tags,
        request_key=again.key,
        copied_from=former,
    )
    return _keep(entry, team=team, phase=phase, by=by, now=now)


@transaction.atomic
def annotate(
    submission: Submission, *, message: str | None = None, tags: Iterable[str] | None = None, by: Any, now: datetime
) -> None:
    """Change what a team notes beside its entry; None leaves it. Raises NotAMember, TagsUnusable."""
    if not is_member(by, submission.team):
        raise NotAMember
    changed: dict[str, Any] = {} if message is None else {"message": plain_message(message)}
    if tags is not None:
        changed["tags"] = plain_tags(tags)
    changed = {name: value for name, value in changed.items() if value != getattr(submission, name)}
    if not changed:
        return
    Submission.objects.filter(pk=submission.pk).update(**changed)
    for name, value in changed.items():
        setattr(submission, name, value)
    details = {"changed": sorted(changed)}
    write("submission.annotated", subject=f"submission:{submission.pk}", by=by, now=now, details=details)


def note_download(submission: Submission, *, by: AbstractBaseUser, now: datetime) -> None:
    """An organizer takes a team's work: that is told in the journal. A team's own downloads are nobody's business."""
    if not is_member(by, submission.team):
        write("submission.downloaded", subject=f"submission:{submission.pk}", by=by, now=now)


@transaction.atomic
def return_allowance(submission: Submission, *, now: datetime) -> bool:
    """The entry no longer counts against its team: we could not evaluate it. False if that was so already."""
    if not Submission.objects.filter(pk=submission.pk, is_counted=True).update(is_counted=False):
        return False
    write("submission.allowance_returned", subject=f"submission:{submission.pk}", actor="evaluations", now=now)
    return True


def spare_the_day(submission: Submission) -> None:
    """The entry came to no score by its own fault: it no longer counts for its day, only in total."""
    Submission.objects.filter(pk=submission.pk).update(counts_today=False)


def _keep(entry: _Entry, *, team: Team, phase: Phase, by: AbstractBaseUser, now: datetime) -> Submission:
    """The row, if there is still room for it once the team's row is ours."""
    with transaction.atomic():
        Team.objects.select_for_update(no_key=True).filter(pk=team.pk).first()  # it may be gone: then nobody is in it
        if entry.request_key and (made := of_request(team, phase, key=entry.request_key, sha256=entry.sha256)):
            return made
        _require_entitled(team=team, phase=phase, by=by, now=now)
        submission = Submission.objects.create(phase=phase, team=team, by_id=by.pk, received_at=now, **vars(entry))
        submission.by = by  # type: ignore[assignment]  # whoever is logged in is the site's own user
        _journal(submission, by=by, now=now)
        transaction.on_commit(bell.ring)
    return submission


def _require_member(*, team: Team, phase: Phase, by: AbstractBaseUser) -> None:
    if not is_member(by, team) or team.edition_id != phase.challenge.edition_id:
        raise NotAMember


def _require_entitled(*, team: Team, phase: Phase, by: AbstractBaseUser, now: datetime) -> None:
    """May this person hand in for this team, here and now?"""
    _require_member(team=team, phase=phase, by=by)
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
    if submission.copied_from_id:
        details["copied_from"] = str(submission.copied_from_id)
    write("submission.received", subject=f"submission:{submission.pk}", by=by, now=now, details=details)
