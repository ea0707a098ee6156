"""dcat.jsonld: the release as DCAT-AP 3 describes it, for the catalogues of open data."""

from collections.abc import Mapping
from typing import Any

from datasets.releasing.files import DataFile
from datasets.releasing.licences import Licence, licence_of
from datasets.releasing.material import Material

AUTHORITY = "http://publications.europa.eu/resource/authority"
LANGUAGES = {"fr": "FRA", "ar": "ARA", "en": "ENG"}
PUBLISHER_TYPES = "http://purl.org/adms/publishertype"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"

CONTEXT: Mapping[str, Any] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct:title": {"@container": "@language"},
    "dct:description": {"@container": "@language"},
    "dcat:keyword": {"@container": "@language"},
    "foaf:name": {"@container": "@language"},
}
"""All of it stands in the file: nothing is fetched to read it."""


def dcat(material: Material) -> dict[str, Any]:
    """Without an address of the release its files are told by paths, relative to where this file lies."""
    content, recipe = material.content, material.recipe
    publisher = content.publisher
    keywords = {language: list(words) for language, words in publisher.keywords.items()}
    return {
        "@context": CONTEXT,
        "@id": publisher.address or "./",
        "@type": "dcat:Dataset",
        "dct:title": dict(recipe.title),
        "dct:description": dict(recipe.about),
        "dct:identifier": f"{recipe.name}-{recipe.version}",
        "dcat:version": recipe.version,
        "dct:issued": _date(content.published_on.isoformat()),
        "dct:language": [{"@id": f"{AUTHORITY}/language/{code}"} for code in LANGUAGES.values()],
        "dcat:keyword": keywords,
        "dcat:theme": [{"@id": f"{AUTHORITY}/data-theme/{theme}"} for theme in publisher.themes],
        "dct:publisher": _publisher(material),
        **_contact(material),
        "dct:spatial": {"@id": f"{AUTHORITY}/country/{publisher.country}", "@type": "dct:Location"},
        **_period(material),
        "dcat:distribution": [_distribution(file, material=material) for file in material.files],
    }


def _publisher(material: Material) -> dict[str, Any]:
    publisher = material.content.publisher
    return {
        "@type": "foaf:Agent",
        "foaf:name": dict(publisher.name),
        "dct:type": {"@id": f"{PUBLISHER_TYPES}/{publisher.kind}"},
        **({"foaf:homepage": {"@id": publisher.homepage}} if publisher.homepage else {}),
    }


def _contact(material: Material) -> dict[str, Any]:
    publisher = material.content.publisher
    if not publisher.email:
        return {}
    email = {"@id": f"mailto:{publisher.email}"}
    return {"dcat:contactPoint": {"@type": "vcard:Kind", "vcard:fn": publisher.name["fr"], "vcard:hasEmail": email}}


def _period(material: Material) -> dict[str, Any]:
    if material.period is None:
        return {}
    first, last = material.period
    ends = {"dcat:startDate": _date(first.isoformat()), "dcat:endDate": _date(last.isoformat())}
    return {"dct:temporal": {"@type": "dct:PeriodOfTime", **ends}}


def _distribution(file: DataFile, *, material: Material) -> dict[str, Any]:
    address = material.content.publisher.address
    return {
        "@id": f"{address}{file.path}",
        "@type": "dcat:Distribution",
        "dct:title": dict(file.title),
        "dct:description": dict(file.title),
        "dcat:accessURL": {"@id": address or "./"},
        "dcat:downloadURL": {"@id": f"{address}{file.path}"},
        "dct:format": {"@id": f"{AUTHORITY}/file-type/{file.kind.upper()}"},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}/{file.media_type}"},
        "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
        "dcatap:availability": {"@id": f"{AUTHORITY}/planned-availability/STABLE"},
        "dct:license": _licence(licence_of(material.recipe.licence)),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
    }


def _licence(licence: Licence) -> dict[str, Any]:
    told = {"@type": "dct:LicenseDocument", "dct:title": {"en": licence.title}}
    return {"@id": licence.address, **told} if licence.address else told


def _date(text: str) -> dict[str, str]:
    return {"@value": text, "@type": "xsd:date"}
