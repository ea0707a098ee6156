"""The doors of the clock and of the machines, with the real actions behind them."""

from base64 import b64encode
from datetime import timedelta

import pytest
from celery import current_app
from django.db import OperationalError

from challenges import tasks
from challenges.editions.models import Phase
from challenges.evaluations.cancelling import cancel
from challenges.evaluations.models import Evaluation, LiveLog, Machine, Score, State
from challenges.evaluations.orders import incoming_folder, incoming_log
from challenges.evaluations.publishing import publish_bundle
from challenges.journal.queries import verify
from challenges.leaderboards.models import BestScore, Foreseen, Leaderboard, Standing
from challenges.leaderboards.rejudging import ask_rejudge
from challenges.leaderboards.rules import LATE_UPLOADS
from challenges.operations.models import Reading
from challenges.post.actions import prefer
from challenges.post.models import Letter
from challenges.post.rules import RESULTS
from evaluator.order import QUEUE, RUN, Order
from tests.factories import (
    CLOSES_AT,
    NOW,
    OPENS_AT,
    bundle_folder,
    hand_in,
    make_announcement,
    make_challenge,
    make_edition,
    make_evaluation,
    make_machine,
    make_person,
    make_phase,
    make_report,
    make_submission,
    make_team,
    score_submission,
)
from tests.threads import at_once

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    """The doors read the clock; here it stands."""
    clock = {"now": NOW}
    monkeypatch.setattr(tasks, "now", lambda: clock["now"])
    return clock


@pytest.fixture
def sent(monkeypatch):
    """Messages on their way to machines."""
    messages = []

    def send_task(name, **message):
        messages.append((name, message))

    monkeypatch.setattr(current_app, "send_task", send_task)
    return messages


@pytest.fixture
def order(submission, leaderboard, sent) -> Order:
    """A machine took an order."""
    tasks.sweep()
    tasks.hello("quay-1", slots=1, boot="2026-1")
    order = Order.from_json(sent[0][1]["args"][0])
    tasks.start(order.evaluation, order.ticket, machine="quay-1", boot="2026-1")
    return order


def test_sweep_finds_sends_and_opens(submission, sent):
    make_machine()
    tasks.sweep()
    assert Evaluation.objects.get().state == State.SENT
    name, message = sent[0]
    assert (name, message["queue"], message["expires"], message["retry"]) == (RUN, QUEUE, 60, False)
    assert message["priority"] == 0
    assert message["time_limit"] > message["soft_time_limit"] > 40
    assert submission.phase.leaderboard.columns


def test_sweep_twice_sends_once(submission, sent):
    make_machine()
    tasks.sweep()
    tasks.sweep()
    assert len(sent) == 1


def test_hello_of_a_machine_brings_it_work(order, sent):
    assert Machine.objects.get().name == "quay-1"
    assert len(sent) == 1


def test_machine_that_has_it_wrong_is_told_whether_to_take_work(submission, leaderboard, sent, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks, "ask_to_drain", lambda machine, *, on: asked.append((machine, on)))
    tasks.hello("quay-1", slots=1, boot="2026-1")  # an older version's words
    tasks.hello("quay-1", slots=1, boot="2026-1", drained=True, about={"version": "9"}, mood="a newer version's word")
    tasks.hello("quay-1", slots=1, boot="2026-1", drained=False, about={"version": "9"})
    assert asked == [("quay-1", False)]
    assert Machine.objects.get().about == {"version": "9"}


def test_measure_counts_and_forgets(submission, leaderboard, at_noon, own_data_folder):
    tasks.measure()
    assert Reading.objects.get(name="counts").value["submissions"] == 1
    assert Reading.objects.get(name="storage").value["kinds"]["submissions"]["files"] == 1


def test_heartbeat_keeps_the_lease(order, at_noon):
    at_noon["now"] = NOW + timedelta(seconds=50)
    tasks.heartbeat(order.evaluation, order.ticket, machine="quay-1")
    at_noon["now"] = NOW + timedelta(seconds=100)
    tasks.sweep()
    assert Evaluation.objects.values_list("state", "tries").get() == (State.SENT, 1)


def test_live_log_is_kept_and_forgotten_with_the_report(order):
    tail = b"epoch 1 \xff\n"
    tasks.live_log(order.evaluation, order.ticket, size=9, tail=b64encode(tail).decode())
    assert LiveLog.objects.values_list("size", "tail").get() == (9, tail)
    tasks.record_report(order.evaluation, order.ticket, report=make_report().to_json())
    assert not LiveLog.objects.exists()


def test_sweep_forgets_live_logs_of_what_is_not_run_any_more(order):
    tasks.live_log(order.evaluation, order.ticket, size=2, tail=b64encode(b"hi").decode())
    Evaluation.objects.update(state=State.BROKEN)
    tasks.sweep()
    assert not LiveLog.objects.exists()


@pytest.mark.parametrize("tail", ["hello", "é", "aGk=\n!"])
def test_live_log_that_is_no_base64_is_dropped(order, tail):
    tasks.live_log(order.evaluation, order.ticket, size=2, tail=tail)
    assert not LiveLog.objects.exists()


def test_live_log_is_not_tried_again_by_a_busy_database(order, monkeypatch):
    def busy(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(tasks.live, "keep_live_log", busy)
    tasks.live_log(order.evaluation, order.ticket, size=2, tail=b64encode(b"hi").decode())
    assert not LiveLog.objects.exists()


def test_machine_that_works_on_what_nobody_waits_for_is_told_so(order, submission, alice, monkeypatch):
    """Whatever became of the first message: each of its own words brings it another."""
    told = []
    monkeypatch.setattr(tasks, "recall", lambda ticket, *, machines: told.append((ticket, machines)))
    tasks.heartbeat(order.evaluation, order.ticket, machine="quay-1")
    assert told == []
    cancel(submission, by=alice, now=NOW)
    tasks.heartbeat(order.evaluation, order.ticket, machine="quay-1")
    tasks.start(order.evaluation, order.ticket, machine="quay-2", boot="2026-1")
    tasks.heartbeat(order.evaluation, order.ticket)
    assert told == [(order.ticket, ["quay-1"]), (order.ticket, ["quay-2"])]


def test_record_report_scores_and_stands_at_once(order):
    tasks.record_report(order.evaluation, order.ticket, report=make_report(public=1.5).to_json())
    assert Evaluation.objects.get().state == State.SCORED
    assert BestScore.objects.get().sort_value == 1.5


def test_record_report_writes_to_who_wants_it_once(order, alice):
    prefer(alice, kind=RESULTS, is_wanted=True)
    for _ in range(2):
        tasks.record_report(order.evaluation, order.ticket, report=make_report().to_json())
    assert [letter.to for letter in Letter.objects.all()] == [alice]


@pytest.mark.parametrize("report", [make_report(scores={"mae": 1.0}).to_json(), {}])
def test_report_that_is_ours_to_repair_is_told_nobody(order, alice, report):
    prefer(alice, kind=RESULTS, is_wanted=True)
    tasks.record_report(order.evaluation, order.ticket, report=report)
    assert not Letter.objects.exists()


def test_record_report_twice_changes_nothing(order):
    for _ in range(2):
        tasks.record_report(order.evaluation, order.ticket, report=make_report().to_json())
    assert (Score.objects.count(), BestScore.objects.get().scored_count) == (4, 1)


def test_record_report_takes_the_log_in_and_leaves_nothing(order):
    for ticket in (order.ticket, "an-older-one"):
        log = incoming_log(order.evaluation, ticket=ticket, which="entry")
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(f"of {ticket}")
    tasks.record_report(order.evaluation, order.ticket, report=make_report().to_json())
    with Evaluation.objects.get().entry_log.open() as kept:
        assert kept.read() == f"of {order.ticket}".encode()
    assert list(incoming_folder().iterdir()) == []


def test_record_report_sends_the_next(order, submission, sent):
    make_submission(submission.team, submission.phase)
    tasks.sweep()
    make_submission(submission.team, submission.phase)
    tasks.sweep()
    assert len(sent) == 2
    tasks.record_report(order.evaluation, order.ticket, report=make_report().to_json())
    assert len(sent) == 3


@pytest.mark.parametrize("report", [{}, {"outcome": "scored"}, make_report(scores={"mae": 1.0}).to_json()])
def test_unfit_report_is_our_breakdown(order, report):
    tasks.record_report(order.evaluation, order.ticket, report=report)
    evaluation = Evaluation.objects.get()
    assert (evaluation.state, evaluation.breakdowns) == (State.QUEUED, 1)
    assert evaluation.trouble.startswith("report_unfit: ")


def test_record_breakdown_queues_again(order):
    tasks.record_breakdown(order.evaluation, order.ticket, breakdown={"code": "scorer_failed", "message": "exit 1"})
    assert Evaluation.objects.values_list("state", "trouble").get() == (State.QUEUED, "scorer_failed: exit 1")


def test_sweep_closes_the_board_when_its_hour_has_come(order, at_noon):
    at_noon["now"] = CLOSES_AT + LATE_UPLOADS + timedelta(seconds=1)
    tasks.sweep()
    assert not Standing.objects.exists()
    evaluation = Evaluation.objects.get()
    tasks.record_report(order.evaluation, evaluation.ticket, report=make_report().to_json())
    tasks.sweep()
    assert Standing.objects.get().rank == 1


def test_sweep_freezes_the_board_when_its_hour_has_come(order, at_noon):
    Phase.objects.update(freezes_at=NOW + timedelta(hours=1))
    tasks.sweep()
    assert Leaderboard.objects.get().frozen_at is None
    at_noon["now"] = NOW + timedelta(hours=1)
    tasks.sweep()
    assert Leaderboard.objects.get().frozen_at == NOW + timedelta(hours=1)


def test_every_task_has_the_name_the_worker_calls():
    wanted = {"sweep", "hello", "start", "heartbeat", "live_log", "record_report", "record_breakdown"}
    assert {f"challenges.tasks.{name}" for name in wanted} <= current_app.tasks.keys()


@pytest.mark.django_db(transaction=True)
def test_uploads_and_reports_do_not_wait_for_each_other(tmp_path, sent):
    """An upload holds its team and wants the journal; a report holds the journal and adds a line for the team."""
    edition = make_edition()
    phase = make_phase(make_challenge(edition), daily_limit=99)
    publish_bundle(phase, bundle_folder(tmp_path / "bundle"), now=OPENS_AT)
    teams = [
        make_team(edition, name=f"Équipe {number}", captain=make_person(f"captain{number}")) for number in range(4)
    ]
    waiting = [
        make_evaluation(make_submission(team, phase), state=State.SENT, ticket=f"{number:032}")
        for number, team in enumerate(teams)
    ]

    def act(number: int) -> None:
        if number % 2:
            team = teams[number // 2]
            hand_in(team, phase, by=team.memberships.get().user)
        else:
            tasks.record_report(waiting[number // 2].pk, waiting[number // 2].ticket, report=make_report().to_json())

    assert at_once(8, act) == [None] * 8
    assert (BestScore.objects.count(), verify()) == (4, None)


def test_post_is_swept_what_was_announced_becomes_letters_that_arrive(alices_team, edition, mailoutbox):
    make_announcement(edition)
    for _ in range(2):
        tasks.sweep_post()
    assert sorted(letter.to[0] for letter in mailoutbox) == ["alice@smartport.test", "bob@smartport.test"]


def test_clock_strikes_for_the_post(settings):
    assert settings.CELERY_BEAT_SCHEDULE["post"]["task"] in current_app.tasks


def test_clock_strikes_for_the_likeness_of_submissions(db, settings):
    tasks.sweep_likeness()
    assert settings.CELERY_BEAT_SCHEDULE["likeness"]["task"] in current_app.tasks


def test_clock_strikes_for_previews_of_rejudges(leaderboard, alices_team, dora, settings, monkeypatch):
    monkeypatch.setattr("challenges.leaderboards.foreseen.MANY", 0)
    score_submission(make_submission(alices_team, leaderboard.phase))
    asked = ask_rejudge(leaderboard.phase, reason={"fr": "Une erreur"}, by=dora, now=NOW)
    tasks.sweep_rejudges()
    assert Foreseen.objects.get().rejudge == asked
    assert settings.CELERY_BEAT_SCHEDULE["rejudges"]["task"] in current_app.tasks
