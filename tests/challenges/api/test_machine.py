"""The machines' doors open for a signed address, for its own purpose, until its end."""

from datetime import timedelta

import pytest
from django.test import Client

from challenges.api import machine
from challenges.evaluations.models import Evaluation, State
from challenges.evaluations.orders import URL_LIFE, order_for
from challenges.evaluations.queries import bundle_in_force
from evaluator.order import LOGS, MOST_BYTES
from tests.factories import BUNDLE, NOW, make_evaluation, predictions_csv

TICKET = "t" * 32


@pytest.fixture
def evaluation(submission) -> Evaluation:
    return make_evaluation(submission, state=State.SENT, ticket=TICKET)


@pytest.fixture
def order(evaluation, settings, monkeypatch):
    settings.EVALUATOR_SHARES_DISK = False
    monkeypatch.setattr(machine.clock, "now", lambda: NOW)
    return order_for(evaluation, ticket=TICKET, now=NOW)


def test_content_is_given_byte_for_byte(client, order):
    answer = client.get(order.submission.locator)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, predictions_csv())
    assert answer["Cache-Control"] == "private, no-store"


def test_guessed_address_of_the_truth_is_not_found(client, order, submission):
    """The bundle with the hidden truth is in the same storage; knowing its name or digest is not enough."""
    bundle = bundle_in_force(submission.phase)
    assert "reference/truth.csv" in BUNDLE
    for guess in (bundle.sha256, bundle.content.name, order.bundle.locator.rsplit("/", 1)[1].lower()):
        assert client.get(f"/api/v1/machine/content/{guess}").status_code == 404


def test_address_ends(client, order, monkeypatch):
    monkeypatch.setattr(machine.clock, "now", lambda: NOW + URL_LIFE + timedelta(seconds=1))
    assert client.get(order.submission.locator).status_code == 404
    assert client.put(order.logs["entry"], b"hello").status_code == 404


def test_log_is_kept_without_a_session(order, evaluation):
    assert Client(enforce_csrf_checks=True).put(order.logs["entry"], b"hello").status_code == 204
    evaluation.refresh_from_db()
    with evaluation.entry_log.open() as log:
        assert log.read() == b"hello"


def test_log_of_an_old_ticket_is_refused(client, order, evaluation):
    Evaluation.objects.update(ticket="n" * 32)
    assert client.put(order.logs["entry"], b"hello").status_code == 409
    evaluation.refresh_from_db()
    assert not evaluation.entry_log


@pytest.mark.parametrize("which", LOGS)
def test_every_log_is_taken_to_its_bound_and_no_further(client, order, evaluation, which, monkeypatch):
    monkeypatch.setattr(machine, "MOST_BYTES", dict.fromkeys(LOGS, 100_000))
    assert client.put(order.logs[which], b"x" * 100_001).status_code == 413
    evaluation.refresh_from_db()
    assert not getattr(evaluation, LOGS[which])
    assert client.put(order.logs[which], b"x" * 100_000).status_code == 204
    evaluation.refresh_from_db()
    assert getattr(evaluation, LOGS[which]).size == 100_000


def test_table_of_losses_may_be_larger_than_any_form(client, order, evaluation, settings):
    """As large as a row for each of a large hidden test."""
    body = b"1234567,0.123\n" * 200_000
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE < len(body) < MOST_BYTES["losses"]
    assert client.put(order.logs["losses"], body).status_code == 204


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_content_is_only_read(client, order, method):
    assert getattr(client, method)(order.submission.locator).status_code == 405


def test_log_address_does_not_give_contents(client, order):
    token = order.logs["entry"].rsplit("/", 1)[1]
    assert client.get(f"/api/v1/machine/content/{token}").status_code == 404
