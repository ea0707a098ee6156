"""What waits, runs and broke, as the operator sees it."""

from datetime import timedelta

import pytest

from challenges.evaluations.models import Machine, State
from challenges.operations.queries import (
    at_work,
    broken,
    counted,
    letters,
    queue_totals,
    running,
    unbegun,
    wait_of_all,
    waiting_lines,
)
from challenges.post.models import Letter
from challenges.post.rules import TRIES
from tests.factories import NOW, make_evaluation, make_machine, make_submission, run_program, score_submission

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_what_waits_is_told_by_challenge_with_its_oldest(submission, leaderboard, alices_team, alice):
    make_evaluation(submission, now=NOW - 5 * MINUTE)
    other = make_submission(alices_team, submission.phase, by=alice)
    make_evaluation(other, not_before=NOW + MINUTE)
    (line,) = waiting_lines(now=NOW)
    assert (line.challenge, line.waiting, line.held_back) == (submission.phase.challenge, 2, 1)
    assert (line.oldest, line.typical) == (NOW - 5 * MINUTE, None)
    assert queue_totals(now=NOW) == (2, NOW - 5 * MINUTE)


def test_wait_is_told_once_something_has_run_and_a_machine_works(submission, leaderboard, alices_team, alice):
    done = score_submission(submission)
    type(done).objects.update(started_at=NOW, finished_at=NOW + 2 * MINUTE)
    for _ in range(3):
        make_evaluation(make_submission(alices_team, submission.phase, by=alice))
    lines = waiting_lines(now=NOW)
    assert wait_of_all(lines, now=NOW) is None
    make_machine(slots=2)
    assert wait_of_all(lines, now=NOW) == 3 * MINUTE
    Machine.objects.update(drain_asked_at=NOW)
    assert wait_of_all(lines, now=NOW) is None


def test_run_is_told_long_or_spoken_for_by_nobody(submission, leaderboard, alices_team, alice):
    done = score_submission(submission)
    type(done).objects.update(started_at=NOW - MINUTE, finished_at=NOW)
    run_program(
        make_submission(alices_team, submission.phase, by=alice), started_at=NOW - 9 * MINUTE, lease_until=NOW - MINUTE
    )
    run_program(make_submission(alices_team, submission.phase, by=alice), lease_until=NOW + MINUTE)
    first, second = running(now=NOW)
    assert (first.ran, first.is_long, first.is_expired) == (9 * MINUTE, True, True)
    assert (second.is_long, second.is_expired) == (False, False)


def test_orders_before_the_machines_are_counted(submission, leaderboard):
    make_evaluation(submission, state=State.SENT, lease_until=NOW - MINUTE)
    assert unbegun(now=NOW) == (1, 1)


def test_broken_is_grouped_by_phase_and_reason(submission, leaderboard, alices_team, alice):
    for number in range(3):
        entry = make_submission(alices_team, submission.phase, by=alice)
        trouble = f"engine_gone: no answer {number}" if number else "scorer_failed: exit code 1"
        make_evaluation(entry, state=State.BROKEN, trouble=trouble, finished_at=NOW + number * MINUTE)
    first, second = broken()
    assert (first.phase, first.code, first.count) == (submission.phase, "engine_gone", 2)
    assert (first.latest, first.example) == (NOW + 2 * MINUTE, "engine_gone: no answer 2")
    assert (second.code, second.count) == ("scorer_failed", 1)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "working"),
        ({"slots": 0, "trouble": "engine"}, "troubled"),
        ({"seen_at": NOW - MINUTE}, "silent"),
        ({"drain_asked_at": NOW, "is_drained": False}, "draining"),
        ({"drain_asked_at": NOW, "is_drained": True}, "drained"),
    ],
)
def test_machine_is_in_one_state(fields, state):
    make_machine()
    Machine.objects.update(**fields)
    (found,) = at_work(now=NOW)
    assert (found.state, found.free) == (state, fields.get("slots", 2))


def test_machine_that_still_runs_something_is_finishing(submission, leaderboard):
    make_machine()
    Machine.objects.update(drain_asked_at=NOW, is_drained=True)
    run_program(submission)
    (found,) = at_work(now=NOW)
    assert (found.state, found.free, len(found.runs)) == ("draining", 1, 1)


def test_everything_is_counted_by_state_and_outcome(submission, leaderboard):
    score_submission(submission)
    assert counted() == {"evaluations": [["scored", "scored", 1]], "submissions": 1}


def test_letters_wait_or_were_given_up():
    for number, (tries, sent_at) in enumerate([(0, None), (3, None), (TRIES, None), (1, NOW)]):
        told = {"language": "fr", "subject": "s", "body": "b", "written_at": NOW, "not_before": NOW}
        Letter.objects.create(address="a@example.ma", about=str(number), tries=tries, sent_at=sent_at, **told)
    assert letters() == (2, 1)


def test_machines_cost_as_many_queries_for_many(submission, leaderboard, django_assert_num_queries):
    run_program(submission)
    for number in range(5):
        make_machine(f"quay-{number}")
    with django_assert_num_queries(3):
        at_work(now=NOW)
