"""An example for every body, put together from its schema: one telling value for each name, one for each type."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]
DEEPEST = 8

# What a name stands for, wherever it stands.
BY_NAME: Mapping[str, Any] = {
    "slug": "rade",
    "challenge": "rade",
    "phase": "main",
    "email": "yasmine@ecole.example",
    "password": "a-calm-sea-and-a-good-tide",
    "token": "spc_2J0oQ7vT1xk",
    "secret": "Zc1hP0w9",
    "scopes": ["read", "submit"],
    "display_name": "Yasmine",
    "name": "Les Alizés",
    "team_name": "Les Alizés",
    "zone": "Africa/Casablanca",
    "title": "Waiting at anchorage",
    "summary": "How many hours will this ship wait?",
    "message": "q90 raised",
    "file_name": "predictions.csv",
    "path": "data/train.csv",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "receipt": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "licence": "CC-BY-4.0",
    "unit": "h",
    "key": "pinball",
    "primary": True,
    "better": "lower",
    "decimals": 4,
    "rank": 3,
    "scores": {"public": {"pinball": 3.1415}},
    "values": {"pinball": 3.1415},
    "size": 48213,
    "count": 1,
    "next": None,
    "previous": None,
    "page": 1,
    "page_size": 50,
    "lang": "en",
    "tags": ["quantiles"],
    "image": "smartport-runtime:1",
    "columns": ["q10", "q50", "q90"],
    "state": "scored",
    "outcome": "scored",
    "by": "Yasmine",
    "url": "https://port.example/",
    "video": "https://video.example/watch/1",
    "repository": "https://code.example/alizes/rade",
    "demo": "https://demo.example/",
    "field": None,
    "row": None,
    "column": None,
    "value": None,
}
BY_FORMAT: Mapping[str, Any] = {
    "uuid": "3f1c2d9e-8a55-4b0e-9c53-5d1f0f6f7a10",
    "date-time": "2026-11-20T12:00:00Z",
    "date": "2026-11-20",
    "uri": "https://port.example/",
    "email": "yasmine@ecole.example",
}
BY_TYPE: Mapping[str, Any] = {"string": "…", "integer": 4, "number": 0.5, "boolean": True}


def example_of(schema: Schema, *, components: Mapping[str, Schema], name: str = "", depth: int = 0) -> Any:
    """A value that the schema allows."""
    schema = _followed(schema, components)
    if "example" in schema:
        return schema["example"]
    if schema.get("enum"):
        return _chosen(schema["enum"], BY_NAME.get(name))
    kind = _type(schema)
    if depth > DEEPEST:
        return None if schema.get("nullable") else {"array": [], "object": {}}.get(kind, BY_TYPE.get(kind))
    if kind == "object":
        return _object(schema, components=components, name=name, depth=depth)
    if kind == "array":
        return _array(schema, components=components, name=name, depth=depth)
    return _plain(schema, kind, name=name)


def _followed(schema: Schema, components: Mapping[str, Schema]) -> Schema:
    """The schema a reference means; of several possible ones the first that is more than null."""
    while True:
        if "$ref" in schema:
            schema = components[schema["$ref"].rsplit("/", 1)[-1]]
        elif parts := schema.get("allOf") or schema.get("oneOf") or schema.get("anyOf"):
            rest = {key: value for key, value in schema.items() if key not in {"allOf", "oneOf", "anyOf"}}
            told = next(
                (part for part in parts if "NullEnum" not in str(part) and "BlankEnum" not in str(part)), parts[0]
            )
            schema = {**told, **({"nullable": True} if rest.get("nullable") else {})}
        else:
            return schema


def _object(schema: Schema, *, components: Mapping[str, Schema], name: str, depth: int) -> Any:
    properties = schema.get("properties", {})
    if not properties:
        told = BY_NAME.get(name)
        inner = schema.get("additionalProperties")
        if isinstance(told, dict):
            return told
        if isinstance(inner, Mapping) and inner:
            return {"pinball": example_of(inner, components=components, depth=depth + 1)}
        return {}
    return {
        key: example_of(inner, components=components, name=key, depth=depth + 1) for key, inner in properties.items()
    }


def _array(schema: Schema, *, components: Mapping[str, Schema], name: str, depth: int) -> list[Any]:
    inner = _followed(schema.get("items", {}), components)
    told = BY_NAME.get(name)
    if isinstance(told, list) and _type(inner) == "string" and not inner.get("enum"):
        return told
    least = max(1, int(schema.get("minItems", 1)))
    return [example_of(inner, components=components, name=name, depth=depth + 1)] * least


def _plain(schema: Schema, kind: str, *, name: str) -> Any:
    told = BY_NAME.get(name, BY_FORMAT.get(schema.get("format", ""), BY_TYPE.get(kind)))
    if not _is_of(told, kind, nullable=bool(schema.get("nullable"))) or schema.get("format") in BY_FORMAT:
        told = BY_FORMAT.get(schema.get("format", ""), BY_TYPE.get(kind))
    if isinstance(told, str) and kind == "string":
        return told[: schema.get("maxLength", len(told))]
    if kind in {"integer", "number"} and told is not None:
        return max(schema.get("minimum", told), min(told, schema.get("maximum", told)))
    return told


def _type(schema: Schema) -> str:
    return str(schema.get("type") or ("object" if "properties" in schema else ""))


def _is_of(value: object, kind: str, *, nullable: bool) -> bool:
    if value is None:
        return nullable
    wanted: dict[str, Any] = {"string": str, "integer": int, "number": (int, float), "boolean": bool}
    is_it = isinstance(value, wanted.get(kind, object))
    return is_it and (kind == "boolean" or not isinstance(value, bool))


def _chosen(choices: list[Any], told: Any) -> Any:
    return told if told in choices else choices[0]
