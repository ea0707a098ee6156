"""The description for catalogues keeps the shapes of DCAT-AP 3; nothing is fetched to read it."""

import json
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF, XSD

from datasets.releasing.content import Publisher
from datasets.releasing.dcat import CONTEXT
from tests.datasets.releasing.conftest import make_recipe

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning:rdflib")

SHAPES = Path(__file__).with_name("dcat-shapes.ttl")
SHACL = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
BASE = "https://mirror.example/release/"


def graph(folder: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(folder / "dcat.jsonld", format="json-ld", publicID=f"{BASE}dcat.jsonld")


def complaints(data: rdflib.Graph) -> set[tuple[str, str]]:
    """Severity and path of each."""
    _, report, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(SHAPES))
    found = report.subjects(RDF.type, SHACL.ValidationResult)
    return {
        (str(report.value(one, SHACL.resultSeverity)).rpartition("#")[2], str(report.value(one, SHACL.resultPath)))
        for one in found
    }


def test_release_keeps_every_mandatory_and_recommended_property(folder: Path) -> None:
    assert complaints(graph(folder)) == set()


@pytest.mark.parametrize(
    ("path", "severity"),
    [
        (DCTERMS.title, "Violation"),
        (DCTERMS.description, "Violation"),
        (DCAT.accessURL, "Violation"),
        (DCAT.contactPoint, "Warning"),
        (DCAT.theme, "Warning"),
        (DCTERMS.temporal, "Warning"),
        (DCTERMS.license, "Warning"),
        (SPDX.checksumValue, "Violation"),
    ],
)
def test_shapes_see_what_is_missing(folder: Path, path: rdflib.URIRef, severity: str) -> None:
    data = graph(folder)
    data.remove((None, path, None))
    assert (severity, str(path)) in complaints(data)


def test_bare_release_lacks_recommended_properties_only(write: Any) -> None:
    bare = Publisher(name={"fr": "A", "ar": "ب", "en": "C"})
    data = graph(write(publisher=bare, recipe=make_recipe(licence="Usage limité")))
    assert complaints(data) == {("Warning", str(DCAT.contactPoint))}


def test_files_are_told_with_size_digest_and_address(folder: Path) -> None:
    data = graph(folder)
    dataset = data.value(predicate=RDF.type, object=DCAT.Dataset)
    assert str(dataset) == "https://ports.example/data/visites/1.0.0/"
    listed = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    told = {}
    for one in data.objects(dataset, DCAT.distribution):
        path = str(data.value(one, DCAT.downloadURL)).removeprefix(str(dataset))
        told[path] = str(data.value(data.value(one, SPDX.checksum), SPDX.checksumValue))
        assert int(data.value(one, DCAT.byteSize)) == (folder / path).stat().st_size
    assert told == {path: listed[path] for path in told}
    assert len(told) == 5


def test_without_an_address_files_are_found_beside_the_description(write: Any) -> None:
    data = graph(write(publisher=Publisher(name={"fr": "A", "ar": "ب", "en": "C"})))
    assert data.value(predicate=RDF.type, object=DCAT.Dataset) == rdflib.URIRef(BASE)
    assert rdflib.URIRef(f"{BASE}data/train.csv") in set(data.objects(predicate=DCAT.downloadURL))


def test_period_ends_on_its_last_day(folder: Path) -> None:
    data = graph(folder)
    period = data.value(predicate=RDF.type, object=DCTERMS.PeriodOfTime)
    assert data.value(period, DCAT.startDate) == rdflib.Literal("2025-01-01", datatype=XSD.date)
    assert data.value(period, DCAT.endDate) == rdflib.Literal("2025-12-31", datatype=XSD.date)


def test_context_stands_in_the_file(folder: Path) -> None:
    assert json.loads((folder / "dcat.jsonld").read_text())["@context"] == CONTEXT
