"""The operator reads what the site's workers failed at, sends it again or says that it is dealt with."""

from dataclasses import replace

import pytest
from celery import current_app

from challenges.operations.actions import keep_failure
from challenges.operations.models import FailedTask
from tests.challenges.operations.test_actions import FAILURE
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]
PAGE = "/console/failures/"


@pytest.fixture
def sent(monkeypatch):
    messages = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **message: messages.append((name, message)))
    return messages


def test_only_operators_find_it(client, dora):
    failed = keep_failure(FAILURE, now=NOW)
    client.force_login(dora)
    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}{failed.pk}/again/").status_code == 404
    assert FailedTask.objects.get().dealt_with_at is None


def test_failure_is_shown_as_text(client, olga):
    keep_failure(replace(FAILURE, message="<script>"), now=NOW)
    shown = client.get(PAGE).content.decode()
    assert "ValueError: &lt;script&gt;" in shown
    assert "&lt;script&gt;" in shown
    assert "Send it again" in shown


def test_task_is_sent_again_into_its_queue_once(client, olga, sent, django_capture_on_commit_callbacks):
    failed = keep_failure(FAILURE, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert client.post(f"{PAGE}{failed.pk}/again/").headers["Location"] == PAGE
    assert sent == [("datasets.tasks.read", {"queue": "data", "retry": False, "args": ["0f6e", 7], "kwargs": {}})]
    assert "No task has failed" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "failure", [replace(FAILURE, args=("f" * 32,)), replace(FAILURE, task="datasets.tasks.of_another_version")]
)
def test_what_cannot_be_sent_is_refused_with_what_to_do(client, olga, sent, failure):
    failed = keep_failure(failure, now=NOW)
    answer = client.post(f"{PAGE}{failed.pk}/again/")
    assert (answer.status_code, "Say that it is dealt with." in answer.content.decode()) == (409, True)
    assert sent == []


def test_task_is_dealt_with(client, olga):
    failed = keep_failure(FAILURE, now=NOW)
    for _ in range(2):
        assert client.post(f"{PAGE}{failed.pk}/dealt-with/").headers["Location"] == PAGE
    assert FailedTask.objects.get().dealt_with_at == NOW


def test_failure_that_is_not_there_is_not_found(client, olga):
    assert client.post(f"{PAGE}99/again/").status_code == 404


def test_long_list_has_pages_and_costs_no_more(client, olga, django_assert_num_queries):
    for number in range(60):
        keep_failure(replace(FAILURE, place=str(number)), now=NOW)
    client.get(PAGE)
    with django_assert_num_queries(4):
        shown = client.get(f"{PAGE}?page=2").content.decode()
    assert "Page 2 of 3" in shown
    assert client.get(f"{PAGE}?page=x").status_code == 200


def test_thousands_are_grouped_as_the_language_does(client, olga):
    failed = keep_failure(FAILURE, now=NOW)
    FailedTask.objects.filter(pk=failed.pk).update(times=1500)
    said = {"fr": "1\N{NARROW NO-BREAK SPACE}500 fois", "en": "1,500 times"}
    for language, times in said.items():
        client.cookies["language"] = language
        assert times in client.get(PAGE).content.decode()
