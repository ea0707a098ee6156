"""The one map from what goes wrong to HTTP, and the API's document."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, RequestDataTooBig, TooManyFilesSent
from django.http import Http404
from django.utils import translation
from rest_framework import exceptions
from rest_framework.test import APIClient

from challenges.editions.rules import PhaseClosed
from challenges.errors import Refusal
from challenges.submissions.rules import FileTooLarge, PredictionsUnacceptable
from evaluator.scorekit import Fault
from smartport.api import problem_of
from tests.factories import NOW


def refusals(parent: type[Refusal] = Refusal) -> list[type[Refusal]]:
    return [found for child in parent.__subclasses__() for found in (child, *refusals(child))]


@pytest.fixture(autouse=True)
def fresh_throttles():
    cache.clear()


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_refusal_tells_code_message_hint_and_field(db):
    problem = problem_of(FileTooLarge(limit=64))
    assert problem.status == 413
    assert problem.body() == {
        "code": "file_too_large",
        "message": "The file is too large: at most 64 MiB are accepted.",
        "hint": "Leave out data sets and caches, or compress the model.",
        "field": "file",
    }


def test_refusal_tells_times_in_the_editions_zone(edition):
    edition.zone = "Asia/Tokyo"
    edition.save()
    problem = problem_of(PhaseClosed(closed_at=NOW, ago=timedelta(hours=2)))
    assert problem.message == "This phase is closed since 20 November 2026, 21:00 (Tokyo) (2 hours ago)."


def test_faults_travel_with_their_refusal(db):
    fault = Fault("not_finite", "Write a finite number.", row=3, column="value", value="nan")
    body = problem_of(PredictionsUnacceptable(faults=[fault], total=7)).body()
    assert (body["fault_count"], body["faults"]) == (
        7,
        [
            {
                "code": "not_finite",
                "message": "Write a finite number: neither NaN nor infinity.",
                "field": None,
                "row": 3,
                "column": "value",
                "value": "nan",
            }
        ],
    )


def test_every_refusal_has_a_code_of_its_own_and_a_status_of_the_client():
    codes = [refusal.code for refusal in refusals() if refusal.__module__.startswith("challenges.")]
    assert len(codes) == len(set(codes)) > 20
    assert {refusal.status // 100 for refusal in refusals()} == {4}


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Http404(), 404, "not_found"),
        (ObjectDoesNotExist(), 404, "not_found"),
        (PermissionDenied(), 403, "permission_denied"),
        (RequestDataTooBig(), 413, "request_too_large"),
        (TooManyFilesSent(), 400, "bad_request"),
        (exceptions.NotAuthenticated(), 401, "not_authenticated"),
        (exceptions.MethodNotAllowed("PATCH"), 405, "method_not_allowed"),
        (exceptions.UnsupportedMediaType("text/xml"), 415, "unsupported_media_type"),
        (exceptions.Throttled(wait=3), 429, "throttled"),
    ],
)
def test_errors_of_the_frameworks_get_the_same_shape(error, status, code):
    problem = problem_of(error)
    assert (problem.status, problem.code) == (status, code)
    assert problem.message
    assert problem.body().keys() == {"code", "message", "hint", "field"}


def test_validation_tells_every_field():
    error = exceptions.ValidationError({"a": ["one", "two"], "b": {"c": ["three"]}, "non_field_errors": ["four"]})
    problem = problem_of(error)
    assert (problem.code, problem.message, problem.field, problem.fault_count) == ("invalid_input", "one", "a", 4)
    assert [(fault["field"], fault["message"]) for fault in problem.faults] == [
        ("a", "one"),
        ("a", "two"),
        ("b.c", "three"),
        (None, "four"),
    ]


def test_half_a_surrogate_pair_can_be_answered():
    body = problem_of(exceptions.ValidationError({"kind": ["\ud800 is no kind"]})).body()
    assert json.dumps(body, ensure_ascii=False).encode()


def test_what_nobody_foresaw_is_not_dressed_up():
    assert problem_of(ZeroDivisionError()) is None


@pytest.mark.parametrize(
    "address", ["", "nothing", "challenges/", "submissions/not-a-uuid", "submissions/1", "%00", "a/b"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_address_that_is_none_is_told_in_the_same_shape(db, address, method):
    answer = getattr(APIClient(), method)(f"/api/v1/{address}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"[" * 60_000, "parse_error"),
        (b'{"email": ' + b"9" * 5000 + b"}", "parse_error"),
        (b'{"email": NaN}', "parse_error"),
        (b"\xff\xfe", "parse_error"),
        (b'{"a": "' + b"x" * 70_000 + b'"}', "parse_error"),
        (b"[]", "invalid_input"),
        (b"null", "invalid_input"),
        (b'"text"', "invalid_input"),
        (b'{"email": "\\ud800", "password": "x"}', "invalid_input"),
        (b'{"email": "a\\u0000@b.c", "password": "x"}', "invalid_input"),
        (b'{"email": "a@b.c", "password": 1e400}', "login_unknown"),
    ],
    ids=range(11),
)
def test_odd_json_is_no_error_of_ours(db, body, code):
    answer = APIClient().generic("POST", "/api/v1/token", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.parametrize("header", ["Token", "Token ", "Token a b", "Token \xe9", "Basic x", "Token " + "x" * 9000])
def test_odd_token_is_no_error_of_ours(db, header):
    answer = APIClient().get("/api/v1/edition", headers={"authorization": header})
    assert answer.status_code in {401, 404}


@pytest.mark.parametrize("lang", ["de", "fr,en", "", "\0", "é" * 99])
def test_unknown_language_is_refused(db, lang):
    answer = APIClient().get("/api/v1/edition", {"lang": lang})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (400, "invalid_input", "lang")


@pytest.mark.parametrize("accepted", ["text/html", "application/xml;q=1", "*", "\xff", "application/json; version=9"])
def test_json_is_answered_whatever_is_accepted(edition, accepted):
    answer = APIClient().get("/api/v1/edition", headers={"accept": accepted})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
