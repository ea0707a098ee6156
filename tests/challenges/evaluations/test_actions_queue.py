"""What is asked for, and what is sent: each evaluation once, to whom has room, teams in turn."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from challenges.evaluations.actions import dispatch, request_missing, start
from challenges.evaluations.models import Bundle, Evaluation, Machine, State
from challenges.evaluations.publishing import publish_bundle
from challenges.evaluations.rules import MAX_BREAKDOWNS
from evaluator.order import Order
from tests import factories
from tests.challenges.evaluations.outbox import LEASE, SECOND, Outbox, now_of
from tests.factories import (
    BUNDLE,
    NOW,
    OPENS_AT,
    bundle_folder,
    make_evaluation,
    make_machine,
    make_submission,
)
from tests.threads import at_once

pytestmark = pytest.mark.database

HOUR = timedelta(hours=1)


def test_request_missing_queues_each_submission_once(submission):
    assert [request_missing(now=NOW) for _ in range(2)] == [1, 0]
    evaluation = Evaluation.objects.get()
    assert (evaluation.submission, evaluation.state, evaluation.attempt) == (submission, State.QUEUED, 1)


def test_new_bundle_is_asked_for_again(submission, bundle, tmp_path):
    request_missing(now=NOW)
    changed = {**BUNDLE, "reference/truth.csv": BUNDLE["reference/truth.csv"].replace("d,private,4", "d,private,5")}
    newer = publish_bundle(bundle.phase, bundle_folder(tmp_path / "newer", files=changed), now=NOW)
    request_missing(now=NOW)
    assert list(
        submission.evaluations.order_by("queued_at", "bundle__published_at").values_list("bundle", flat=True)
    ) == [
        bundle.pk,
        newer.pk,
    ]


def test_unpublished_bundle_is_not_asked_for(submission, bundle):
    Bundle.objects.update(published_at=None)
    assert request_missing(now=NOW) == 0


def test_dispatch_gives_ticket_and_lease(order, queued):
    evaluation = now_of(order)
    assert (evaluation.state, evaluation.ticket, evaluation.tries) == (State.SENT, order.ticket, 1)
    assert evaluation.lease_until == NOW + LEASE


def test_order_carries_paths_of_the_shared_disk(order, submission, bundle):
    assert order.submission.locator == default_storage.path(submission.content.name)
    assert (order.submission.sha256, order.bundle.sha256) == (submission.sha256, bundle.sha256)
    assert order.logs["entry"].endswith(f"/incoming/{order.evaluation}-{order.ticket}-entry.log")


def test_dispatch_twice_sends_once(order, outbox):
    assert dispatch(now=NOW, send=outbox.send) == 0
    assert outbox == [order]


@pytest.mark.parametrize("machine", ["none", "silent", "without engine"])
def test_nothing_is_sent_where_nobody_works(queued, outbox, machine):
    if machine == "silent":
        make_machine(now=NOW - timedelta(minutes=1))
    if machine == "without engine":
        make_machine(slots=0)
    assert dispatch(now=NOW, send=outbox.send) == 0
    queued.refresh_from_db()
    assert (queued.state, queued.tries) == (State.QUEUED, 0)


def test_dispatch_sends_no_more_than_the_machines_take(alices_team, bundle, outbox):
    for _ in range(9):
        make_evaluation(make_submission(alices_team, bundle.phase))
    make_machine(slots=2)
    make_machine("quay-2", slots=1)
    assert dispatch(now=NOW, send=outbox.send) == 6
    assert dispatch(now=NOW, send=outbox.send) == 0


def test_dispatch_takes_teams_in_turn(alices_team, mallorys_team, bundle, outbox):
    hers = [make_evaluation(make_submission(alices_team, bundle.phase), now=NOW + n * SECOND) for n in range(3)]
    theirs = make_evaluation(make_submission(mallorys_team, bundle.phase), now=NOW + 9 * SECOND)
    make_machine(slots=1)
    dispatch(now=NOW, send=outbox.send)
    assert [order.evaluation for order in outbox] == [str(hers[0].pk), str(theirs.pk)]


def test_newcomer_overtakes_what_was_sent_ahead_in_a_quiet_moment(alices_team, mallorys_team, bundle, outbox):
    """All places are taken by Alice's; Mallory's first is sent all the same, before her third in the machine's eyes."""
    for n in range(4):
        make_evaluation(make_submission(alices_team, bundle.phase), now=NOW + n * SECOND)
    make_machine(slots=2)
    dispatch(now=NOW, send=outbox.send)
    for order in outbox[:2]:
        start(order.evaluation, order.ticket, machine="quay-1", boot="2026-1", now=NOW)
    theirs = make_evaluation(make_submission(mallorys_team, bundle.phase), now=NOW + 9 * SECOND)
    assert dispatch(now=NOW, send=outbox.send) == 1
    assert (outbox[4].evaluation, outbox.priorities) == (str(theirs.pk), [0, 3, 6, 6, 0])
    assert list(Evaluation.objects.order_by("queued_at").values_list("priority", flat=True)) == outbox.priorities


def test_orders_of_first_and_later_entries_are_bounded_at_the_machines(alices_team, mallorys_team, bundle, outbox):
    for team in (alices_team, mallorys_team):
        for n in range(9):
            make_evaluation(make_submission(team, bundle.phase), now=NOW + n * SECOND)
    make_machine(slots=1)
    assert [dispatch(now=NOW, send=outbox.send) for _ in range(3)] == [2, 0, 0]
    assert outbox.priorities == [0, 0]


def test_order_that_cannot_be_sent_goes_back(alices_team, bundle, outbox):
    for _ in range(3):
        make_evaluation(make_submission(alices_team, bundle.phase))
    make_machine(slots=2)

    def send(order: Order, priority: int) -> None:
        if outbox:
            raise ConnectionError("the broker is gone")
        outbox.append(order)

    assert dispatch(now=NOW, send=send) == 1
    assert sorted(Evaluation.objects.values_list("state", "tries")) == [("queued", 0), ("queued", 0), ("sent", 1)]


def test_order_that_cannot_be_made_is_given_up_and_stops_nobody(alices_team, bundle, outbox):
    """The file of the oldest is gone. It breaks down for good, costs nothing, and the younger one is sent at once."""
    poisoned, sound = (make_submission(alices_team, bundle.phase, content=content) for content in (b"1", b"2"))
    for second, submission in enumerate((poisoned, sound)):
        make_evaluation(submission, now=NOW + second * SECOND)
    default_storage.delete(poisoned.content.name)
    make_machine(slots=4)

    for round_ in range(MAX_BREAKDOWNS):
        Machine.objects.update(seen_at=NOW + round_ * HOUR)
        assert dispatch(now=NOW + round_ * HOUR, send=outbox.send) == int(round_ == 0)

    poisoned.refresh_from_db()
    assert (poisoned.evaluations.get().state, poisoned.is_counted) == (State.BROKEN, False)
    assert [order.evaluation for order in outbox] == [str(sound.evaluations.get().pk)]


@pytest.mark.django_db(transaction=True)
def test_many_dispatchers_send_each_evaluation_once(tmp_path):
    phase = factories.make_phase(factories.make_challenge(factories.make_edition()))
    publish_bundle(phase, bundle_folder(tmp_path / "bundle"), now=OPENS_AT)
    team = factories.make_team(phase.challenge.edition, name="Les Alizés", captain=factories.make_person("alice"))
    for _ in range(12):
        make_evaluation(make_submission(team, phase))
    make_machine(slots=4)
    outbox = Outbox()
    results = at_once(6, lambda _: dispatch(now=NOW, send=outbox.send))
    assert sum(results) == 8
    assert len({order.evaluation for order in outbox}) == len(outbox) == 8
