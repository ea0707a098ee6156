"""Examples are put together from schemas."""

import pytest

from smartport.openapi.examples import example_of

COMPONENTS = {"Kind": {"enum": ["predictions", "code"]}, "Loop": {"type": "object", "properties": {}}}
COMPONENTS["Loop"]["properties"]["again"] = {"$ref": "#/components/schemas/Loop"}


@pytest.mark.parametrize(
    ("schema", "name", "example"),
    [
        ({"type": "string"}, "slug", "rade"),
        ({"type": "string"}, "anything", "…"),
        ({"type": "string", "maxLength": 2}, "slug", "ra"),
        ({"type": "string", "format": "uuid"}, "slug", "3f1c2d9e-8a55-4b0e-9c53-5d1f0f6f7a10"),
        ({"type": "integer"}, "rank", 3),
        ({"type": "integer", "minimum": 1, "maximum": 2}, "anything", 2),
        ({"type": "integer"}, "slug", 4),
        ({"type": "boolean"}, "rank", True),
        ({"type": "string", "nullable": True}, "field", None),
        ({"$ref": "#/components/schemas/Kind"}, "kind", "predictions"),
        ({"allOf": [{"$ref": "#/components/schemas/Kind"}], "nullable": True}, "kind", "predictions"),
        ({"type": "array", "items": {"type": "number"}, "minItems": 2}, "x", [0.5, 0.5]),
        ({"type": "array", "items": {"type": "string"}}, "tags", ["quantiles"]),
        ({"type": "object", "properties": {"slug": {"type": "string"}}}, "x", {"slug": "rade"}),
        ({"type": "object", "additionalProperties": {"type": "number"}}, "x", {"pinball": 0.5}),
    ],
)
def test_example_follows_the_schema_and_the_name(schema, name, example):
    assert example_of(schema, components=COMPONENTS, name=name) == example


def test_schema_that_goes_round_in_circles_ends():
    assert example_of({"$ref": "#/components/schemas/Loop"}, components=COMPONENTS)["again"]
