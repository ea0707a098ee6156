"""The end of a log while its entry runs: the newest wins, only for the good ticket; nothing of it outlives the run."""

import pytest

from challenges.evaluations.actions import dispatch, record_breakdown, record_report, requeue_expired
from challenges.evaluations.live import forget_live_logs, keep_live_log
from challenges.evaluations.models import Evaluation, LiveLog, Machine, State
from challenges.evaluations.rules import MAX_BREAKDOWNS
from evaluator.log import TAIL_BYTES
from tests.challenges.evaluations.outbox import LATER, SCORER_FAILED, Outbox
from tests.factories import NOW, make_report
from tests.threads import at_once

pytestmark = pytest.mark.database

ODD = b"caf\xc3\xa9 \x00\x1b[2J \xff\xfe\n"


def kept() -> list[tuple[int, bytes]]:
    return [(size, bytes(tail)) for size, tail in LiveLog.objects.values_list("size", "tail")]


def test_end_of_a_log_is_kept_byte_for_byte(order):
    assert keep_live_log(order.evaluation, order.ticket, size=len(ODD), tail=ODD)
    assert kept() == [(len(ODD), ODD)]


def test_longer_one_takes_its_place_and_a_shorter_or_equal_one_does_not(order):
    told = [keep_live_log(order.evaluation, order.ticket, size=size, tail=b"%d" % size) for size in (5, 9, 5, 9)]
    assert (told, kept()) == ([True, True, False, False], [(9, b"9")])


def test_end_is_bounded_whatever_a_machine_sends(order):
    keep_live_log(order.evaluation, order.ticket, size=1 << 20, tail="é".encode() * TAIL_BYTES + b".")
    assert kept() == [(1 << 20, "é".encode() * (TAIL_BYTES // 2 - 1) + b".")]


@pytest.mark.parametrize("ticket", ["0" * 32, ""])
def test_log_of_another_ticket_is_not_kept(order, ticket):
    assert not keep_live_log(order.evaluation, ticket, size=3, tail=b"old")
    assert kept() == []


def test_log_of_one_that_waits_is_not_kept(queued):
    assert not keep_live_log(queued.pk, "", size=3, tail=b"odd")
    assert kept() == []


def finish(order):
    record_report(order.evaluation, order.ticket, report=make_report(), logs={}, now=NOW)


def break_down(order):
    record_breakdown(order.evaluation, order.ticket, breakdown=SCORER_FAILED, logs={}, now=NOW)


def break_down_for_good(order):
    Evaluation.objects.update(breakdowns=MAX_BREAKDOWNS - 1)
    break_down(order)
    assert Evaluation.objects.get().state == State.BROKEN


def send_again(order):
    requeue_expired(now=LATER)
    Machine.objects.update(seen_at=LATER)
    assert dispatch(now=LATER, send=Outbox().send) == 1


@pytest.mark.parametrize("end", [finish, break_down, break_down_for_good, send_again])
def test_nothing_is_left_when_the_run_is_over(order, end):
    keep_live_log(order.evaluation, order.ticket, size=5, tail=b"hello")
    end(order)
    assert kept() == []
    assert not keep_live_log(order.evaluation, order.ticket, size=9, tail=b"too late!")
    assert kept() == []


def test_log_of_the_next_run_begins_anew(order):
    """However long that of the run before had become, and even if it is still there."""
    keep_live_log(order.evaluation, order.ticket, size=900, tail=b"first run")
    Evaluation.objects.update(ticket="n" * 32)
    assert keep_live_log(order.evaluation, "n" * 32, size=3, tail=b"new")
    assert kept() == [(3, b"new")]


def test_what_ended_on_another_way_is_forgotten(order):
    keep_live_log(order.evaluation, order.ticket, size=5, tail=b"hello")
    assert forget_live_logs() == 0
    Evaluation.objects.update(state=State.FAILED)
    assert (forget_live_logs(), kept()) == (1, [])


@pytest.mark.django_db(transaction=True)
def test_news_and_the_end_at_once_leave_nothing(order):
    """Half of them tell of the log, one ends the evaluation."""

    def act(number: int) -> None:
        if number == 4:
            finish(order)
        else:
            keep_live_log(order.evaluation, order.ticket, size=number + 1, tail=b"x" * (number + 1))

    at_once(8, act)
    assert (Evaluation.objects.get().state, kept()) == (State.SCORED, [])
