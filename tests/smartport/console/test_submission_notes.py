"""Notes on the page of a submission: written, deleted by their author, never seen by a team."""

import pytest

from challenges.submissions.models import SubmissionNote
from challenges.submissions.noting import note
from tests.factories import NOW, make_person, make_submission

pytestmark = pytest.mark.database


@pytest.fixture
def submission(alices_team, phase, bundle, alice):
    return make_submission(alices_team, phase, by=alice)


@pytest.fixture
def doras(client, dora):
    client.force_login(dora)
    client.cookies["language"] = "en"
    return client


def test_note_is_written_and_shown_to_organizers_only(doras, client, submission, alice, dora):
    place = f"/console/submissions/{submission.pk}/"
    answer = doras.post(f"{place}notes/", {"text": "Look <b>again</b>"})
    assert answer.headers["Location"] == place
    assert SubmissionNote.objects.get().by == dora
    assert "Look &lt;b&gt;again&lt;/b&gt;" in doras.get(place).content.decode()
    client.force_login(alice)
    assert "Look" not in client.get(f"/submissions/{submission.pk}/").content.decode()


def test_note_that_cannot_be_kept_is_said_with_what_was_typed(doras, submission):
    answer = doras.post(f"/console/submissions/{submission.pk}/notes/", {"text": "a" * 2001})
    assert answer.status_code == 422
    assert "A note has at least one letter" in answer.content.decode()


def test_note_is_deleted_by_its_author_after_it_was_asked(doras, submission, dora):
    made = note(submission, text="Nothing", by=dora, now=NOW)
    place = f"/console/submissions/notes/{made.pk}/delete/"
    assert "This cannot be undone" in doras.get(place).content.decode()
    assert doras.post(place).headers["Location"] == f"/console/submissions/{submission.pk}/"
    assert not SubmissionNote.objects.exists()
    assert doras.post(place).status_code == 404


def test_anothers_note_stays(doras, submission):
    made = note(submission, text="Mine", by=make_person("otto", is_staff=True), now=NOW)
    assert doras.post(f"/console/submissions/notes/{made.pk}/delete/").status_code == 403
    assert SubmissionNote.objects.exists()
