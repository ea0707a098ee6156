"""What people read of the document is in their language, whoever wrote its door."""

import pytest
from django.utils import translation
from django.utils.translation import gettext

from challenges.api.scopes import ScopeMissing
from smartport.openapi.completing import JSON, operations
from smartport.openapi.document import document, document_in
from smartport.openapi.introduction import PARAGRAPHS
from smartport.openapi.speaking import _messages

LANGUAGES = ("fr", "ar")


def texts():
    """Everything that is said in words, as the doors write it; what doors say of themselves at length is in English."""
    found = [*PARAGRAPHS, *(tag["name"] for tag in document()["tags"])]
    for _, _, operation in operations(document()):
        found += [operation["summary"], *operation["tags"]]
        found += [one["description"] for one in operation.get("parameters", []) if one.get("description")]
    return set(found)


def refusals(made):
    """Code and sentence of each that is named."""
    for _, _, operation in operations(made):
        for status, answer in operation["responses"].items():
            examples = answer.get("content", {}).get(JSON, {}).get("examples", {}) if status[0] == "4" else {}
            yield from ((one["value"]["code"], one["value"]["message"], answer) for one in examples.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language):
    with translation.override(language):
        assert {text for text in texts() if gettext(text) == text} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_is_translated(language):
    codes = {code for code, _, _ in refusals(document())}
    assert codes - _messages().keys() == set()
    with translation.override(language):
        assert {code for code in codes if gettext(_messages()[code]) == _messages()[code]} == set()


def test_document_is_in_the_language_of_its_reader(client, db):
    for language, summary, chapter in (
        ("fr", "Le classement", "Classements"),
        ("ar", "جدول الترتيب", "جداول الترتيب"),
        ("en", "The leaderboard", "Leaderboards"),
    ):
        answer = client.get("/api/v1/openapi.json", headers={"accept-language": language})
        board = answer.json()["paths"]["/api/v1/challenges/{slug}/leaderboard"]["get"]
        assert (answer.headers["Content-Language"], board["summary"], board["tags"]) == (language, summary, [chapter])


def test_names_for_programs_are_the_same_in_every_language():
    def names(made):
        return [(address, method, one["operationId"]) for address, method, one in operations(made)]

    assert names(document_in("ar")) == names(document_in("fr")) == names(document())
    assert document_in("ar")["components"] == document()["components"]


def test_refusals_are_said_with_their_places_left_open():
    told = {code: (message, answer["description"]) for code, message, answer in refusals(document_in("fr"))}
    message, description = told["scope_missing"]
    with translation.override("fr"):
        assert message == gettext(ScopeMissing.message) % {"scope": "…"}
    assert f"`scope_missing`: {message}" in description


def test_what_the_doors_wrote_is_left_as_it_is():
    before = repr(document())
    document_in.cache_clear()
    document_in("ar")
    assert repr(document()) == before
