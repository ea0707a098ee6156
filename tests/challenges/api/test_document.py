"""The OpenAPI document tells the truth: whatever is sent, with and without a login, nothing undocumented comes back."""

import json
from contextlib import closing

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from tests.factories import make_token
from tests.smartport.world import world  # noqa: F401

EXAMPLES = 3
TRUTH = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
unhurried = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def real_ids(world):  # noqa: F811
    """What stands for the places in addresses: one of everything the site has."""
    return {name: str(value) for name, value in world.places.items()}


@pytest.fixture
def document(real_ids, one_connection):
    """The document as the site serves it, and the site in this process."""
    site = WSGIHandler()

    def whole(environ, start_response):
        """A server closes what it has sent; the caller in this process does not."""
        with closing(site(environ, start_response)) as answer:
            return [b"".join(answer)]

    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", whole)


pytestmark = pytest.mark.timeout(1200)  # some 90 operations in one test
operations = schemathesis.pytest.from_fixture("document")


@operations.parametrize()
@unhurried
def test_visitor_meets_only_documented_answers(case, real_ids):
    ask(case, real_ids, headers={})


@operations.parametrize()
@unhurried
def test_captain_meets_only_documented_answers(case, real_ids, alice):
    ask(case, real_ids, headers={"Authorization": f"Token {make_token(alice)}"})


@operations.parametrize()
@unhurried
def test_person_without_a_team_meets_only_documented_answers(case, real_ids, world):  # noqa: F811
    ask(case, real_ids, headers={"Authorization": f"Token {make_token(world.people['loner'])}"})


def ask(case, real_ids, *, headers):
    """Once as generated, once about something that is there."""
    case.call_and_validate(headers=headers, checks=TRUTH)
    case.path_parameters = {name: real_ids[name] for name in case.path_parameters or {}}
    case.call_and_validate(headers=headers, checks=TRUTH)


def test_document_is_complete_and_without_warnings(tmp_path):
    path = tmp_path / "openapi.json"
    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", "--file", path)
    document = json.loads(path.read_text())
    told = {operation["operationId"] for path in document["paths"].values() for operation in path.values()}
    assert len(told) == 99


def test_document_names_the_errors_of_handing_in(visitor):
    document = visitor.get("/api/v1/openapi.json").json()
    responses = document["paths"]["/api/v1/challenges/{slug}/submissions"]["post"]["responses"]
    named = {
        example["value"]["code"]
        for status, response in responses.items()
        if status.startswith("4")
        for media in response.get("content", {}).values()
        for example in media.get("examples", {}).values()
    }
    assert named >= {
        "phase_closed",
        "daily_allowance_used",
        "rules_not_accepted",
        "no_team",
        "file_empty",
        "file_too_large",
        "request_too_large",
        "archive_unacceptable",
        "predictions_unacceptable",
        "not_authenticated",
    }
