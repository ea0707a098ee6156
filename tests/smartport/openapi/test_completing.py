"""What every operation of the document says, whoever wrote its door."""

import json
import re

import pytest
from jsonschema import Draft202012Validator

from challenges.api.handing_in import Tags
from challenges.api.shape import Shape
from challenges.api.submission_bodies import ScoresField
from smartport.openapi.completing import CHAPTERS, JSON, chapter_of, operations
from smartport.openapi.document import document


def every_operation():
    """Each by its name."""
    return [(operation["operationId"], operation) for _, _, operation in operations(document())]


def as_json_schema(schema):
    """OpenAPI 3.0 says `nullable` where JSON Schema says a second type."""
    if isinstance(schema, list):
        return [as_json_schema(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: as_json_schema(value) for key, value in schema.items() if key not in {"nullable", "format", "example"}}
    if isinstance(made.get("$ref"), str):
        made["$ref"] = made["$ref"].replace("#/components/schemas/", "#/$defs/")
    return {"anyOf": [made, {"type": "null"}]} if schema.get("nullable") is True else made


def contents(operation):
    bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
    return [(kind, content) for body in bodies for kind, content in body.get("content", {}).items()]


def test_examples_are_what_the_schemas_allow():
    definitions = as_json_schema(document()["components"]["schemas"])
    wrong = []
    for name, operation in every_operation():
        for content in (content for kind, content in contents(operation) if kind == JSON):
            validator = Draft202012Validator({**as_json_schema(content["schema"]), "$defs": definitions})
            examples = content.get("examples", {}).values()
            wrong += [(name, "no example")] if not examples else []
            wrong += [(name, found.message) for one in examples for found in validator.iter_errors(one["value"])]
    assert wrong == []


def test_operations_say_what_they_do_and_where_they_stand():
    for name, operation in every_operation():
        assert re.fullmatch(r"[a-z_]+", name)
        assert (name, bool(operation["summary"] and operation["description"])) == (name, True)
        assert len(operation["tags"]) == 1


def test_docstrings_are_for_who_works_here():
    told = json.dumps(document())
    assert [kind.__name__ for kind in (Shape, ScoresField, Tags) if " ".join(kind.__doc__.split()) in told] == []


def test_answers_without_a_body_say_why():
    answers = [pair for _, operation in every_operation() for pair in operation["responses"].items()]
    said = {(status, answer["description"]) for status, answer in answers if "content" not in answer}
    assert said == {
        ("204", "It is done; the answer has no body."),
        ("304", "You have it already."),
        ("416", "The range begins past the end."),
    }


def test_operations_say_what_every_door_may_answer():
    for name, operation in every_operation():
        answers = operation["responses"]
        assert (name, "Retry-After" in answers["429"].get("headers", {})) == (name, True)
        forbidden = answers.get("403", {}).get("content", {}).get(JSON, {}).get("examples", {})
        told = [one["value"]["code"] for one in forbidden.values()]
        assert (name, "scope_missing" in told) == (name, bool(operation.get("security")))


def test_every_error_has_the_one_shape():
    for name, operation in every_operation():
        for status, answer in operation["responses"].items():
            if status[0] in "45" and answer.get("content"):
                shapes = {kind: content["schema"] for kind, content in answer["content"].items()}
                assert (name, status, shapes) == (name, status, {JSON: {"$ref": "#/components/schemas/ErrorBody"}})


def test_what_is_polled_says_304():
    for _, method, operation in operations(document()):
        told = [one["name"] for one in operation.get("parameters", [])]
        if method == "get" and JSON in operation["responses"]["200"].get("content", {}):
            assert ("304" in operation["responses"], "If-None-Match" in told) == (True, True)


def test_document_names_its_server_and_its_ways_in():
    assert [list(server) for server in document()["servers"]] == [["url"]]
    assert document()["components"]["securitySchemes"].keys() == {"tokenAuth", "cookieAuth"}


@pytest.mark.parametrize(
    ("address", "chapter"),
    [
        ("/api/v1/challenges/{slug}/project", "Projects"),
        ("/api/v1/challenges/{slug}/questions", "Questions and news"),
        ("/api/v1/challenges/{slug}/leaderboard", "Leaderboards"),
        ("/api/v1/submissions/{submission_id}/again", "Submissions"),
        ("/api/v1/challenges/{slug}/kit", "Data"),
        ("/api/v1/teams/mine", "Teams"),
        ("/api/v1/challenges", "Challenges"),
        ("/api/v1/me", "Account"),
    ],
)
def test_address_names_the_chapter(address, chapter):
    assert chapter_of(address) == chapter
    assert chapter in dict(CHAPTERS)
