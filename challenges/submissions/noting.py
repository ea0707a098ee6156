"""Organizers note something about a submission, for each other; its team never reads it."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.errors import Refusal, gettext_noop
from challenges.folding import can_stand
from challenges.journal.actions import write
from challenges.submissions.models import Submission, SubmissionNote

NOTE_LENGTH = 2_000


class NoteUnusable(Refusal):
    """Details: limit."""

    code = "note_unusable"
    message = gettext_noop("A note has at least one letter, and at most %(limit)s.")
    hint = gettext_noop("Write it shorter, or as several notes.")
    field = "text"
    status = 422


class NotYourNote(Refusal):
    code = "not_your_note"
    message = gettext_noop("A note is deleted by who wrote it.")
    hint = gettext_noop("Write another one below it.")
    status = 403


@transaction.atomic
def note(submission: Submission, *, text: str, by: AbstractBaseUser, now: datetime) -> SubmissionNote:
    """Raises NoteUnusable."""
    lines = text.replace("\r\n", "\n").split("\n")
    plain = "\n".join("".join(filter(can_stand, line)) for line in lines).strip()
    if not 1 <= len(plain) <= NOTE_LENGTH:
        raise NoteUnusable(limit=NOTE_LENGTH)
    made = SubmissionNote.objects.create(submission=submission, by_id=by.pk, text=plain, written_at=now)
    write("submission.noted", subject=f"submission:{submission.pk}", by=by, now=now, details={"note": made.pk})
    return made


@transaction.atomic
def forget_note(found: SubmissionNote, *, by: AbstractBaseUser, now: datetime) -> None:
    """Gone for good: the journal keeps that it was there, not what it said. Raises NotYourNote."""
    if found.by_id != by.pk:
        raise NotYourNote
    deleted, _ = SubmissionNote.objects.filter(pk=found.pk).delete()
    if deleted:
        subject = f"submission:{found.submission_id}"
        write("submission.note_deleted", subject=subject, by=by, now=now, details={"note": found.pk})
