"""What broke by our fault is asked for again, once, and comes to its score."""

import pytest

from challenges.evaluations.actions import record_report
from challenges.evaluations.models import Evaluation, State
from challenges.evaluations.queries import latest_of
from challenges.journal.models import JournalEntry
from challenges.leaderboards.actions import take_score
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.rejudging import ask_rejudge
from challenges.operations.again import ask_again, broken_for_good
from challenges.operations.rules import NothingToAskAgain
from tests.factories import NOW, make_evaluation, make_report, make_submission

pytestmark = pytest.mark.django_db
TICKET = "t" * 32


@pytest.fixture
def broken(submission, leaderboard) -> Evaluation:
    return make_evaluation(submission, state=State.BROKEN, trouble="engine_gone: no answer", finished_at=NOW)


def test_broken_evaluation_is_queued_anew(broken, dora):
    assert ask_again(broken.submission.phase, code="engine_gone", by=dora, now=NOW) == 1
    anew = latest_of(broken.submission)
    assert (anew.state, anew.attempt, anew.rejudge) == (State.QUEUED, 2, None)
    entry = JournalEntry.objects.get(deed="evaluations.asked_again")
    assert entry.details["submissions"] == [str(broken.submission_id)]


def test_it_is_asked_for_once(broken, dora):
    ask_again(broken.submission.phase, code="engine_gone", by=dora, now=NOW)
    with pytest.raises(NothingToAskAgain):
        ask_again(broken.submission.phase, code="engine_gone", by=dora, now=NOW)
    assert Evaluation.objects.count() == 2


def test_another_reason_stays(broken, dora, alices_team, alice):
    other = make_submission(alices_team, broken.submission.phase, by=alice)
    make_evaluation(other, state=State.BROKEN, trouble="scorer_failed: exit code 1", finished_at=NOW)
    ask_again(broken.submission.phase, code="engine_gone", by=dora, now=NOW)
    assert [found.submission for found in broken_for_good()] == [other]


def test_it_comes_to_its_score_on_the_board(broken, dora, leaderboard):
    ask_again(broken.submission.phase, code="engine_gone", by=dora, now=NOW)
    anew = latest_of(broken.submission)
    Evaluation.objects.filter(pk=anew.pk).update(state=State.SENT, ticket=TICKET, started_at=NOW)
    take_score(record_report(anew.pk, TICKET, report=make_report(public=1.0), logs={}, now=NOW), now=NOW)
    assert leaderboard.best_scores.count() == 1


def test_closed_board_is_left_alone(broken, dora, leaderboard):
    Leaderboard.objects.update(closed_at=NOW)
    with pytest.raises(NothingToAskAgain):
        ask_again(broken.submission.phase, code="engine_gone", by=dora, now=NOW)


def test_rejudge_that_broke_is_the_rejudges_affair(broken, dora):
    rejudge = ask_rejudge(broken.submission.phase, reason={"fr": "Un essai"}, by=dora, now=NOW)
    rejudge.evaluations.update(state=State.BROKEN, trouble="engine_gone: no answer")
    assert list(broken_for_good()) == []


@pytest.mark.parametrize("code", ["engine", "engine_gone: no answer", "", "%"])
def test_only_a_whole_code_is_a_reason(broken, dora, code):
    with pytest.raises(NothingToAskAgain):
        ask_again(broken.submission.phase, code=code, by=dora, now=NOW)
