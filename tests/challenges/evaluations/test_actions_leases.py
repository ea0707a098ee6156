"""Leases, tickets and the lives of machines: whatever dies, its work is taken up again."""

import pytest

from challenges.evaluations.actions import (
    dispatch,
    heartbeat,
    hello,
    record_breakdown,
    record_report,
    requeue_expired,
    start,
)
from challenges.evaluations.models import Evaluation, Machine, Score, State
from challenges.evaluations.rules import MAX_TRIES
from tests.challenges.evaluations.outbox import LATER, LEASE, SCORER_FAILED, SECOND, now_of
from tests.factories import (
    NOW,
    make_report,
)

pytestmark = pytest.mark.database


def test_start_names_the_machine_and_renews_the_lease(order):
    assert start(order.evaluation, order.ticket, machine="quay-1", boot="2026-1", now=NOW + SECOND)
    evaluation = now_of(order)
    assert (evaluation.machine, evaluation.started_at) == ("quay-1", NOW + SECOND)
    assert evaluation.lease_until == NOW + SECOND + LEASE


def test_heartbeat_renews_the_lease(order):
    assert heartbeat(order.evaluation, order.ticket, now=NOW + 30 * SECOND)
    assert requeue_expired(now=LATER) == 0


def test_expired_lease_is_queued_and_sent_with_a_new_ticket(order, outbox):
    start(order.evaluation, order.ticket, machine="quay-1", boot="2026-1", now=NOW)
    assert requeue_expired(now=LATER) == 1
    Machine.objects.update(seen_at=LATER)
    dispatch(now=LATER, send=outbox.send)
    assert outbox[1].evaluation == order.evaluation
    assert outbox[1].ticket != order.ticket
    assert now_of(order).tries == 2


def test_late_heartbeat_takes_the_work_up_again_while_nobody_else_has_it(order):
    requeue_expired(now=LATER)
    assert heartbeat(order.evaluation, order.ticket, now=LATER)
    assert now_of(order).state == State.SENT


@pytest.mark.parametrize("ticket", ["", "0" * 32])
def test_wrong_ticket_moves_nothing(order, ticket):
    assert not start(order.evaluation, ticket, machine="quay-1", boot="2026-1", now=NOW)
    assert not heartbeat(order.evaluation, ticket, now=LATER)
    assert record_report(order.evaluation, ticket, report=make_report(), logs={}, now=NOW) is None
    assert not record_breakdown(order.evaluation, ticket, breakdown=SCORER_FAILED, logs={}, now=NOW)
    assert now_of(order).state == State.SENT
    assert not Score.objects.exists()


def test_empty_ticket_of_a_queued_evaluation_is_no_ticket(queued):
    assert not heartbeat(queued.pk, "", now=NOW)
    assert record_report(queued.pk, "", report=make_report(), logs={}, now=NOW) is None


def test_sending_that_was_never_begun_is_no_try(order, outbox):
    """It waited behind long runs; nothing says that the entry is to blame, or that we cannot evaluate it."""
    for round_ in range(1, MAX_TRIES + 2):
        late = NOW + round_ * (LEASE + SECOND)
        requeue_expired(now=late)
        Machine.objects.update(seen_at=late)
        dispatch(now=late, send=outbox.send)
    assert (now_of(order).state, now_of(order).tries, len(outbox)) == (State.SENT, 1, MAX_TRIES + 2)


def test_start_that_was_never_heard_takes_back_one_try_only(order):
    """The heartbeat comes late, of work whose start was lost; the lease then runs out once more."""
    requeue_expired(now=LATER)
    heartbeat(order.evaluation, order.ticket, now=LATER)
    assert requeue_expired(now=LATER + LEASE + SECOND) == 1
    assert (now_of(order).state, now_of(order).tries) == (State.QUEUED, 0)


def test_lease_lost_too_often_is_given_up_and_costs_nothing(order, submission):
    Evaluation.objects.update(tries=MAX_TRIES, started_at=NOW)
    requeue_expired(now=LATER)
    submission.refresh_from_db()
    assert (now_of(order).state, submission.is_counted) == (State.BROKEN, False)


def test_hello_keeps_one_row_a_machine(db):
    hello("quay-1", slots=2, boot="2026-1", now=NOW)
    hello("quay-1", slots=4, boot="2026-1", now=LATER)
    assert Machine.objects.values_list("name", "slots", "seen_at").get() == ("quay-1", 4, LATER)


def test_machine_says_what_keeps_it_from_work_until_nothing_does(db):
    hello("quay-1", slots=0, boot="2026-1", trouble="t" * 600, now=NOW)
    assert Machine.objects.values_list("slots", "trouble").get() == (0, "t" * 500)
    hello("quay-1", slots=2, boot="2026-1", now=LATER)
    assert Machine.objects.values_list("slots", "trouble").get() == (2, "")


def test_new_life_of_a_machine_queues_what_the_old_one_held(order):
    start(order.evaluation, order.ticket, machine="quay-1", boot="2026-1", now=NOW)
    hello("quay-1", slots=2, boot="2026-2", now=NOW)
    assert now_of(order).state == State.QUEUED


@pytest.mark.parametrize(("name", "boot"), [("quay-1", "2026-1"), ("quay-2", "2026-2")])
def test_hello_of_the_same_life_or_another_machine_takes_nothing(order, name, boot):
    start(order.evaluation, order.ticket, machine="quay-1", boot="2026-1", now=NOW)
    hello(name, slots=2, boot=boot, now=NOW)
    assert now_of(order).state == State.SENT


def test_belated_hello_of_an_old_life_changes_nothing(order):
    hello("quay-1", slots=2, boot="2026-2", now=NOW)
    start(order.evaluation, order.ticket, machine="quay-1", boot="2026-2", now=NOW)
    hello("quay-1", slots=9, boot="2026-1", now=NOW + SECOND)
    assert Machine.objects.values_list("slots", "boot", "seen_at").get() == (2, "2026-2", NOW)
    assert now_of(order).state == State.SENT


def test_machine_whose_clock_was_set_back_is_heard_once_it_was_silent(order):
    start(order.evaluation, order.ticket, machine="quay-1", boot="2026-1", now=NOW)
    hello("quay-1", slots=2, boot="2025-9", now=LATER)
    assert Machine.objects.get().boot == "2025-9"
    assert now_of(order).state == State.QUEUED
