"""What a token may do."""

from dataclasses import dataclass

import pytest
from rest_framework.test import APIClient


@dataclass
class Narrow:
    """A token as the site's own tokens are: with scopes."""

    scopes: tuple[str, ...]


@pytest.fixture
def narrow(alice):
    def client(*scopes):
        made = APIClient()
        made.force_authenticate(alice, token=Narrow(scopes))
        return made

    return client


def test_token_reads_with_the_scope_to_read(narrow, edition):
    assert narrow("read").get("/api/v1/me").status_code == 200


def test_token_without_a_scope_is_told_which(narrow, edition):
    answer = narrow("read").post("/api/v1/teams?lang=en", {"name": "Vigies"}, format="json")
    assert (answer.status_code, answer.json()) == (
        403,
        {
            "code": "scope_missing",
            "message": "This token may not do that: it lacks the scope “team”.",
            "hint": "Make a token with that scope on the page of your account.",
            "field": None,
        },
    )
    assert narrow("team").post("/api/v1/teams", {"name": "Vigies"}, format="json").status_code == 201


def test_token_that_may_not_read_does_not(narrow, edition):
    assert narrow("submit").get("/api/v1/me").json()["code"] == "scope_missing"


def test_export_of_a_person_is_an_affair_of_the_account(narrow, edition):
    answer = narrow("read", "submit", "team").get("/api/v1/me/export?lang=en")
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    assert "“account”" in answer.json()["message"]
    assert narrow("account").get("/api/v1/me/export").status_code == 200


def test_login_by_session_may_do_everything(client, alice, edition):
    client.force_login(alice)
    assert client.get("/api/v1/me").status_code == 200
