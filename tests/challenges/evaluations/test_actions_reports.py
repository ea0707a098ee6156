"""What machines say: kept once, for the one good ticket; our own failures cost a team nothing."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from challenges.editions.models import Phase
from challenges.evaluations.actions import dispatch, keep_log, record_breakdown, record_report, requeue_expired
from challenges.evaluations.models import Evaluation, Machine, Score, State
from challenges.evaluations.publishing import publish_bundle
from challenges.evaluations.rules import MAX_BREAKDOWNS, MAX_TRIES, ReportUnfit
from challenges.journal.models import JournalEntry
from challenges.submissions.models import Submission
from evaluator.order import LOGS, Breakdown, Order
from evaluator.report import Fault
from tests import factories
from tests.challenges.evaluations.outbox import LATER, SCORER_FAILED, SECOND, Outbox, now_of
from tests.factories import (
    NOW,
    OPENS_AT,
    bundle_folder,
    make_evaluation,
    make_report,
    make_submission,
)
from tests.threads import at_once

pytestmark = pytest.mark.database


def test_report_is_kept_with_scores_of_both_parts(order):
    report = make_report(public=1.0, private=2.0)
    recorded = record_report(order.evaluation, order.ticket, report=report, logs={"entry": "sha256/x"}, now=NOW)
    assert (recorded.state, recorded.outcome, recorded.finished_at) == (State.SCORED, "scored", NOW)
    assert (recorded.entry_log.name, recorded.report) == ("sha256/x", report.to_json())
    mae = recorded.scores.filter(key="mae").values_list("part", "value")
    assert dict(mae) == {"public": 1.0, "private": 2.0}


def test_report_that_comes_twice_is_kept_once(order):
    for _ in range(2):
        record_report(order.evaluation, order.ticket, report=make_report(), logs={}, now=NOW)
    assert Score.objects.count() == 4
    assert Submission.objects.get().counts_today
    assert JournalEntry.objects.filter(deed="evaluation.scored").count() == 1


def test_report_of_an_old_ticket_is_dropped(order, outbox):
    requeue_expired(now=LATER)
    Machine.objects.update(seen_at=LATER)
    dispatch(now=LATER, send=outbox.send)
    assert record_report(order.evaluation, order.ticket, report=make_report(public=9), logs={}, now=LATER) is None
    record_report(order.evaluation, outbox[1].ticket, report=make_report(public=1), logs={}, now=LATER)
    assert list(Score.objects.filter(part="public", key="mae").values_list("value", flat=True)) == [1.0]


def test_late_report_counts_while_nobody_else_was_asked(order):
    requeue_expired(now=LATER)
    assert record_report(order.evaluation, order.ticket, report=make_report(), logs={}, now=LATER)
    assert now_of(order).state == State.SCORED


def test_the_entrys_fault_is_failed_and_counts_in_total_but_not_for_its_day(order, submission):
    fault = Fault("crashed", "The program ended with exit code 3.")
    record_report(
        order.evaluation, order.ticket, report=make_report(outcome="crashed", faults=(fault,)), logs={}, now=NOW
    )
    submission.refresh_from_db()
    assert (now_of(order).state, now_of(order).outcome) == (State.FAILED, "crashed")
    assert (submission.is_counted, submission.counts_today) == (True, False)
    assert not Score.objects.exists()


def test_report_without_a_declared_score_changes_nothing(order):
    with pytest.raises(ReportUnfit):
        record_report(order.evaluation, order.ticket, report=make_report(scores={"mae": 1.0}), logs={}, now=NOW)
    assert now_of(order).state == State.SENT
    assert not Score.objects.exists()


def test_journal_proves_the_receipt_and_tells_no_score(order):
    record_report(order.evaluation, order.ticket, report=make_report(private=0.123456), logs={}, now=NOW)
    details = JournalEntry.objects.get(deed="evaluation.scored").details
    assert set(details) == {"outcome", "receipt", "submission", "bundle", "image"}
    assert "0.123456" not in str(details)


@pytest.mark.django_db(transaction=True)
def test_many_reports_at_once_are_kept_once(tmp_path):
    phase = factories.make_phase(factories.make_challenge(factories.make_edition()))
    publish_bundle(phase, bundle_folder(tmp_path / "bundle"), now=OPENS_AT)
    team = factories.make_team(phase.challenge.edition, name="Les Alizés", captain=factories.make_person("alice"))
    sent = make_evaluation(make_submission(team, phase), state=State.SENT, ticket="t" * 32)
    results = at_once(6, lambda _: record_report(sent.pk, "t" * 32, report=make_report(), logs={}, now=NOW))
    assert [result for result in results if result is not None] == [sent]
    assert Score.objects.count() == 4


def test_breakdown_waits_a_little_and_is_tried_again(order, outbox):
    assert record_breakdown(order.evaluation, order.ticket, breakdown=SCORER_FAILED, logs={}, now=NOW)
    assert dispatch(now=NOW, send=outbox.send) == 0
    assert dispatch(now=NOW + 5 * SECOND, send=outbox.send) == 1
    assert now_of(order).trouble == "scorer_failed: exit code 1"


def test_ticket_of_a_breakdown_is_spent(order):
    record_breakdown(order.evaluation, order.ticket, breakdown=SCORER_FAILED, logs={}, now=NOW)
    assert record_report(order.evaluation, order.ticket, report=make_report(), logs={}, now=NOW) is None


def break_down(order: Order, outbox: Outbox, breakdown: Breakdown, *, times: int) -> None:
    for number in range(times):
        record_breakdown(outbox[-1].evaluation, outbox[-1].ticket, breakdown=breakdown, logs={}, now=NOW)
        Evaluation.objects.filter(state=State.QUEUED).update(not_before=None)
        if number < times - 1:
            dispatch(now=NOW, send=outbox.send)


def test_third_breakdown_is_for_good_and_costs_nothing(order, outbox, submission):
    break_down(order, outbox, SCORER_FAILED, times=MAX_BREAKDOWNS)
    submission.refresh_from_db()
    assert (now_of(order).state, now_of(order).breakdowns, submission.is_counted) == (State.BROKEN, 3, False)
    assert JournalEntry.objects.filter(deed="evaluation.broken").count() == 1


def test_trouble_of_the_machine_counts_only_as_a_try(order, outbox):
    break_down(order, outbox, Breakdown("engine_gone", "no answer"), times=MAX_BREAKDOWNS)
    assert (now_of(order).state, now_of(order).breakdowns, now_of(order).tries) == (State.QUEUED, 0, 3)


def test_trouble_of_the_machine_is_bounded_too(order, outbox, submission):
    break_down(order, outbox, Breakdown("engine_gone", "no answer"), times=MAX_TRIES)
    submission.refresh_from_db()
    assert (now_of(order).state, submission.is_counted) == (State.BROKEN, False)


@pytest.mark.parametrize("which", LOGS)
def test_log_of_every_sort_has_its_field(order, which):
    recorded = record_report(order.evaluation, order.ticket, report=make_report(), logs={which: "sha256/x"}, now=NOW)
    names = {name: str(getattr(recorded, name)) for name in LOGS.values()}
    assert names == {**dict.fromkeys(LOGS.values(), ""), LOGS[which]: "sha256/x"}


@pytest.mark.parametrize(("code", "is_the_scorers"), [("scorer_failed", True), ("engine_gone", False)])
def test_breakdown_says_whether_the_log_is_of_a_scorer_that_failed(order, code, is_the_scorers):
    """Otherwise it may be of one that did not, and hold private scores."""
    breakdown = Breakdown(code, "it did")
    record_breakdown(order.evaluation, order.ticket, breakdown=breakdown, logs={"scorer": "sha256/x"}, now=NOW)
    assert (now_of(order).scorer_failed, now_of(order).scorer_log.name) == (is_the_scorers, "sha256/x")


def test_next_try_begins_without_logs_under_the_policy_of_its_hour(order, outbox):
    """A log of the try before may have been written under another policy, and would be taken for one of this."""
    logs = dict.fromkeys(LOGS, "sha256/x")
    record_breakdown(order.evaluation, order.ticket, breakdown=SCORER_FAILED, logs=logs, now=NOW)
    Phase.objects.update(log_policy="off")
    assert now_of(order).log_policy == "full"
    assert dispatch(now=NOW + 5 * SECOND, send=outbox.send) == 1
    again = now_of(order)
    assert (again.log_policy, outbox[-1].log_policy, again.scorer_failed) == ("off", "off", False)
    assert [str(getattr(again, name)) for name in LOGS.values()] == [""] * len(LOGS)


def test_log_of_the_ticket_is_kept(order):
    assert keep_log(order.evaluation, order.ticket, which="entry", content=ContentFile(b"hello"))
    with now_of(order).entry_log.open() as log:
        assert log.read() == b"hello"


def test_log_of_another_ticket_is_not_even_stored(order):
    before = list((settings.DATA / "files").rglob("*"))
    assert not keep_log(order.evaluation, "0" * 32, which="entry", content=ContentFile(b"hello"))
    assert list((settings.DATA / "files").rglob("*")) == before
