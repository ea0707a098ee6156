"""What machines say of a check, through the doors that they knock at."""

import pytest
from celery import current_app

from challenges import tasks
from challenges.checks.actions import ask_check
from challenges.checks.models import Check
from evaluator.order import CHECK, QUEUE, CheckOrder
from tests.challenges.checks.test_actions import REPORT
from tests.factories import NOW, make_machine

pytestmark = pytest.mark.database


@pytest.fixture
def sent(monkeypatch, bundle, dora):
    """The message of a check that the sweep sent."""
    messages, recalled = [], []
    monkeypatch.setattr(tasks, "now", lambda: NOW)
    monkeypatch.setattr(tasks, "recall", lambda ticket, **_: recalled.append(ticket))
    monkeypatch.setattr(current_app, "send_task", lambda name, **message: messages.append((name, message)))
    ask_check(bundle, by=dora, now=NOW)
    make_machine()
    tasks.sweep()
    ((name, message),) = messages
    message["recalled"] = recalled
    assert (name, message["queue"], message["priority"]) == (CHECK, QUEUE, 9)
    return message


def order_of(message) -> CheckOrder:
    return CheckOrder.from_json(message["args"][0])


def test_report_comes_through(sent):
    order = order_of(sent)
    tasks.check_step(order.check, order.ticket, machine="quay-1", step="Asking")
    tasks.record_check(order.check, order.ticket, report=REPORT)
    check = Check.objects.get()
    assert (check.state, check.step, sent["recalled"]) == ("done", "Asking", [])


def test_machine_that_nobody_waits_for_is_told(sent):
    tasks.check_step(order_of(sent).check, "t" * 32, machine="quay-1", step="Asking")
    assert sent["recalled"] == ["t" * 32]


def test_report_that_is_none_breaks_the_check(sent):
    order = order_of(sent)
    tasks.record_check(order.check, order.ticket, report={"is_well": "perhaps"})
    assert Check.objects.get().trouble.startswith("report_unfit")


def test_breakdown_comes_through(sent):
    order = order_of(sent)
    tasks.record_check_breakdown(order.check, order.ticket, breakdown={"code": "bundle_broken", "message": "no"})
    assert (Check.objects.get().state, Check.objects.get().trouble) == ("broken", "bundle_broken: no")
