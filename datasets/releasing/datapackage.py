"""datapackage.json: the release as a Data Package (version 2 of the standard), which Frictionless reads."""

from collections.abc import Mapping
from typing import Any

from datasets.releasing.files import CSV, SAMPLE, DataFile
from datasets.releasing.licences import licence_of
from datasets.releasing.material import Material

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True}
TYPES = {"text": "string", "category": "string", "integer": "integer", "number": "number"}
LANGUAGE = "en"
"""Data packages have one text; `title` and `description` of the columns stand in three languages beside it."""


def data_package(material: Material) -> dict[str, Any]:
    """Parquet files are described as files with a schema: Frictionless checks their size and digest, and reads the
    values from the CSV, which has the same."""
    content, recipe = material.content, material.recipe
    return {
        "$schema": SCHEMA,
        "name": recipe.name,
        "version": recipe.version,
        "title": recipe.title[LANGUAGE],
        "titles": dict(recipe.title),
        "description": recipe.about[LANGUAGE],
        "descriptions": dict(recipe.about),
        **({"homepage": content.publisher.address} if content.publisher.address else {}),
        "created": f"{content.published_on.isoformat()}T00:00:00Z",
        "keywords": list(content.publisher.keywords[LANGUAGE]),
        "licenses": [_licence(recipe.licence)],
        "contributors": [_publisher(material)],
        "commitment": {
            "algorithm": "SHA-256",
            "of": "the file of the hidden answers, followed by a salt of 32 bytes",
            "value": content.commitment,
        },
        "resources": [_resource(file, material=material) for file in material.files],
    }


def _licence(name: str) -> dict[str, str]:
    licence = licence_of(name)
    return {"name": licence.slug, "title": licence.title, **({"path": licence.address} if licence.address else {})}


def _publisher(material: Material) -> dict[str, Any]:
    publisher = material.content.publisher
    told = {"path": publisher.homepage, "email": publisher.email}
    return {
        "title": publisher.name[LANGUAGE],
        "roles": ["publisher"],
        **{key: text for key, text in told.items() if text},
    }


def _resource(file: DataFile, *, material: Material) -> dict[str, Any]:
    is_csv = file.media_type == CSV
    return {
        "name": file.name,
        "type": "table" if is_csv else "file",
        "path": file.path,
        "title": file.title[LANGUAGE],
        "titles": dict(file.title),
        "format": file.kind,
        "mediatype": file.media_type,
        **({"encoding": "utf-8", "dialect": DIALECT, "rows": file.rows} if is_csv else {}),
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": _schema(file, material=material),
    }


def _schema(file: DataFile, *, material: Material) -> dict[str, Any]:
    id_column = material.recipe.id
    reference = {"resource": "test-csv", "fields": [id_column]}
    return {
        "$schema": TABLE_SCHEMA,
        "fields": [_field(column) for column in material.columns_of(file.table)],
        "missingValues": [""],
        "primaryKey": [id_column],
        **({"foreignKeys": [{"fields": [id_column], "reference": reference}]} if file.table == SAMPLE else {}),
    }


def _field(column: Mapping[str, Any]) -> dict[str, Any]:
    """The constraints hold for every part that the profile counts; a prediction may be any number."""
    constraints: dict[str, Any] = {}
    if column["role"] == "id":
        constraints = {"required": True, "unique": True}
    elif column["role"] == "prediction":
        constraints = {"required": True}
    else:
        constraints = _constraints(column)
    return {
        "name": column["name"],
        "type": TYPES[column["type"]],
        "description": column["description"][LANGUAGE],
        "descriptions": column["description"],
        **({"unit": column["unit"]} if column["unit"] else {}),
        "treatment": column["treatment"][LANGUAGE],
        "treatments": column["treatment"],
        **({"constraints": constraints} if constraints else {}),
    }


def _constraints(column: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {} if column["nulls"] else {"required": True}
    if column["type"] == "category":
        values = sorted(one["value"] for one in column["top"])
        return {**found, "enum": values} if values and not column["other"] else found
    return {**found, "minimum": column["min"], "maximum": column["max"]} if column["distinct"] else found
