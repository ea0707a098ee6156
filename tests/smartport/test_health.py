"""How the site is, for whoever watches: every part that can be away is named, and why is told to nobody."""

from datetime import timedelta

import pytest
from celery import current_app
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from challenges import clock
from challenges.operations.actions import note
from challenges.operations.rules import Disk
from challenges.operations.storage import Space
from smartport import health
from tests.factories import NOW, make_machine

PARTS = {"database", "migrations", "broker", "storage", "disk", "worker", "machines"}


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    health.WATCH.forget()
    yield
    health.WATCH.forget()


@pytest.fixture
def well(db):
    """A worker has swept and a machine has spoken."""
    note("worker", now=NOW)
    make_machine()


def test_site_that_is_well_says_so(client, well):
    answer = client.get("/health/")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.json() == {"status": "ok", "parts": dict.fromkeys(PARTS, "ok")}


def test_process_lives_without_a_database(client):
    assert client.get("/health/live/").json() == {"status": "ok"}


def test_database_that_is_away_is_named_without_its_reason(client, well, monkeypatch):
    def gone(*_: object) -> None:
        raise OperationalError("could not connect to 10.0.0.7 with password s3cret")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", gone)
        answer = client.get("/health/")
    told = answer.json()
    assert (answer.status_code, told["status"]) == (503, "failing")
    assert {name for name, word in told["parts"].items() if word == "failing"} >= {"database", "worker"}
    assert b"s3cret" not in answer.content


def test_broker_that_is_away_is_named(client, well, monkeypatch):
    away = current_app.connection_for_write("redis://127.0.0.1:1/0")
    monkeypatch.setattr(current_app, "connection_for_write", lambda **_: away)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["parts"]["broker"]) == (503, "failing")


def test_missing_migration_is_named_until_it_is_there(client, well, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(MigrationExecutor, "migration_plan", lambda *_, **__: [("one", False)])
        assert client.get("/health/").json()["parts"]["migrations"] == "failing"
    health.WATCH._last = None
    assert client.get("/health/").json()["parts"]["migrations"] == "ok"
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_, **__: pytest.fail("asked again"))
    health.WATCH._last = None
    assert client.get("/health/").json()["parts"]["migrations"] == "ok"


def test_folder_that_takes_no_file_is_named(client, well, settings):
    settings.DATA.mkdir(exist_ok=True)
    settings.DATA = settings.DATA / "file"
    settings.DATA.write_text("")
    assert client.get("/health/").json()["parts"]["storage"] == "failing"


@pytest.mark.parametrize(("free", "word", "status"), [(50, "warning", 200), (1, "failing", 503)])
def test_disk_warns_and_then_fails(client, well, monkeypatch, settings, free, word, status):
    settings.DISK_LIMIT = 100
    monkeypatch.setattr(health, "spaces", lambda: [Space("data", 1000, 500), Space("vault", 1000, free)])
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["status"], answer.json()["parts"]["disk"]) == (status, word, word)
    assert Space("vault", 1000, free).state is not Disk.OK


def test_worker_that_is_silent_is_named(client, well, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=2))
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["parts"]["worker"]) == (503, "failing")


def test_no_machine_is_a_warning_that_takes_no_site_out_of_service(client, db):
    note("worker", now=NOW)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["status"], answer.json()["parts"]["machines"]) == (
        200,
        "warning",
        "warning",
    )


def test_who_asks_often_costs_nothing(client, well, django_assert_num_queries):
    client.get("/health/")
    with django_assert_num_queries(0):
        for _ in range(20):
            assert client.get("/health/").status_code == 200


def test_part_that_hangs_holds_nobody_up(client, well, monkeypatch):
    monkeypatch.setattr(health, "PATIENCE_SECONDS", 0.05)
    with health.WATCH._looking:
        answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"status": "failing", "parts": {"answer": "failing"}})


@pytest.mark.parametrize("path", ["/health/", "/health/live/", "/metrics"])
def test_watchman_beside_the_site_is_not_sent_to_the_proxy(client, well, settings, path):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path).status_code == 200
    assert client.get("/design/").status_code == 301


@pytest.mark.parametrize("path", ["/health/", "/health/live/"])
def test_only_reading_is_answered(client, well, path):
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200
