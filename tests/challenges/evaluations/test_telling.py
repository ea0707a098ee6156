"""A team is told by letter that its submission has a result, and nothing of the result."""

from datetime import timedelta

import pytest

from challenges.evaluations.models import Evaluation
from challenges.evaluations.telling import write_result
from challenges.leaderboards.rejudging import ask_rejudge
from challenges.post.actions import prefer
from challenges.post.models import Letter
from challenges.post.rules import RESULTS
from tests.factories import NOW, end_program, make_submission, score_submission

pytestmark = pytest.mark.database


@pytest.fixture
def submission(alices_team, phase, bundle, alice):
    return make_submission(alices_team, phase, by=alice)


@pytest.fixture
def wanting(alice, mallory, mallorys_team):
    """Alice wants such letters, and so does Mallory, who plays elsewhere; Bob said nothing."""
    for person in (alice, mallory):
        person.language = "en"
        person.save()
        prefer(person, kind=RESULTS, is_wanted=True)


def told(evaluation: Evaluation) -> list[Letter]:
    write_result(Evaluation.objects.get(pk=evaluation.pk), now=NOW)
    return list(Letter.objects.all())


def test_score_is_told_to_who_wants_it_without_the_score(wanting, submission, alice):
    evaluation = score_submission(submission, public=1.23456, private=6.54321)
    (letter,) = told(evaluation)
    assert (letter.to, letter.kind) == (alice, RESULTS)
    assert letter.subject == "Your submission is scored: Waiting at anchorage"
    assert f"http://testserver/submissions/{submission.pk}/" in letter.body
    assert ("1.23" in letter.body, "6.54" in letter.body) == (False, False)


def test_failure_is_told_without_saying_which(wanting, submission):
    (letter,) = told(end_program(submission, outcome="time_limit"))
    assert letter.subject == "Your submission could not be scored: Waiting at anchorage"
    assert "time" not in letter.body


def test_one_submission_is_told_once(wanting, submission):
    evaluation = score_submission(submission)
    assert len(told(evaluation)) == len(told(evaluation)) == 1


def test_rejudge_is_told_by_the_board_alone(wanting, submission, leaderboard, dora):
    score_submission(submission)
    ask_rejudge(leaderboard.phase, reason={"en": "The tide was wrong."}, by=dora, now=NOW)
    again = Evaluation.objects.exclude(rejudge=None).get()
    assert told(again) == []


def test_member_who_left_is_not_told(wanting, submission, alice, alices_team):
    evaluation = score_submission(submission)
    alices_team.memberships.filter(user=alice).delete()
    assert told(evaluation) == []


def test_where_nobody_wants_letters_it_is_one_query(submission, django_assert_num_queries):
    evaluation = Evaluation.objects.select_related("submission").get(pk=score_submission(submission).pk)
    with django_assert_num_queries(1):
        write_result(evaluation, now=NOW + timedelta(minutes=1))
    assert not Letter.objects.exists()
