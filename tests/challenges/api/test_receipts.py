"""The receipt of a submission over the API."""

import re
from datetime import timedelta

import pytest

from challenges.leaderboards.actions import close_leaderboard
from evaluator.receipt import Receipt
from tests.factories import CLOSES_AT, score_submission

pytestmark = pytest.mark.database


def address(submission, below="/receipt"):
    return f"/api/v1/submissions/{submission.pk}{below}"


def test_receipt_is_sealed_before_the_close_and_opened_after_it(as_, bob, dora, submission, leaderboard):
    score_submission(submission, public=1.5, private=7.0625)
    for person in (bob, dora):
        answer = as_(person).get(address(submission))
        assert answer.headers["Content-Type"] == "application/json"
        assert not re.search(rb"7\W?0625|private_", answer.content)
    before = Receipt.read(answer.content)
    assert (before.opening, before.report().scores) == (None, {"public_mae": 1.5, "public_bias": 0.0})
    assert as_(bob).get(address(submission, "")).json()["receipt"] == before.sha256
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT + timedelta(seconds=1))
    after = Receipt.read(as_(bob).get(address(submission)).content)
    assert after.sealed() == before
    assert after.report().scores["private_mae"] == 7.0625


def test_receipt_that_is_not_there_yet_is_not_found(as_, alice, submission):
    assert as_(alice).get(address(submission)).status_code == 404
    assert as_(alice).get(address(submission, "")).json()["receipt"] is None


def test_opened_receipt_is_for_the_team_and_the_organizers(
    as_, visitor, submission, leaderboard, alice, bob, carol, dora, mallory
):
    score_submission(submission)
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT + timedelta(seconds=1))
    told = [as_(person).get(address(submission)).status_code for person in (alice, bob, dora, carol, mallory)]
    assert (told, visitor.get(address(submission)).status_code) == ([200, 200, 200, 404, 404], 401)
