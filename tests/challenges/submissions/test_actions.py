"""Received once, counted once, or refused without a trace."""

import time
from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.core.files.storage import default_storage

from challenges.editions.rules import PhaseClosed, PhaseNotOpen
from challenges.evaluations.publishing import publish_bundle
from challenges.journal.models import JournalEntry
from challenges.submissions.actions import return_allowance
from challenges.submissions.allowance_rules import DailyAllowanceUsed, TooSoon, TotalAllowanceUsed
from challenges.submissions.models import Submission
from challenges.submissions.queries import allowance
from challenges.submissions.rules import FileEmpty, NotAMember, NothingToScoreWith, RulesNotAccepted
from challenges.teams.models import RulesAcceptance
from tests import factories
from tests.factories import CLOSES_AT, NOW, OPENS_AT, hand_in, make_phase, make_submission, predictions_csv
from tests.threads import at_once

pytestmark = pytest.mark.database

INSTANT = timedelta(microseconds=1)


@pytest.fixture
def open_phase(bundle):
    return bundle.phase


@pytest.fixture
def rung(monkeypatch):
    """The names of the tasks that were asked for."""
    asked: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **_: asked.append(name))
    return asked


def stored_files() -> int:
    return sum(1 for path in (settings.DATA / "files").rglob("*") if path.is_file())


def test_receive_submission_keeps_content_hour_and_author(alices_team, open_phase, bob):
    submission = hand_in(alices_team, open_phase, by=bob, content=predictions_csv(a=1), file_name="../p.csv")
    kept = Submission.objects.get()
    assert (kept.pk, kept.by, kept.received_at, kept.file_name) == (submission.pk, bob, NOW, "p.csv")
    with default_storage.open(kept.content.name) as content:
        assert content.read() == predictions_csv(a=1)
    assert kept.content.name.endswith(kept.sha256)


def test_receive_submission_is_told_in_the_journal(alices_team, open_phase, alice):
    submission = hand_in(alices_team, open_phase, by=alice)
    entry = JournalEntry.objects.get(deed="submission.received")
    assert (entry.subject, entry.details["sha256"]) == (f"submission:{submission.pk}", submission.sha256)


def test_receive_submission_rings_once_committed(
    alices_team, open_phase, alice, rung, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        hand_in(alices_team, open_phase, by=alice)
        assert rung == []
    assert rung == ["challenges.tasks.sweep"]


def test_receive_submission_does_not_wait_for_a_broker_that_is_gone(
    alices_team, open_phase, alice, django_capture_on_commit_callbacks
):
    current_app.conf.broker_url = "redis://127.0.0.1:1/0"
    current_app.conf.broker_transport_options = {"max_retries": 0, "socket_connect_timeout": 2}
    current_app.amqp._producer_pool = None
    began = time.monotonic()
    try:
        with django_capture_on_commit_callbacks(execute=True):
            hand_in(alices_team, open_phase, by=alice)
    finally:
        current_app.amqp._producer_pool = None
    assert time.monotonic() - began < 1
    assert Submission.objects.count() == 1


def test_last_instant_counts(alices_team, open_phase, alice):
    assert hand_in(alices_team, open_phase, by=alice, now=CLOSES_AT).received_at == CLOSES_AT


REFUSED = {
    "before": (PhaseNotOpen, {"now": OPENS_AT - INSTANT}),
    "after": (PhaseClosed, {"now": CLOSES_AT + INSTANT}),
    "empty": (FileEmpty, {"content": b""}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_upload_leaves_no_trace(alices_team, open_phase, alice, case):
    refusal, changes = REFUSED[case]
    before = stored_files()
    with pytest.raises(refusal):
        hand_in(alices_team, open_phase, by=alice, **{"now": NOW, **changes})
    assert (Submission.objects.count(), stored_files()) == (0, before)
    assert not JournalEntry.objects.filter(deed="submission.received").exists()


def test_stranger_cannot_hand_in_for_a_team(alices_team, mallorys_team, open_phase, mallory):
    before = stored_files()
    with pytest.raises(NotAMember):
        hand_in(alices_team, open_phase, by=mallory)
    assert (Submission.objects.count(), stored_files()) == (0, before)


def test_organizer_is_no_member(alices_team, open_phase, dora):
    with pytest.raises(NotAMember):
        hand_in(alices_team, open_phase, by=dora)


def test_team_of_another_edition_cannot_hand_in(open_phase, carol):
    elsewhere = factories.make_edition("elsewhere")
    team = factories.make_team(elsewhere, name="Ailleurs", captain=carol)
    with pytest.raises(NotAMember):
        hand_in(team, open_phase, by=carol)


def test_rules_must_be_accepted_as_they_stand(alices_team, open_phase, alice, challenge):
    RulesAcceptance.objects.filter(user=alice).update(version=7)
    with pytest.raises(RulesNotAccepted):
        hand_in(alices_team, open_phase, by=alice)


def test_phase_without_bundle_takes_nothing(alices_team, challenge, alice):
    with pytest.raises(NothingToScoreWith):
        hand_in(alices_team, make_phase(challenge, slug="later"), by=alice)


def test_daily_allowance_comes_back_at_midnight(alices_team, open_phase, alice, bob):
    open_phase.daily_limit = 2
    hand_in(alices_team, open_phase, by=alice)
    hand_in(alices_team, open_phase, by=bob)
    with pytest.raises(DailyAllowanceUsed) as refusal:
        hand_in(alices_team, open_phase, by=alice)
    hand_in(alices_team, open_phase, by=alice, now=refusal.value.details["resets_at"])
    assert Submission.objects.count() == 3


def test_next_one_waits_for_the_gap_and_not_a_second_longer(alices_team, open_phase, alice, bob):
    open_phase.gap_minutes = 10
    hand_in(alices_team, open_phase, by=alice, now=NOW)
    with pytest.raises(TooSoon) as refusal:
        hand_in(alices_team, open_phase, by=bob, now=NOW + timedelta(minutes=9, seconds=59))
    assert refusal.value.details["next_at"] == NOW + timedelta(minutes=10)
    hand_in(alices_team, open_phase, by=bob, now=NOW + timedelta(minutes=10))
    assert Submission.objects.count() == 2


def test_total_allowance_does_not_come_back(alices_team, open_phase, alice):
    open_phase.total_limit = 1
    hand_in(alices_team, open_phase, by=alice)
    with pytest.raises(TotalAllowanceUsed):
        hand_in(alices_team, open_phase, by=alice, now=NOW + timedelta(days=2))


def test_allowance_of_another_team_is_its_own(alices_team, mallorys_team, open_phase, alice, mallory):
    open_phase.daily_limit = 1
    hand_in(alices_team, open_phase, by=alice)
    assert hand_in(mallorys_team, open_phase, by=mallory)


def test_return_allowance_gives_one_back_once(alices_team, open_phase):
    submission = make_submission(alices_team, open_phase)
    assert [return_allowance(submission, now=NOW) for _ in range(2)] == [True, False]
    assert allowance(alices_team, open_phase, now=NOW).left_today == open_phase.daily_limit
    assert JournalEntry.objects.filter(deed="submission.allowance_returned").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("limits", "passed", "refusal"), [({"daily_limit": 3}, 3, DailyAllowanceUsed), ({"gap_minutes": 10}, 1, TooSoon)]
)
def test_a_rush_uses_the_allowance_and_no_more(tmp_path, limits, passed, refusal):
    edition = factories.make_edition()
    phase = make_phase(factories.make_challenge(edition), **limits)
    publish_bundle(phase, factories.bundle_folder(tmp_path / "bundle"), now=OPENS_AT)
    alice = factories.make_person("alice")
    team = factories.make_team(edition, name="Les Alizés", captain=alice)

    results = at_once(8, lambda number: hand_in(team, phase, by=alice, content=predictions_csv(a=number)))

    assert [type(result) for result in results].count(refusal) == 8 - passed
    assert Submission.objects.filter(is_counted=True).count() == passed
