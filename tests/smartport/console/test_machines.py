"""The operator sees how every machine is, takes one out of work and back, and forgets one that is gone."""

from datetime import timedelta

import pytest

from challenges.evaluations.models import Machine
from challenges.journal.models import JournalEntry
from tests.factories import NOW, make_machine, run_program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]
PAGE = "/console/machines/"


@pytest.fixture
def machine() -> Machine:
    make_machine()
    Machine.objects.update(is_drained=False, about={"version": "0.1.0", "image": "smartport-runtime:1"})
    return Machine.objects.get()


def page(client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


def test_only_operators_find_it(client, dora):
    client.force_login(dora)
    assert client.get(PAGE).status_code == 404


def test_without_a_machine_it_says_what_to_do(client, olga):
    assert "No machine has ever spoken." in page(client)


def test_machine_shows_what_it_runs_and_what_is_free(client, olga, machine, submission, leaderboard):
    run_program(submission, started_at=NOW - timedelta(minutes=3))
    shown = page(client)
    assert "At work" in shown
    assert "2 slots: 1 in use, 1 free." in shown
    assert (shown.count('class="slot slot-busy'), shown.count('class="slot"')) == (1, 1)
    assert "3 minutes" in shown
    assert "smartport-runtime:1" in shown


def test_silent_machine_is_marked_and_may_be_forgotten(client, olga, machine):
    Machine.objects.update(seen_at=NOW - timedelta(minutes=12))
    shown = page(client)
    assert "Not heard of for 12 minutes." in shown
    assert f"/console/machines/{machine.pk}/forget/" in shown
    assert client.post(f"/console/machines/{machine.pk}/forget/").headers["Location"] == PAGE
    assert not Machine.objects.exists()
    assert client.post(f"/console/machines/{machine.pk}/forget/").status_code == 404


def test_machine_that_speaks_is_not_forgotten(client, olga, machine):
    answer = client.post(f"/console/machines/{machine.pk}/forget/")
    assert (answer.status_code, "spoken a moment ago" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("trouble", "to_do"),
    [
        ("No container engine answers at unix:///x", "systemctl start docker"),
        ("The engine has no such image: x", "Run bin/up there once"),
        ("The engine does not hold a run as it is told to: network.", "evaluator.sandbox.probe"),
        ("[Errno 28] No space left on device", "Free space on that machine"),
        ("<script>alert(1)</script>", "to support"),
    ],
)
def test_trouble_is_told_with_what_to_do(client, olga, machine, trouble, to_do):
    Machine.objects.update(slots=0, trouble=trouble)
    shown = page(client)
    assert "Takes no work" in shown
    assert to_do in shown
    assert "<script>alert" not in shown


def test_machine_is_taken_out_of_work_and_back(client, olga, machine):
    asked = client.get(f"/console/machines/{machine.pk}/drain/").content.decode()
    assert "No other machine takes work" in asked
    assert "No evaluation runs on it." in asked
    make_machine("quay-2")
    assert "No other machine" not in client.get(f"/console/machines/{machine.pk}/drain/").content.decode()
    Machine.objects.exclude(pk=machine.pk).delete()
    assert "Take \u2068quay-1\u2069 out of work?" in asked
    for _ in range(2):
        assert client.post(f"/console/machines/{machine.pk}/drain/").headers["Location"] == PAGE
    assert "It has still to hear" in page(client)
    Machine.objects.update(is_drained=True)
    assert "it can be stopped" in page(client)
    client.post(f"/console/machines/{machine.pk}/take-back/")
    assert Machine.objects.get().drain_asked_at is None
    assert list(JournalEntry.objects.filter(by=olga).order_by("number").values_list("deed", flat=True)) == [
        "machine.drained",
        "machine.taken_back",
    ]


def test_machine_of_an_older_version_is_refused_with_what_to_do(client, olga):
    machine = make_machine()
    answer = client.post(f"/console/machines/{machine.pk}/drain/")
    assert (answer.status_code, "of an older version" in answer.content.decode()) == (409, True)
    assert "says nothing of itself" in page(client)


def test_machines_with_different_images_are_told_of(client, olga):
    for number in (1, 2):
        make_machine(f"quay-{number}")
        Machine.objects.filter(name=f"quay-{number}").update(about={"image_id": f"sha256:{number}"})
    assert "different runtime images" in page(client)


@pytest.mark.parametrize("path", ["machines/1/explode/", "machines/999/drain/", "machines/99999999999999999999/drain/"])
def test_what_is_not_there_is_not_found(client, olga, path):
    assert client.post(f"/console/{path}").status_code == 404


def test_page_costs_as_many_queries_for_many(client, olga, machine, submission, leaderboard, django_assert_num_queries):
    run_program(submission)
    for number in range(2, 9):
        make_machine(f"quay-{number}")
    page(client)
    with django_assert_num_queries(6):
        page(client)
