"""The operator sees what waits, runs and broke, and asks for what broke again."""

from datetime import timedelta

import pytest

from challenges.evaluations.models import Evaluation, Machine, State
from challenges.leaderboards.models import Leaderboard
from tests.factories import (
    NOW,
    make_evaluation,
    make_machine,
    make_submission,
    run_program,
    score_submission,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]
PAGE = "/console/queue/"


@pytest.fixture
def broken(submission, leaderboard) -> Evaluation:
    return make_evaluation(submission, state=State.BROKEN, trouble="engine_gone: no <answer>", finished_at=NOW)


def page(client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


def test_only_operators_find_it(client, dora):
    client.force_login(dora)
    assert client.get(PAGE).status_code == 404


def test_empty_queue_says_so(client, olga):
    shown = page(client)
    assert "Nothing waits." in shown
    assert "Nothing runs." in shown


def test_queue_tells_the_oldest_and_the_wait(client, olga, submission, leaderboard, alices_team, alice):
    done = score_submission(submission)
    Evaluation.objects.filter(pk=done.pk).update(started_at=NOW, finished_at=NOW + timedelta(minutes=2))
    make_machine(slots=1)
    for _ in range(2):
        make_evaluation(make_submission(alices_team, submission.phase, by=alice), now=NOW - timedelta(hours=1))
    run_program(make_submission(alices_team, submission.phase, by=alice), started_at=NOW - timedelta(hours=2))
    shown = page(client)
    assert "2 evaluations wait." in shown
    assert "need about 4 minutes for all of it" in shown
    assert "for 1 hour" in shown
    assert "Unusually long" in shown


def test_orders_that_nobody_begins_are_told_of(client, olga, submission, leaderboard):
    make_evaluation(submission, state=State.SENT, lease_until=NOW - timedelta(minutes=1))
    assert "The lease of 1 order ran out" in page(client)


def test_broken_is_told_with_its_reason_and_asked_for_again(client, olga, broken):
    shown = page(client)
    assert "The container engine did not answer." in shown
    assert "no &lt;answer&gt;" in shown
    path = f"/console/queue/{broken.submission.phase_id}/engine_gone/again/"
    assert path in shown
    assert "1 evaluation is queued anew" in client.get(path).content.decode()
    assert client.post(path).headers["Location"] == PAGE
    assert Evaluation.objects.filter(state=State.QUEUED, attempt=2).count() == 1
    again = client.post(path)
    assert (again.status_code, "Somebody has asked" in again.content.decode()) == (409, True)
    assert Evaluation.objects.count() == 2


def test_closed_board_has_nothing_to_ask_for(client, olga, broken):
    Leaderboard.objects.update(closed_at=NOW)
    assert "/again/" not in page(client)
    assert client.get(f"/console/queue/{broken.submission.phase_id}/engine_gone/again/").status_code == 409


def test_phase_that_is_not_there_is_not_found(client, olga):
    assert client.get("/console/queue/999/engine_gone/again/").status_code == 404


def test_breakdowns_are_told_by_machine(client, olga):
    make_machine()
    Machine.objects.update(breakdowns=7, last_breakdown="worker_lost: <b>", last_breakdown_at=NOW)
    shown = page(client)
    assert "Breakdowns by machine" in shown
    assert "worker_lost: &lt;b&gt;" in shown


def test_page_costs_as_many_queries_for_many(client, olga, broken, alices_team, alice, django_assert_num_queries):
    for number in range(6):
        entry = make_submission(alices_team, broken.submission.phase, by=alice)
        make_evaluation(entry, state=State.BROKEN, trouble=f"engine_gone: {number}", finished_at=NOW)
        make_evaluation(make_submission(alices_team, broken.submission.phase, by=alice))
        run_program(make_submission(alices_team, broken.submission.phase, by=alice))
    page(client)
    with django_assert_num_queries(14):
        page(client)
