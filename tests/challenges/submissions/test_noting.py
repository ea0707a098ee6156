"""Organizers' notes: printable, bounded, deleted by their author; the journal keeps that they were there."""

import pytest

from challenges.journal.models import JournalEntry
from challenges.submissions.models import SubmissionNote
from challenges.submissions.noting import NOTE_LENGTH, NoteUnusable, NotYourNote, forget_note, note
from tests.factories import NOW, make_submission

pytestmark = pytest.mark.database


@pytest.fixture
def submission(alices_team, phase):
    return make_submission(alices_team, phase)


def test_note_is_kept_with_who_and_when(submission, dora):
    made = note(submission, text=" Déjà vu\u202e:\r\nla même\x00 courbe. \n", by=dora, now=NOW)
    assert (made.text, made.by, made.written_at) == ("Déjà vu:\nla même courbe.", dora, NOW)


@pytest.mark.parametrize("text", ["", " \n\u202e", "a" * (NOTE_LENGTH + 1)])
def test_note_has_letters_and_an_end(submission, dora, text):
    with pytest.raises(NoteUnusable):
        note(submission, text=text, by=dora, now=NOW)


def test_note_is_deleted_by_its_author_and_the_journal_does_not_say_what_it_said(submission, dora, carol):
    made = note(submission, text="Secret", by=dora, now=NOW)
    with pytest.raises(NotYourNote):
        forget_note(made, by=carol, now=NOW)
    forget_note(SubmissionNote.objects.get(), by=dora, now=NOW)
    assert not SubmissionNote.objects.exists()
    entries = JournalEntry.objects.filter(subject=f"submission:{submission.pk}").order_by("number")
    assert [entry.deed for entry in entries] == ["submission.noted", "submission.note_deleted"]
    assert not [entry for entry in entries if "Secret" in str(entry.details)]
