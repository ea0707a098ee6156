"""Who polls a submission is told "nothing new" by one query, and everything else as if nobody had remembered."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from challenges.evaluations.models import Evaluation, State
from smartport import pulse
from smartport.accounts.models import ApiToken
from tests.factories import NOW, make_evaluation, make_submission, make_token

pytestmark = pytest.mark.database


@pytest.fixture
def evaluation(phase, bundle, alices_team, alice) -> Evaluation:
    return make_evaluation(make_submission(alices_team, phase, by=alice))


@pytest.fixture
def reader(client, alice) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture(params=["page", "api"])
def path(request, evaluation) -> str:
    address = f"/submissions/{evaluation.submission_id}"
    return f"{address}/status/" if request.param == "page" else f"/api/v1{address}"


def asked(client: Client, path: str, **headers: str):
    """After two whole looks: at the first nobody knew who would ask."""
    etag = client.get(path, headers=headers).headers["ETag"]
    headers = {**headers, "if-none-match": etag}
    assert client.get(path, headers=headers).status_code == 304
    return lambda: client.get(path, headers=headers)


def test_nothing_new_is_told_by_one_query(reader, path, settings, django_assert_num_queries):
    settings.CROWD_SECONDS = 60  # the order of the queue was read just now
    again = asked(reader, path)
    with django_assert_num_queries(1):
        answer = again()
    assert (answer.status_code, answer.content, "ETag" in answer.headers) == (304, b"", True)


def test_token_is_known_too(alice, evaluation, django_assert_num_queries, settings):
    settings.CROWD_SECONDS = 60
    headers = {"authorization": f"Token {make_token(alice)}"}
    again = asked(Client(), f"/api/v1/submissions/{evaluation.submission_id}", **headers)
    with django_assert_num_queries(1):
        assert again().status_code == 304
    ApiToken.objects.update(revoked_at=NOW)
    assert again().status_code == 401


def test_change_is_told_at_once(reader, path, evaluation):
    again = asked(reader, path)
    Evaluation.objects.filter(pk=evaluation.pk).update(state=State.SENT, started_at=NOW, ticket="t" * 32)
    assert again().status_code == 200


def test_who_was_logged_out_elsewhere_is_not_answered(reader, path):
    again = asked(reader, path)
    reader.session.flush()
    assert again().status_code == 401


def test_who_changed_the_password_elsewhere_is_not_answered(reader, path, alice):
    again = asked(reader, path)
    alice.set_password("another harbour at night")
    alice.save()
    assert again().status_code == 401


def test_who_left_the_team_is_not_answered(reader, path, evaluation):
    again = asked(reader, path)
    evaluation.submission.team.memberships.all().delete()
    assert again().status_code == 404


def test_other_people_know_nothing_of_it(reader, path, mallory, alices_team, bob):
    again = asked(reader, path)
    stranger, mate = Client(), Client()
    stranger.force_login(mallory)
    mate.force_login(bob)
    etag = again().headers["ETag"]
    answers = [one.get(path, headers={"if-none-match": etag}).status_code for one in (stranger, Client())]
    assert (answers, mate.get(path).status_code) == ([404, 401], 200)


def test_all_is_looked_at_again_after_a_while(reader, path, settings, monkeypatch):
    settings.CROWD_SECONDS = 60
    again = asked(reader, path)
    moment = pulse.time.monotonic() + pulse.WHOLE_LOOK_SECONDS
    monkeypatch.setattr(pulse.time, "monotonic", lambda: moment)
    with CaptureQueriesContext(connection) as asked_then:
        assert again().status_code == 304
    assert len(asked_then) > 1


def test_other_languages_are_told_apart(reader, path):
    etag = reader.get(path).headers["ETag"]
    reader.cookies["language"] = "ar"
    assert reader.get(path, headers={"if-none-match": etag}).status_code == 200
