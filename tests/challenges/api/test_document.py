"""The OpenAPI document tells the truth: whatever is sent, with and without a login, nothing undocumented comes back."""

import json
from contextlib import closing

import pytest
import schemathesis
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from hypothesis import HealthCheck, Phase, settings
from rest_framework.authtoken.models import Token
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from challenges.evaluations.models import State
from challenges.teams.actions import invite
from datasets.models import Release, ReleaseFile
from tests.factories import NOW, OPENS_AT, accept_licence, make_evaluation, make_submission, score_submission

EXAMPLES = 6
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
def real_ids(submission, bundle, alices_team, alice):
    """What the river holds: a scored and a failed submission, an invitation, a file of the data."""
    score_submission(submission)
    failed = make_submission(alices_team, bundle.phase, by=alice)
    log = default_storage.save("", ContentFile(b"Traceback"))
    make_evaluation(failed, state=State.FAILED, outcome="crashed", entry_log=log)
    release = Release.objects.create(slug="rade", version="1", title={}, licence="X", published_at=OPENS_AT)
    bundle.phase.challenge.release = release
    bundle.phase.challenge.save()
    accept_licence(release, alice)
    content = default_storage.save("", ContentFile(b"x"))
    file = ReleaseFile.objects.create(release=release, path="x.csv", sha256="0" * 64, size=1, content=content)
    return {
        "slug": "rade",
        "submission_id": str(failed.pk),
        "file_id": str(file.pk),
        "invitation_id": str(invite(alices_team, by=alice, now=NOW).invitation.pk),
    }


@pytest.fixture
def document(real_ids, one_connection):
    """The document as the site serves it, and the site in this process."""
    site = WSGIHandler()

    def whole(environ, start_response):
        """A server closes what it has sent; the caller in this process does not."""
        with closing(site(environ, start_response)) as answer:
            return [b"".join(answer)]

    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", whole)


operations = schemathesis.pytest.from_fixture("document")


@operations.parametrize()
@unhurried
def test_visitor_meets_only_documented_answers(case, real_ids):
    ask(case, real_ids, headers={})


@operations.parametrize()
@unhurried
def test_captain_meets_only_documented_answers(case, real_ids, alice):
    token, _ = Token.objects.get_or_create(user=alice)
    ask(case, real_ids, headers={"Authorization": f"Token {token.key}"})


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
    assert len(told) == 28


def test_document_names_the_errors_of_handing_in(visitor):
    document = visitor.get("/api/v1/openapi.json").json()
    responses = document["paths"]["/api/v1/challenges/{slug}/submissions"]["post"]["responses"]
    named = {
        example["value"]["code"]
        for response in responses.values()
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
