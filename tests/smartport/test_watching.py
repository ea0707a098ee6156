"""What fails in a worker is kept for the operator, and a worker that sweeps is heard of."""

import pytest
from celery import current_app, shared_task, signals
from django.db import OperationalError

from challenges import clock
from challenges.operations.models import FailedTask, Reading
from smartport import watching
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TICKET = "c" * 32


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@shared_task(name="challenges.tasks.of_a_test")
def fails(number: int, ticket: str = "") -> float:
    return 1 / number


@shared_task(name="elsewhere.task")
def strangers() -> None:
    raise ValueError


@shared_task(name="challenges.tasks.sweep_of_a_test")
def succeeds() -> None:
    pass


def test_failing_task_is_kept_with_the_end_of_its_traceback():
    for _ in range(2):
        fails.apply(args=[0], kwargs={"ticket": TICKET})
    failed = FailedTask.objects.get()
    assert (failed.task, failed.times, failed.error) == (
        "challenges.tasks.of_a_test",
        2,
        "ZeroDivisionError: division by zero",
    )
    assert failed.traceback.rstrip().endswith("ZeroDivisionError: division by zero")
    assert "return 1 / number" in failed.traceback
    assert failed.arguments == {"args": [0], "kwargs": {"ticket": "…"}}
    assert not failed.is_whole


def test_task_that_succeeds_or_is_not_ours_is_not_kept():
    fails.apply(args=[1])
    strangers.apply()
    assert not FailedTask.objects.exists()


def test_database_that_is_away_makes_no_second_failure(monkeypatch):
    def gone(*_: object, **__: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(watching, "keep_failure", gone)
    monkeypatch.setattr(watching, "note", gone)
    fails.apply(args=[0])
    watching.note_beat(sender=type("Task", (), {"name": "challenges.tasks.sweep"}))


def test_worker_that_sweeps_is_heard_of(monkeypatch):
    monkeypatch.setattr(watching, "BEATS", {"challenges.tasks.sweep_of_a_test": "worker"})
    fails.apply(args=[1])
    assert not Reading.objects.exists()
    succeeds.apply()
    assert Reading.objects.values_list("name", "at").get() == ("worker", NOW)


def test_lost_process_is_kept_without_a_traceback():
    """Celery tells of it without the task having run."""
    current_app.loader.import_default_modules()
    task = current_app.tasks["datasets.tasks.build"]
    signals.task_failure.send(sender=task, task_id="1", exception=RuntimeError("Worker exited"), args=("7",), kwargs={})
    failed = FailedTask.objects.get()
    assert (failed.task, failed.error, failed.queue, failed.is_whole) == (
        "datasets.tasks.build",
        "RuntimeError: Worker exited",
        "site",
        True,
    )
