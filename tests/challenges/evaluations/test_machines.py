"""A machine is taken out of work and back, and forgotten when it is gone."""

from datetime import timedelta

import pytest
from celery import current_app

from challenges.evaluations.actions import dispatch, hello, record_breakdown, request_missing, start
from challenges.evaluations.cancelling import cancel
from challenges.evaluations.machines import drain, forget, note_breakdown, take_back
from challenges.evaluations.models import Evaluation, Machine, State
from challenges.evaluations.rules import MachineStillSpeaks, MachineTooOld
from challenges.journal.models import JournalEntry
from evaluator.cancelling import queue_of
from tests.challenges.evaluations.outbox import SCORER_FAILED
from tests.factories import NOW, make_machine

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(minutes=5)


def speaks(*, drained: bool | None, boot: str = "2026-1", **more: object) -> bool | None:
    return hello("quay-1", slots=2, boot=boot, drained=drained, now=NOW, **more)


def heard(machine: str) -> list[object]:
    """What was said to a machine."""
    found = []
    with (
        current_app.connection_for_read() as connection,
        connection.SimpleQueue(queue_of(machine), no_ack=True) as queue,
    ):
        while queue.qsize():
            found.append(queue.get(timeout=1).payload)
    return found


def deeds() -> list[str]:
    return list(JournalEntry.objects.exclude(number=0).order_by("number").values_list("deed", flat=True))


def test_drained_machine_is_given_nothing_and_finishes_what_it_runs(order, outbox, dora, submission):
    start(order.evaluation, order.ticket, machine="quay-1", boot="2026-1", now=NOW)
    speaks(drained=False)
    drain("quay-1", by=dora, now=NOW)
    Evaluation.objects.create(
        submission=submission, bundle_id=Evaluation.objects.get().bundle_id, attempt=2, queued_at=NOW
    )
    assert dispatch(now=NOW, send=outbox.send) == 0
    assert Evaluation.objects.get(pk=order.evaluation).state == State.SENT


def test_machine_that_is_taken_back_is_given_work(queued, outbox, dora):
    speaks(drained=False)
    drain("quay-1", by=dora, now=NOW)
    take_back("quay-1", by=dora, now=NOW)
    assert dispatch(now=NOW, send=outbox.send) == 1


def test_machine_is_told_and_the_journal_says_by_whom(dora, django_capture_on_commit_callbacks):
    speaks(drained=False)
    heard("quay-1")
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            drain("quay-1", by=dora, now=NOW)
        for _ in range(2):
            take_back("quay-1", by=dora, now=NOW)
    assert heard("quay-1") == [{"drain": True}, {"drain": False}]
    assert deeds() == ["machine.drained", "machine.taken_back"]
    assert JournalEntry.objects.get(deed="machine.drained").by == dora


@pytest.mark.parametrize(("said", "wanted"), [(False, True), (True, None), (None, None)])
def test_machine_that_is_to_be_drained_is_told_until_it_says_so(dora, said, wanted):
    make_machine()
    Machine.objects.update(drain_asked_at=NOW)
    assert speaks(drained=said) is wanted


@pytest.mark.parametrize(("said", "wanted"), [(True, False), (False, None), (None, None)])
def test_machine_that_nobody_wants_drained_is_told_so(said, wanted):
    """It remembers what it was told, and was forgotten here meanwhile."""
    assert speaks(drained=said) is wanted


def test_belated_word_of_an_earlier_life_changes_nothing():
    speaks(drained=False, boot="2026-2")
    assert speaks(drained=True, boot="2026-1") is None
    assert Machine.objects.get().is_drained is False


def test_machine_says_what_it_is_made_of_in_words_we_know():
    speaks(
        drained=False, about={"version": "0.2.0", "image_id": "sha256:" + "1" * 999, "password": "s3cret", "python": 3}
    )
    about = Machine.objects.get().about
    assert set(about) == {"version", "image_id", "python"}
    assert (about["version"], len(about["image_id"])) == ("0.2.0", 200)


def test_machine_of_an_older_version_works_and_cannot_be_drained(dora):
    hello("quay-1", slots=2, boot="2026-1", now=NOW)
    machine = Machine.objects.get()
    assert (machine.about, machine.is_drained) == ({}, None)
    with pytest.raises(MachineTooOld):
        drain("quay-1", by=dora, now=NOW)
    assert Machine.objects.get().drain_asked_at is None


def test_silent_machine_is_forgotten_and_one_that_speaks_is_not(dora):
    make_machine(now=LONG_AGO)
    make_machine("quay-2", now=NOW)
    forget("quay-1", by=dora, now=NOW)
    with pytest.raises(MachineStillSpeaks):
        forget("quay-2", by=dora, now=NOW)
    assert [machine.name for machine in Machine.objects.all()] == ["quay-2"]
    assert deeds() == ["machine.forgotten"]
    with pytest.raises(Machine.DoesNotExist):
        forget("quay-1", by=dora, now=NOW)


def test_forgotten_machine_that_speaks_is_there_again(dora):
    make_machine(now=LONG_AGO)
    forget("quay-1", by=dora, now=NOW)
    assert speaks(drained=True) is False
    assert Machine.objects.get().drain_asked_at is None


def test_breakdown_is_counted_at_its_machine(order, django_capture_on_commit_callbacks):
    start(order.evaluation, order.ticket, machine="quay-1", boot="2026-1", now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        record_breakdown(order.evaluation, order.ticket, breakdown=SCORER_FAILED, logs={}, now=NOW)
    machine = Machine.objects.get()
    assert (machine.breakdowns, machine.last_breakdown, machine.last_breakdown_at) == (
        1,
        "scorer_failed: exit code 1",
        NOW,
    )


def test_breakdown_of_nobody_is_nobodys():
    make_machine()
    note_breakdown("", trouble="order_not_made: gone", now=NOW)
    assert Machine.objects.get().breakdowns == 0


def test_order_is_called_back_from_a_machine_that_was_just_drained(
    order, alice, dora, django_capture_on_commit_callbacks
):
    """It may have taken the order in the moment before it heard."""
    speaks(drained=False)
    drain("quay-1", by=dora, now=NOW)
    heard("quay-1")
    evaluation = Evaluation.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        cancel(evaluation.submission, by=alice, now=NOW)
    assert {"ticket": order.ticket} in heard("quay-1")


def test_long_name_of_a_machine_fits_the_journal(dora):
    make_machine("q" * 120, now=LONG_AGO)
    forget("q" * 120, by=dora, now=NOW)
    assert deeds() == ["machine.forgotten"]


def test_nothing_is_missing_where_all_machines_are_drained(submission, dora):
    speaks(drained=False)
    drain("quay-1", by=dora, now=NOW)
    assert request_missing(now=NOW) == 1
    assert dispatch(now=NOW, send=lambda *_: None) == 0
    assert Evaluation.objects.get().state == State.QUEUED
