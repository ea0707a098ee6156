"""An order is called back from the machines that are named; without a broker nobody waits and nothing fails."""

import pytest
from celery import current_app
from kombu.exceptions import OperationalError

from challenges.recall import ask_to_drain, recall
from evaluator.cancelling import queue_of

TICKET = "a" * 32


def test_recall_reaches_each_machine_that_is_named():
    recall(TICKET, machines=["quay-1", "quay-2"])
    with current_app.connection_for_read() as connection:
        for machine in ("quay-1", "quay-2"):
            with connection.SimpleQueue(queue_of(machine), no_ack=True) as queue:
                assert queue.get(timeout=5).payload == {"ticket": TICKET}


@pytest.mark.parametrize("error", [OperationalError("gone"), ConnectionRefusedError(), RuntimeError("a broker's own")])
def test_recall_without_a_broker_is_silent(monkeypatch, error):
    def gone() -> None:
        raise error

    monkeypatch.setattr(current_app, "producer_or_acquire", gone)
    recall(TICKET, machines=["quay-1"])
    ask_to_drain("quay-1", on=True)


def test_machine_hears_that_it_is_to_take_nothing():
    ask_to_drain("quay-3", on=True)
    with (
        current_app.connection_for_read() as connection,
        connection.SimpleQueue(queue_of("quay-3"), no_ack=True) as queue,
    ):
        assert queue.get(timeout=5).payload == {"drain": True}
