"""Check, choose, note, hand in again: what a team does with its files beside handing them in."""

import json

import pytest

from challenges.editions.models import Phase
from challenges.submissions.models import Submission
from smartport.accounts import rules
from smartport.accounts.consents import give
from tests.factories import NOW, code_zip, predictions_csv, score_submission


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
    assert said.out == f"Received: {newest.pk}\n3 submissions remaining today.\n"
    assert (newest.copied_from_id, newest.message) == (submission.pk, "once more")


def test_zip_without_a_program_is_refused_by_its_check(logged_in, alice, alices_team, bundle, tmp_path):
    path = tmp_path / "mine.zip"
    path.write_bytes(code_zip().replace(b"main.py", b"mine.py"))
    said = logged_in(alice)("check", path)
    assert (said.status, said.err.count("\n")) == (1, 1)
    assert "it has main.py neither at its root nor in its only folder." in said.err


def test_changed_terms_are_one_line_with_the_command(logged_in, alice, submission, monkeypatch):
    smartport = logged_in(alice)
    give(alice, purpose="terms", now=NOW)
    monkeypatch.setitem(rules.PURPOSES, "terms", rules.PURPOSES["terms"] + 1)
    said = smartport("again", submission.pk)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert said.err.endswith(" → smartport consents --give terms\n")
    assert smartport("consents", "--give", "terms").status == 0
    assert smartport("again", submission.pk).status == 0


def test_tags_go_with_the_file(logged_in, alice, alices_team, bundle, entry):
    said = logged_in(alice)("submit", entry, "--tag", "trees", "--tag", "q90", "--json")
    assert json.loads(said.out)["tags"] == ["trees", "q90"]
