"""Numbers for Prometheus: to who has the token, else to this machine alone."""

import pytest

from challenges import clock
from challenges.operations.actions import note
from challenges.operations.queries import COUNTS, counted
from challenges.operations.storage import measure_storage
from tests.factories import NOW, make_evaluation, make_machine, score_submission
from tests.smartport.exposition_reader import Family, read

pytestmark = pytest.mark.django_db
TOKEN = "a-long-token"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def told(client) -> dict[str, Family]:
    answer = client.get("/metrics")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    return read(answer.content.decode())


def value(family: Family, **labels: str) -> float:
    return family.samples[frozenset(labels.items())]


def test_empty_site_has_numbers(client):
    found = told(client)
    assert value(found["smartport_queue_length"]) == 0
    assert value(found["smartport_disk_free_bytes"], disk="data") > 0


def test_numbers_are_those_of_the_site(client, submission, leaderboard, alices_team, alice):
    score_submission(submission)
    make_evaluation(submission, attempt=2, now=NOW.replace(hour=11))
    make_machine('quay "1"\\', slots=3)
    note(COUNTS, now=NOW, value=counted())
    measure_storage(now=NOW)
    note("worker", now=NOW)
    found = told(client)
    assert value(found["smartport_queue_length"]) == 1
    assert value(found["smartport_queue_oldest_age_seconds"]) == (NOW - NOW.replace(hour=11)).total_seconds()
    assert value(found["smartport_machine_slots"], machine='quay "1"\\') == 3
    assert value(found["smartport_machine_up"], machine='quay "1"\\') == 1
    assert value(found["smartport_evaluations"], state="scored", outcome="scored") == 1
    assert value(found["smartport_submissions"]) == 1
    assert value(found["smartport_storage_bytes"], kind="submissions") == submission.size
    assert value(found["smartport_worker_seen_timestamp_seconds"]) == NOW.timestamp()
    assert {"smartport_letters_waiting", "smartport_letters_given_up", "smartport_failed_tasks"} <= set(found)


@pytest.mark.parametrize(
    ("brought", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": TOKEN}, 401),
        ({"Authorization": f"Bearer {TOKEN}"}, 200),
    ],
)
def test_token_opens_from_anywhere_and_nothing_else_does(client, settings, brought, status):
    settings.METRICS_TOKEN, settings.PROXIES = TOKEN, 1
    answer = client.get("/metrics", headers={**brought, "X-Forwarded-For": "10.0.0.7"}, REMOTE_ADDR="10.0.0.1")
    assert answer.status_code == status
    assert (status == 200) is (b"smartport_" in answer.content)


@pytest.mark.parametrize(
    ("address", "headers", "proxies", "status"),
    [
        ("127.0.0.1", {}, 0, 200),
        ("::1", {}, 0, 200),
        ("10.0.0.7", {}, 0, 403),
        ("", {}, 0, 403),
        ("127.0.0.1", {"X-Forwarded-For": "10.0.0.7"}, 0, 403),
        ("127.0.0.1", {"Forwarded": "for=10.0.0.7"}, 0, 403),
        ("127.0.0.1", {"X-Forwarded-Proto": "https"}, 0, 403),
        ("127.0.0.1", {}, 1, 403),
    ],
)
def test_without_a_token_only_this_machine_reads(client, settings, address, headers, proxies, status):
    settings.PROXIES = proxies
    assert client.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == status


def test_token_of_other_letters_is_wrong_and_no_error(client, settings):
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics", headers={"Authorization": "Bearer é"}).status_code == 401


def test_scrape_costs_as_many_queries_for_many_machines(client, django_assert_num_queries):
    for number in range(5):
        make_machine(f"quay-{number}")
    with django_assert_num_queries(10):
        client.get("/metrics")
