"""Which letters one wants, by API."""

import pytest

from challenges.post.queries import wanted_kinds
from tests.factories import make_token

PATH = "/api/v1/mail-preferences"


def test_preferences_say_every_kind_in_words(as_, carol):
    kinds = as_(carol).get(f"{PATH}?lang=fr").json()["kinds"]
    assert kinds[0] == {"kind": "announcements", "about": "Annonces des organisateurs", "is_wanted": True}
    assert [found["is_wanted"] for found in kinds] == [True, True, True, True, False]


def test_choice_changes_what_it_names(as_, carol):
    answer = as_(carol).put(PATH, {"team": False, "results": True}, format="json")
    assert answer.status_code == 200
    assert wanted_kinds(carol) == {
        "announcements": True,
        "answers": True,
        "team": False,
        "mentors": True,
        "results": True,
    }
    assert {found["kind"]: found["is_wanted"] for found in answer.json()["kinds"]} == wanted_kinds(carol)


@pytest.mark.parametrize("body", [{"team": "perhaps"}, {"team": None}, {"team": []}, [], "x"])
def test_choice_that_is_none_is_refused(as_, carol, body):
    answer = as_(carol).put(PATH, body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")


def test_visitor_has_no_preferences(visitor):
    assert [visitor.get(PATH).status_code, visitor.put(PATH, {}, format="json").status_code] == [401, 401]


def test_token_needs_the_scope_of_the_account(visitor, carol):
    token = make_token(carol, scopes=["read", "team", "submit"])
    answer = visitor.put(PATH, {"team": False}, format="json", headers={"authorization": f"Token {token}"})
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
