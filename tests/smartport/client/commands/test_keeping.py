"""Check, choose, note, hand in again: what a team does with its files beside handing them in."""

import json

import pytest

from challenges.editions.models import Phase
from challenges.submissions.models import Submission
from tests.factories import predictions_csv, score_submission


@pytest.fixture
def entry(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_bytes(predictions_csv(a=1))
    return path


def test_file_is_checked_and_nothing_is_counted(logged_in, alice, alices_team, bundle, entry):
    said = logged_in(alice)("check", "rade", entry)
    assert (said.status, said.out) == (0, "mine.csv can be handed in as predictions.\n")
    assert not Submission.objects.exists()


def test_check_names_every_fault(logged_in, alice, alices_team, bundle, entry):
    entry.write_bytes(b"id,value\na,1\nb,oops\nc,\nd,4\n")
    said = logged_in(alice)("check", entry)
    assert said.status == 1
    assert [line.split()[0] for line in said.err.splitlines()[2:]] == ["3", "4"]


def test_submission_is_chosen_and_the_choice_taken_back(logged_in, alice, submission):
    Phase.objects.update(selections=2)
    score_submission(submission)
    smartport = logged_in(alice)
    assert smartport("select", submission.pk).out == "Chosen: it counts at the close.\n"
    assert smartport("select", submission.pk, "--undo").status == 0


def test_note_and_tags_are_changed(logged_in, alice, submission):
    said = logged_in(alice)("note", submission.pk, "-m", "deeper", "--tag", "trees", "--tag", "q90")
    assert (said.status, said.out) == (0, "deeper [trees, q90]\n")
    kept = Submission.objects.get()
    assert (kept.message, kept.tags) == ("deeper", ["trees", "q90"])


def test_nothing_to_change_is_one_line(logged_in, alice, submission):
    said = logged_in(alice)("note", submission.pk)
    assert said.err.startswith("smartport: Nothing to change.")


def test_former_one_is_handed_in_again(logged_in, alice, submission):
    said = logged_in(alice)("again", submission.pk, "-m", "once more")
    newest = Submission.objects.exclude(pk=submission.pk).get()
    assert said.out.splitlines()[0] == f"Received: {newest.pk}"
    assert (newest.copied_from_id, newest.message) == (submission.pk, "once more")


def test_tags_go_with_the_file(logged_in, alice, alices_team, bundle, entry):
    said = logged_in(alice)("submit", entry, "--tag", "trees", "--tag", "q90", "--json")
    assert json.loads(said.out)["tags"] == ["trees", "q90"]
