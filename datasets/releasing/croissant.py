"""croissant.json: the release as MLCommons Croissant 1.1 describes it, for programs that train models."""

from collections.abc import Mapping
from typing import Any

from datasets.releasing.files import CSV, SAMPLE, DataFile
from datasets.releasing.licences import licence_of
from datasets.releasing.material import Material

VERSION = "http://mlcommons.org/croissant/1.1"
RESPONSIBLE_AI = "http://mlcommons.org/croissant/RAI/1.0"
DATA_TYPES = {"text": "sc:Text", "category": "sc:Text", "integer": "sc:Integer", "number": "sc:Float"}

CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""That of the specification: readers look for each of these words."""


def croissant(material: Material) -> dict[str, Any]:
    content, recipe = material.content, material.recipe
    licence = licence_of(recipe.licence)
    publisher = content.publisher
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": [VERSION, RESPONSIBLE_AI],
        "name": dict(recipe.title),
        "alternateName": recipe.name,
        "description": dict(recipe.about),
        "version": recipe.version,
        "datePublished": content.published_on.isoformat(),
        "license": licence.address or licence.title,
        "citeAs": f"{publisher.name['fr']}, {recipe.title['fr']}, {recipe.version}, {content.published_on.year}.",
        **({"url": publisher.address} if publisher.address else {}),
        "inLanguage": ["fr", "ar", "en"],
        "keywords": [word for words in publisher.keywords.values() for word in words],
        "creator": _publisher(material),
        "publisher": _publisher(material),
        "rai:dataPreprocessingProtocol": [
            f"{column['name']}: {column['treatment']['en']}" for column in material.columns
        ],
        "rai:personalSensitiveInformation": _protection(material),
        "distribution": [_file(file) for file in material.files],
        "recordSet": [_records(file, material=material) for file in material.files if _is_read(file)],
    }


def _is_read(file: DataFile) -> bool:
    """Records are taken from parquet, which knows the types; of the sample there is only a CSV."""
    return file.media_type != CSV or file.table == SAMPLE


def _publisher(material: Material) -> dict[str, Any]:
    publisher = material.content.publisher
    told = {"url": publisher.homepage, "email": publisher.email}
    return {
        "@type": "sc:Organization",
        "name": dict(publisher.name),
        **{key: text for key, text in told.items() if text},
    }


def _protection(material: Material) -> list[str]:
    asked = material.recipe.protection
    counted = "rows" if asked.entities is None else "distinct entities"
    text = (
        "No direct identifiers. Columns that somebody outside may know are generalised or suppressed until each "
        f"combination of their values is shared by at least {asked.k} {counted}."
    )
    return [text]


def _file(file: DataFile) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.path,
        "description": dict(file.title),
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": "application/x-parquet" if file.kind == "parquet" else file.media_type,
        "sha256": file.sha256,
    }


def _records(file: DataFile, *, material: Material) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": file.table,
        "name": dict(file.title),
        "key": {"@id": f"{file.table}/{material.recipe.id}"},
        "field": [_field(column, file=file) for column in material.columns_of(file.table)],
    }


def _field(column: Mapping[str, Any], *, file: DataFile) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{file.table}/{column['name']}",
        "name": column["name"],
        "description": column["description"],
        "dataType": DATA_TYPES[column["type"]],
        "source": {"fileObject": {"@id": file.name}, "extract": {"column": column["name"]}},
    }
