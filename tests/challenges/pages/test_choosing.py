"""Chosen, noted, handed in again: from the page of a submission."""

from datetime import timedelta

import pytest

from challenges.evaluations.choosing import choose
from challenges.submissions.models import Selection, Submission
from tests.factories import CLOSES_AT, NOW, make_evaluation, make_submission, score_submission

AFTER = CLOSES_AT + timedelta(seconds=1)


def place(submission, below=""):
    return f"/submissions/{submission.pk}/{below}"


def test_choice_is_made_shown_and_taken_back(alices, bobs, submission, bob):
    score_submission(submission)
    assert "Choose this one" in bobs.get(place(submission)).content.decode()
    bobs.post(place(submission, "choose/"))
    assert Selection.objects.get().by == bob
    page = alices.get(place(submission)).content.decode()
    assert "Chosen on" in page
    assert "Take the choice back" in page
    alices.post(place(submission, "choose/"), {"deed": "back"})
    assert not Selection.objects.exists()


def test_full_choice_is_refused_in_a_sentence_and_says_which_is_chosen(alices, submission, alices_team, alice):
    score_submission(submission)
    choose(submission, by=alice, now=NOW)
    other = make_submission(alices_team, submission.phase, by=alice)
    page = alices.post(place(other, "choose/"), follow=True).content.decode()
    assert "already chosen its submissions of this phase (1)" in page
    assert f'<a href="/submissions/{submission.pk}/">' in page.partition("To choose this one, take back")[2]


def test_failed_one_cannot_be_chosen(alices, submission):
    make_evaluation(submission, state="failed", outcome="crashed", finished_at=NOW)
    assert "Choose this one" not in alices.get(place(submission)).content.decode()
    assert "it cannot be chosen" in alices.post(place(submission, "choose/"), follow=True).content.decode()
    assert not Selection.objects.exists()


def test_chosen_one_that_failed_is_not_shown_as_chosen_and_leaves_its_place(alices, submission, alices_team, alice):
    choose(submission, by=alice, now=NOW)
    make_evaluation(submission, state="failed", outcome="crashed", finished_at=NOW)
    assert "Chosen on" not in alices.get(place(submission)).content.decode()
    assert "badge-live" not in alices.get("/challenges/rade/submissions/").content.decode()
    other = make_submission(alices_team, submission.phase, by=alice)
    assert "Choose this one" in alices.get(place(other)).content.decode()


def test_after_the_close_the_choice_only_stands(alices, submission, alice, at):
    score_submission(submission)
    choose(submission, by=alice, now=NOW)
    at(AFTER)
    page = alices.get(place(submission)).content.decode()
    assert "Chosen on" in page
    assert "Take the choice back" not in page
    alices.post(place(submission, "choose/"), {"deed": "back"})
    assert Selection.objects.exists()


@pytest.mark.parametrize("below", ["choose/", "notes/", "again/"])
def test_deeds_are_the_teams(alices, mallorys, visitor, submission, dora, below):
    from_outside = [mallorys.post(place(submission, below)), visitor.post(place(submission, below))]
    assert [answer.status_code for answer in from_outside] == [404, 302]
    mallorys.force_login(dora)
    assert mallorys.get(place(submission)).status_code == 200
    assert mallorys.post(place(submission, below)).status_code == 404
    assert (Selection.objects.count(), Submission.objects.count()) == (0, 1)


def test_note_and_tags_are_changed(alices, submission):
    assert "Note and tags" in alices.get(place(submission)).content.decode()
    answer = alices.post(place(submission, "notes/"), {"message": "deeper", "tags": "v2، شبكة"})
    assert answer.url == place(submission)
    page = alices.get(place(submission)).content.decode()
    for said in ("The note and the tags are kept.", "deeper", "شبكة", "?tag=v2"):
        assert said in page


def test_refused_note_loses_nothing(alices, submission):
    answer = alices.post(place(submission, "notes/"), {"message": "deeper", "tags": "x" * 40})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="deeper"' in page
    assert "x" * 40 in page
    assert Submission.objects.get().message == ""


def test_again_says_what_is_left_and_does_it(alices, submission):
    page = alices.get(place(submission, "again/")).content.decode()
    assert "Hand this file in again?" in page
    assert "Left today" in page
    answer = alices.post(place(submission, "again/"), {"message": "m"})
    made = Submission.objects.get(copied_from=submission)
    assert answer.url == place(made)
    assert "The former one" in alices.get(place(made)).content.decode()


def test_again_without_allowance_is_refused(alices, submission):
    submission.phase.daily_limit = 1
    submission.phase.save()
    page = alices.get(place(submission, "again/")).content.decode()
    assert "has used its submissions of today" in page
    assert alices.post(place(submission, "again/")).status_code == 429


def test_again_of_what_is_no_longer_right_lists_the_faults(alices, alices_team, bundle, alice):
    wrong = make_submission(alices_team, bundle.phase, by=alice, content=b"id,value\na,x\n")
    answer = alices.post(place(wrong, "again/"))
    assert answer.status_code == 422
    assert "This is not a number" in answer.content.decode()


def test_again_after_the_close_is_refused(alices, submission, at):
    at(AFTER)
    assert "No phase of this challenge is open now." in alices.get(place(submission, "again/")).content.decode()
    assert alices.post(place(submission, "again/")).status_code == 403


def test_comparison_says_by_how_much_and_in_which_direction(alices, submission, alices_team, alice):
    score_submission(submission, public=0.5)
    assert "first score in this phase" in alices.get(place(submission)).content.decode()
    worse = make_submission(alices_team, submission.phase, by=alice, now=NOW + timedelta(hours=1))
    score_submission(worse, public=0.75)
    page = alices.get(place(worse)).content.decode()
    assert "Not your team’s best, which came on" in page
    assert "+0.2500</bdi> worse" in page
    page = alices.get(place(submission)).content.decode()
    assert "Your team’s best so far." in page
    assert "−0.2500</bdi> better" in page
    assert "curve-dot-here" in page


def test_choice_of_others_is_not_seen(mallorys, submission, alice):
    score_submission(submission)
    choose(submission, by=alice, now=NOW)
    for address in ("/challenges/rade/leaderboard/", "/challenges/rade/submissions/", "/challenges/rade/"):
        assert "Chosen" not in mallorys.get(address).content.decode()
