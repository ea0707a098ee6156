from challenges.evaluations.actions import request_missing
from challenges.submissions.models import Submission
from tests.factories import NOW, hand_in


def test_receive_submission_keeps_content_and_hour(alices_team, phase, bundle, alice, leaderboard):
    submission = hand_in(alices_team, phase, by=alice)
    assert Submission.objects.get() == submission
    assert submission.received_at == NOW
    assert request_missing(now=NOW) == 1
