"""What people read of the document is in their language, whoever wrote its door."""

import pytest
from django.utils import translation
from django.utils.translation import gettext

from challenges.api.scopes import ScopeMissing
from smartport.openapi.completing import JSON, operations
from smartport.openapi.document import document, document_in
from smartport.openapi.speaking import _messages, spoken

LANGUAGES = ("fr", "ar")
WORDS = {"title", "summary", "description"}
SAMPLES = {"example", "examples", "default", "enum"}
SAME_IN_EVERY_LANGUAGE = {"Smart Port Challenge", "Markdown."}


def told(part, place=()):
    """Everything that is said in words, by where it stands."""
    pairs = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in pairs:
        if key in WORDS and isinstance(value, str):
            yield (*place, key), value
        elif key not in SAMPLES:
            yield from told(value, (*place, key))


def lines_left_in_english(language):
    """Line by line: a text of two paragraphs may be half translated."""
    english, here = dict(told(document_in("en"))), dict(told(document_in(language)))
    assert here.keys() == english.keys()
    return {line for place, text in english.items() for line in text.split("\n") if line in here[place].split("\n")}


def refusals(made):
    """Code and sentence of each that is named."""
    for _, _, operation in operations(made):
        for status, answer in operation["responses"].items():
            examples = answer.get("content", {}).get(JSON, {}).get("examples", {}) if status[0] == "4" else {}
            yield from ((one["value"]["code"], one["value"]["message"], answer) for one in examples.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language):
    assert lines_left_in_english(language) - SAME_IN_EVERY_LANGUAGE - {""} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_is_translated(language):
    english, here = ({tag["name"] for tag in document_in(code)["tags"]} for code in ("en", language))
    assert (english & here, len(here)) == (set(), len(english))


def test_english_is_what_the_doors_wrote():
    assert dict(told(document_in("en"))) == dict(told(document()))


def test_words_are_said_wherever_they_stand_and_samples_are_left():
    choices = "Seconds.\n\n* `up` - Move up\n* `down` - Move down"
    lone = {"properties": {"title": {"description": choices}}, "example": {"description": "Seconds."}}
    document = {"tags": [], "paths": {}, "components": [lone], "info": {"description": ""}}
    with translation.override("fr"):
        made = spoken(document)
    said = "En secondes.\n\n* `up` - Monter\n* `down` - Descendre"
    assert made["components"] == [{"properties": {"title": {"description": said}}, "example": lone["example"]}]
    assert made["info"] == {"description": ""}


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

    def unsaid(part):
        """Without what is said in words."""
        if isinstance(part, dict):
            return {key: unsaid(one) for key, one in part.items() if key not in WORDS or not isinstance(one, str)}
        return [unsaid(one) for one in part] if isinstance(part, list) else part

    assert names(document_in("ar")) == names(document_in("fr")) == names(document())
    assert unsaid(document_in("ar")["components"]) == unsaid(document()["components"])


def test_refusals_are_said_with_their_places_left_open():
    named = {code: (message, answer["description"]) for code, message, answer in refusals(document_in("fr"))}
    message, description = named["scope_missing"]
    with translation.override("fr"):
        assert message == gettext(ScopeMissing.message) % {"scope": "…"}
    assert f"`scope_missing`: {message}" in description


def test_what_the_doors_wrote_is_left_as_it_is():
    before = repr(document())
    document_in.cache_clear()
    document_in("ar")
    assert repr(document()) == before
