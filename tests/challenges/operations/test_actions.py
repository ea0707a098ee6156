"""Failures are kept once for each way of failing, sent again, and dealt with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from challenges.journal.models import JournalEntry
from challenges.operations.actions import Failure, deal_with, forget_old_failures, keep_failure, note, send_again
from challenges.operations.models import FailedTask, Reading
from challenges.operations.rules import KEPT, NotToBeSentAgain
from tests.factories import NOW
from tests.threads import at_once

FAILURE = Failure(
    task="datasets.tasks.read",
    queue="data",
    args=("0f6e", 7),
    kwargs={},
    error="ValueError",
    message="no such column",
    place="reading.py:read",
    traceback="Traceback …\nValueError: no such column",
)
LATER = NOW + timedelta(minutes=1)
pytestmark = pytest.mark.django_db


def test_failure_is_kept_with_what_sends_it_again():
    failed = keep_failure(FAILURE, now=NOW)
    assert (failed.task, failed.queue, failed.is_whole) == ("datasets.tasks.read", "data", True)
    assert failed.arguments == {"args": ["0f6e", 7], "kwargs": {}}
    assert failed.error == "ValueError: no such column"


def test_same_failure_is_counted():
    keep_failure(FAILURE, now=NOW)
    keep_failure(replace(FAILURE, message="another column"), now=LATER)
    failed = FailedTask.objects.get()
    assert (failed.times, failed.first_at, failed.last_at) == (2, NOW, LATER)
    assert failed.error.endswith("another column")


def test_what_was_dealt_with_and_fails_again_is_new(dora):
    assert deal_with(keep_failure(FAILURE, now=NOW), by=dora, now=NOW)
    keep_failure(FAILURE, now=LATER)
    assert FailedTask.objects.count() == 2
    assert FailedTask.objects.filter(dealt_with_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_failures_at_once_are_one_row():
    at_once(4, lambda _: keep_failure(FAILURE, now=NOW))
    assert FailedTask.objects.values_list("times", flat=True).get() == 4


def test_task_is_sent_again_once(dora, django_capture_on_commit_callbacks):
    failed, sent = keep_failure(FAILURE, now=NOW), []
    with django_capture_on_commit_callbacks(execute=True):
        assert send_again(failed, send=sent.append, by=dora, now=LATER)
        assert not send_again(failed, send=sent.append, by=dora, now=LATER)
    assert sent == [failed]
    assert FailedTask.objects.get().sent_again_at == LATER
    assert JournalEntry.objects.filter(deed="task.sent_again", by=dora).count() == 1


def test_task_whose_arguments_are_not_whole_is_not_sent(dora):
    failed = keep_failure(replace(FAILURE, args=("f" * 32,)), now=NOW)
    with pytest.raises(NotToBeSentAgain):
        send_again(failed, send=lambda _: pytest.fail("sent"), by=dora, now=NOW)


def test_task_is_dealt_with_once(dora):
    failed = keep_failure(FAILURE, now=NOW)
    assert [deal_with(failed, by=dora, now=NOW) for _ in range(2)] == [True, False]
    assert JournalEntry.objects.filter(deed="task.dealt_with").count() == 1


def test_old_failures_are_forgotten():
    keep_failure(FAILURE, now=NOW)
    assert forget_old_failures(now=NOW + KEPT) == 0
    assert forget_old_failures(now=NOW + KEPT + timedelta(seconds=1)) == 1


def test_reading_takes_the_place_of_the_one_before():
    note("worker", now=NOW)
    note("worker", now=LATER, value={"n": 1})
    assert Reading.objects.values_list("name", "at", "value").get() == ("worker", LATER, {"n": 1})
