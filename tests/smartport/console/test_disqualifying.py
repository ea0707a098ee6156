"""The pages that ask before a submission is disqualified, and before that is lifted."""

import pytest

from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.models import BestScore
from challenges.submissions.models import Disqualification
from tests.factories import CLOSES_AT, make_submission, score_submission

pytestmark = pytest.mark.database


@pytest.fixture
def doras(client, dora):
    client.force_login(dora)
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def submission(alices_team, mallorys_team, leaderboard):
    for team, public in ((mallorys_team, 2.0), (alices_team, 1.0)):
        made = make_submission(team, leaderboard.phase)
        score_submission(made, public=public)
    return made


def place(submission, below) -> str:
    return f"/console/submissions/{submission.pk}/{below}/"


def test_asks_first_and_says_who_would_move(doras, submission):
    page = doras.get(place(submission, "disqualify")).content.decode()
    assert "Ranks and scores that change" in page
    assert "2 teams move on the leaderboard" in page
    assert not Disqualification.objects.exists()


def test_disqualified_with_its_reasons_once_however_often_it_is_clicked(doras, submission, dora):
    reasons = {"reason_fr": "Copie", "reason_ar": "نسخة", "reason_en": ""}
    for _ in range(2):
        answer = doras.post(place(submission, "disqualify"), reasons)
        assert answer.headers["Location"] == f"/console/submissions/{submission.pk}/"
    made = Disqualification.objects.get()
    assert (made.reason, made.decided_by) == ({"fr": "Copie", "ar": "نسخة"}, dora)
    assert BestScore.objects.count() == 1


def test_without_a_reason_it_is_refused_and_what_was_typed_stays(doras, submission):
    answer = doras.post(place(submission, "disqualify"), {"reason_en": "A copy"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ("Say why: in French at least" in page, 'value="A copy"' in page) == (True, True)


def test_lifted_after_it_was_asked(doras, submission):
    doras.post(place(submission, "disqualify"), {"reason_fr": "Copie"})
    page = doras.get(place(submission, "lift")).content.decode()
    assert "2 teams move on the leaderboard" in page
    for _ in range(2):
        assert doras.post(place(submission, "lift")).status_code == 302
    assert Disqualification.objects.get().lifted_at is not None
    assert BestScore.objects.count() == 2


def test_of_a_baseline_nobody_is_told(doras, submission):
    type(submission.team).objects.filter(pk=submission.team_id).update(is_baseline=True)
    asked = doras.get(place(submission, "disqualify")).content.decode()
    done = doras.post(place(submission, "disqualify"), {"reason_fr": "Copie"}, follow=True).content.decode()
    lift = doras.get(place(submission, "lift")).content.decode()
    lifted = doras.post(place(submission, "lift"), follow=True).content.decode()
    pages = (asked, done, lift, lifted)
    assert ["a baseline, without anybody to tell" in page for page in pages] == [True, False, True, False]
    assert ["told" in page for page in (done, lifted)] == [False, False]


def test_closed_board_refuses_and_says_what_to_do(doras, submission, leaderboard):
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT.replace(year=2028))
    answer = doras.post(place(submission, "disqualify"), {"reason_fr": "Copie"})
    assert answer.status_code == 409
    assert "say in an announcement what was decided" in answer.content.decode()


def test_nothing_to_lift_leads_back(doras, submission):
    assert doras.get(place(submission, "lift")).headers["Location"] == f"/console/submissions/{submission.pk}/"
