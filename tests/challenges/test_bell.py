"""The bell never fails, and never keeps anybody waiting."""

import pytest
from celery import current_app
from kombu.exceptions import OperationalError

from challenges import bell


def test_ring_asks_for_one_sweep(monkeypatch):
    asked = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **options: asked.append((name, options)))
    bell.ring()
    assert asked == [("challenges.tasks.sweep", {"queue": "site", "retry": False, "expires": 5})]


@pytest.mark.parametrize("error", [OperationalError("gone"), ConnectionRefusedError()])
def test_ring_without_a_broker_is_silent(monkeypatch, error):
    def send_task(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(current_app, "send_task", send_task)
    bell.ring()
