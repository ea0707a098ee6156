"""A team takes an entry back: once, at the price that was said, and whatever comes at the same moment."""

import pytest

from challenges.evaluations import cancelling
from challenges.evaluations.actions import dispatch, heartbeat, record_breakdown, record_report, request_missing, start
from challenges.evaluations.cancelling import cancel
from challenges.evaluations.choosing import choose
from challenges.evaluations.live import keep_live_log
from challenges.evaluations.models import Bundle, Evaluation, LiveLog, Machine, Score, State
from challenges.evaluations.publishing import publish_bundle
from challenges.evaluations.queries import latest_of, served_since, unfinished_of
from challenges.evaluations.rules import AlreadyEnded, AlreadyRunning
from challenges.journal.models import JournalEntry
from challenges.leaderboards.rejudging import ask_rejudge
from challenges.submissions.models import Selection, Submission
from challenges.submissions.queries import allowance
from challenges.submissions.rules import NotAMember
from tests import factories
from tests.challenges.evaluations.outbox import LATER, SCORER_FAILED, SECOND, now_of
from tests.factories import NOW, OPENS_AT, bundle_folder, make_evaluation, make_machine, make_report, make_submission
from tests.threads import at_once

pytestmark = pytest.mark.database


@pytest.fixture
def told(monkeypatch):
    """What machines are told: tickets, and whom."""
    said = []
    monkeypatch.setattr(cancelling, "recall", lambda ticket, *, machines: said.append((ticket, list(machines))))
    return said


def outcome(submission: Submission) -> tuple[str, bool]:
    submission.refresh_from_db()
    return latest_of(submission).state, submission.is_counted


def begin(order) -> None:
    start(order.evaluation, order.ticket, machine="quay-1", boot="2026-1", now=NOW)


def test_waiting_one_is_cancelled_for_nothing(submission, queued, alice, phase, alices_team):
    before = allowance(alices_team, phase, now=NOW).left_today
    cancel(submission, by=alice, now=NOW)
    assert outcome(submission) == (State.CANCELLED, False)
    assert allowance(alices_team, phase, now=NOW).left_today == before + 1
    assert not unfinished_of(phase)


def test_cancelled_one_is_no_longer_chosen(submission, order, alice):
    begin(order)
    choose(submission, by=alice, now=NOW)
    cancel(submission, by=alice, now=NOW)
    assert not Selection.objects.exists()
    assert JournalEntry.objects.get(deed="submission.cancelled").details["no_longer_chosen"] is True


def test_any_member_may_and_nobody_else(submission, queued, bob, dora, mallory):
    for stranger in (dora, mallory):
        with pytest.raises(NotAMember):
            cancel(submission, by=stranger, now=NOW)
    cancel(submission, by=bob, now=NOW)
    assert outcome(submission) == (State.CANCELLED, False)


def test_received_one_is_cancelled_before_it_is_even_queued(submission, alice):
    cancel(submission, by=alice, now=NOW)
    assert outcome(submission) == (State.CANCELLED, False)
    assert request_missing(now=NOW) == 0


def test_one_that_stands_at_the_machines_has_not_begun_and_all_of_them_are_told(
    submission, order, alice, told, django_capture_on_commit_callbacks
):
    make_machine("quay-2")
    make_machine("silent", now=NOW - 60 * SECOND)
    with django_capture_on_commit_callbacks(execute=True):
        cancel(submission, by=alice, now=NOW)
    assert outcome(submission) == (State.CANCELLED, False)
    assert told == [(order.ticket, ["quay-1", "quay-2"])]


def test_running_one_is_stopped_where_it_runs_and_stays_counted(
    submission, order, alice, told, django_capture_on_commit_callbacks
):
    begin(order)
    make_machine("quay-2")
    with django_capture_on_commit_callbacks(execute=True):
        cancel(submission, by=alice, now=NOW)
    assert outcome(submission) == (State.CANCELLED, True)
    assert told == [(order.ticket, ["quay-1"])]


def test_what_it_printed_so_far_goes_with_it(submission, order, alice):
    begin(order)
    assert keep_live_log(order.evaluation, order.ticket, size=6, tail=b"epoch\n")
    cancel(submission, by=alice, now=NOW)
    assert not LiveLog.objects.exists()


def test_running_one_is_left_alone_where_only_a_waiting_one_was_meant(submission, order, alice):
    begin(order)
    with pytest.raises(AlreadyRunning):
        cancel(submission, by=alice, now=NOW, only_waiting=True)
    assert outcome(submission) == (State.SENT, True)


def test_one_that_broke_down_and_waits_is_cancelled_for_nothing(submission, order, alice):
    begin(order)
    record_breakdown(order.evaluation, order.ticket, breakdown=SCORER_FAILED, logs={}, now=NOW)
    cancel(submission, by=alice, now=NOW, only_waiting=True)
    assert outcome(submission) == (State.CANCELLED, False)


@pytest.mark.parametrize("state", [State.SCORED, State.FAILED, State.BROKEN])
def test_ended_one_is_refused_and_stays_as_it_is(submission, alice, state):
    make_evaluation(submission, state=state)
    with pytest.raises(AlreadyEnded):
        cancel(submission, by=alice, now=NOW)
    assert outcome(submission) == (state, True)


def test_second_click_is_refused_and_returns_nothing_twice(submission, queued, alice, bob):
    cancel(submission, by=alice, now=NOW)
    with pytest.raises(AlreadyEnded):
        cancel(submission, by=bob, now=NOW)
    deeds = JournalEntry.objects.filter(deed__startswith="submission.").values_list("deed", flat=True)
    assert sorted(deeds) == ["submission.allowance_returned", "submission.cancelled"]


def test_result_once_seen_is_not_taken_back_by_cancelling_its_second_evaluation(submission, bundle, alice):
    """Otherwise a repaired scorer would give everybody a free look."""
    make_evaluation(submission, state=State.SCORED)
    newer = {"phase": bundle.phase, "content": bundle.content.name, "manifest": bundle.manifest, "published_at": NOW}
    Bundle.objects.create(sha256="1" * 64, **newer)
    request_missing(now=NOW)
    with pytest.raises(AlreadyEnded):
        cancel(submission, by=alice, now=NOW)
    assert outcome(submission) == (State.QUEUED, True)


def test_open_rejudge_of_one_that_broke_is_not_the_teams_to_cancel(submission, bundle, dora, alice):
    make_evaluation(submission, state=State.BROKEN)
    rejudge = ask_rejudge(submission.phase, reason={"en": "Repaired."}, by=dora, now=NOW)
    with pytest.raises(AlreadyEnded):
        cancel(submission, by=alice, now=NOW)
    assert [evaluation.state for evaluation in rejudge.evaluations.all()] == [State.QUEUED]


def test_one_that_still_runs_though_its_machine_fell_silent_stays_counted(submission, order, alice):
    begin(order)
    Evaluation.objects.update(state=State.QUEUED, lease_until=None)
    cancel(submission, by=alice, now=NOW)
    assert outcome(submission) == (State.CANCELLED, True)


def test_cancelled_one_is_not_evaluated_under_a_later_bundle(submission, queued, bundle, alice):
    cancel(submission, by=alice, now=NOW)
    newer = {"phase": bundle.phase, "content": bundle.content.name, "manifest": bundle.manifest, "published_at": NOW}
    Bundle.objects.create(sha256="1" * 64, **newer)
    assert request_missing(now=NOW) == 0


def test_what_the_machine_still_says_of_it_is_dropped(submission, order, outbox, alice):
    begin(order)
    cancel(submission, by=alice, now=NOW)
    assert not heartbeat(order.evaluation, order.ticket, now=NOW)
    assert not record_breakdown(order.evaluation, order.ticket, breakdown=SCORER_FAILED, logs={}, now=NOW)
    assert record_report(order.evaluation, order.ticket, report=make_report(), logs={}, now=NOW) is None
    assert (now_of(order).state, Score.objects.count()) == (State.CANCELLED, 0)


def test_its_place_is_free_at_once(submission, alices_team, bundle, outbox, alice):
    for evaluation in (make_evaluation(submission), make_evaluation(make_submission(alices_team, bundle.phase))):
        evaluation.save()
    third = make_evaluation(make_submission(alices_team, bundle.phase), now=NOW + SECOND)
    make_machine(slots=1)
    dispatch(now=NOW, send=outbox.send)
    for order in outbox:
        begin(order)
    assert dispatch(now=NOW, send=outbox.send) == 0
    cancel(submission, by=alice, now=NOW)
    assert dispatch(now=NOW, send=outbox.send) == 1
    assert outbox[-1].evaluation == str(third.pk)


def test_one_that_never_ran_is_no_service_to_its_team(submission, queued, alices_team, bundle, outbox, alice):
    cancel(submission, by=alice, now=NOW)
    assert served_since(NOW) == {}
    ran = make_submission(alices_team, bundle.phase)
    make_evaluation(ran)
    make_machine()
    dispatch(now=NOW, send=outbox.send)
    begin(outbox[-1])
    cancel(ran, by=alice, now=NOW)
    assert served_since(NOW) == {alices_team.pk: 1}


def test_journal_says_who_cancelled_and_whether_it_had_begun(submission, order, bob):
    begin(order)
    cancel(submission, by=bob, now=LATER)
    entry = JournalEntry.objects.get(deed="submission.cancelled")
    assert (entry.by, entry.subject, entry.at) == (bob, f"submission:{submission.pk}", LATER)
    assert entry.details == {"evaluations": [order.evaluation], "had_begun": True}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_begun", [False, True])
def test_of_clicks_and_reports_at_one_moment_exactly_one_wins(tmp_path, told, monkeypatch, has_begun):
    monkeypatch.setattr(cancelling.bell, "ring", lambda: None)
    phase = factories.make_phase(factories.make_challenge(factories.make_edition()))
    publish_bundle(phase, bundle_folder(tmp_path / "bundle"), now=OPENS_AT)
    alice = factories.make_person("alice")
    team = factories.make_team(phase.challenge.edition, name="Les Alizés", captain=alice)
    Machine.objects.create(name="quay-1", slots=1, boot="1", seen_at=NOW)
    begun = {"started_at": NOW, "machine": "quay-1"} if has_begun else {}
    for round_ in range(4):
        submission = make_submission(team, phase)
        sent = make_evaluation(submission, state=State.SENT, ticket=f"{round_:032}", **begun)

        def act(number: int, submission=submission, sent=sent) -> object:
            if number % 2:
                return cancel(submission, by=alice, now=NOW)
            return record_report(sent.pk, sent.ticket, report=make_report(), logs={}, now=NOW)

        results = at_once(6, act)
        won = [number for number, result in enumerate(results) if result == sent or (number % 2 and result is None)]
        assert len(won) == 1
        assert all(isinstance(results[number], AlreadyEnded) for number in (1, 3, 5) if number not in won)
        ended = Evaluation.objects.get(pk=sent.pk)
        submission.refresh_from_db()
        is_cancelled = won[0] % 2 == 1
        assert (ended.state == State.CANCELLED, ended.scores.count()) == (is_cancelled, 0 if is_cancelled else 4)
        assert submission.is_counted is (has_begun or not is_cancelled)
        assert len(told) == (1 if is_cancelled else 0)
        told.clear()
