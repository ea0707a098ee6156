"""A check from the wish to the report, whatever is lost on the way."""

from datetime import timedelta

import pytest

from challenges.checks.actions import (
    ask_check,
    check_step,
    record_check,
    record_check_breakdown,
    send_waiting_checks,
)
from challenges.checks.models import Check
from challenges.checks.queries import has_passed, latest_of_each, under_way
from challenges.checks.rules import MOST_TRIES, CheckUnfit
from challenges.journal.models import JournalEntry
from challenges.journal.queries import verify
from evaluator.order import Breakdown
from tests.factories import NOW, make_machine

pytestmark = pytest.mark.database

FINDING = {
    "code": "scorer_repeats",
    "level": "good",
    "about": "scorer",
    "title": "Twice",
    "text": "Same.",
    "values": {},
}
REPORT = {"is_well": True, "findings": [FINDING], "block": "", "baselines": []}
LATER = NOW + timedelta(seconds=61)


@pytest.fixture
def check(bundle, dora) -> Check:
    return ask_check(bundle, by=dora, now=NOW)


@pytest.fixture
def sent(check):
    """The orders on their way; the first is there."""
    make_machine()
    orders = []
    send_waiting_checks(now=NOW, send=orders.append)
    return orders


def state(check: Check) -> str:
    check.refresh_from_db()
    return str(check.state)


def test_asked_twice_it_is_one(check, bundle, dora):
    assert ask_check(bundle, by=dora, now=NOW) == check == under_way(bundle)
    assert JournalEntry.objects.filter(deed="check.asked").count() == 1


def test_order_names_the_bundle_by_its_digest(sent, check, bundle):
    (order,) = sent
    assert (order.check, order.bundle.sha256, order.pack) == (str(check.pk), bundle.sha256, None)
    assert state(check) == "sent"


def test_without_a_machine_it_waits(check):
    assert send_waiting_checks(now=NOW, send=lambda order: None) == 0
    assert state(check) == "queued"


def test_one_is_sent_at_a_time(sent, bundle, dora):
    Check.objects.create(bundle=make_other(bundle), asked_at=NOW, asked_by=dora)
    assert send_waiting_checks(now=NOW, send=sent.append) == 0


def make_other(bundle):
    bundle.pk, bundle.sha256 = None, "0" * 64
    bundle._state.adding = True
    bundle.save()
    return bundle


def test_report_is_kept_once(sent, check, bundle):
    ticket = sent[0].ticket
    assert record_check(check.pk, ticket, report=REPORT, now=NOW)
    assert not record_check(check.pk, ticket, report=REPORT, now=NOW)
    assert (state(check), check.is_well, has_passed(bundle)) == ("done", True, True)
    assert latest_of_each([bundle]) == {bundle.pk: check}
    assert JournalEntry.objects.filter(deed="check.done").count() == 1
    assert verify() is None


def test_old_ticket_changes_nothing(sent, check):
    assert not record_check(check.pk, "t" * 32, report=REPORT, now=NOW)
    assert not record_check(check.pk, "", report=REPORT, now=NOW)
    assert not check_step(check.pk, "t" * 32, machine="quay-1", step="Asking", now=NOW)
    assert state(check) == "sent"


def test_steps_renew_the_lease(sent, check):
    ticket = sent[0].ticket
    for step in ("one", "one", "two"):
        assert check_step(check.pk, ticket, machine="quay-1", step=step, now=LATER)
    check.refresh_from_db()
    assert (check.step, check.steps, check.machine) == ("two", 2, "quay-1")
    assert check.lease_until > LATER


def test_lease_that_ran_out_is_sent_again(sent, check):
    make_machine("quay-2", now=LATER)
    assert send_waiting_checks(now=LATER, send=sent.append) == 1
    assert sent[0].ticket != sent[1].ticket
    assert not record_check(check.pk, sent[0].ticket, report=REPORT, now=LATER)
    assert record_check(check.pk, sent[1].ticket, report=REPORT, now=LATER)


def test_what_no_machine_ends_is_given_up(sent, check):
    make_machine("quay-2", now=LATER + timedelta(days=1))
    for again in range(1, MOST_TRIES + 1):
        now = NOW + timedelta(seconds=61 * again)
        make_machine(f"quay-{again + 10}", now=now)
        send_waiting_checks(now=now, send=sent.append)
    assert (state(check), len(sent)) == ("broken", MOST_TRIES)


def test_broker_that_is_gone_is_no_try(check):
    make_machine()

    def gone(order):
        raise ConnectionError

    assert send_waiting_checks(now=NOW, send=gone) == 0
    assert (state(check), check.tries) == ("queued", 0)


def test_file_that_is_gone_breaks_it(check, bundle):
    make_machine()
    bundle.content.storage.delete(bundle.content.name)
    assert send_waiting_checks(now=NOW, send=lambda order: None) == 0
    assert (state(check), check.trouble[:14]) == ("broken", "order_not_made")


@pytest.mark.parametrize(("code", "end"), [("engine_gone", "queued"), ("bundle_broken", "broken")])
def test_trouble_of_the_machine_is_tried_again(sent, check, code, end):
    assert record_check_breakdown(check.pk, sent[0].ticket, breakdown=Breakdown(code, "no"), now=NOW)
    assert state(check) == end


@pytest.mark.parametrize(
    "report",
    [
        {},
        {"is_well": 1, "findings": []},
        {"is_well": True, "findings": {}},
        {"is_well": True, "findings": [{"level": "good"}]},
        {"is_well": True, "findings": [FINDING | {"level": "fine"}]},
        {"is_well": True, "findings": [FINDING | {"level": "repair"}]},
        {"is_well": True, "findings": [FINDING] * 501},
        {"is_well": True, "findings": [FINDING | {"text": "x" * (1 << 20)}]},
    ],
)
def test_what_is_no_report_is_refused(sent, check, report):
    with pytest.raises(CheckUnfit):
        record_check(check.pk, sent[0].ticket, report=report, now=NOW)
    assert state(check) == "sent"
