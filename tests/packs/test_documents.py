"""The pack of documents: its bundle, the numbers that its statements tell, and the example that they work out."""

import re
from importlib.util import module_from_spec, spec_from_file_location

import pandas as pd
import pytest

from evaluator.bundle import Bundle
from smartport.packs.pack import LANGUAGES
from tests.evaluator.metrics.making import Case, made
from tests.packs.building import PACKS

DOCUMENTS = PACKS / "documents"
FIELDS = ("goods", "origin", "weight", "consignee", "containers", "packages", "certificate")


@pytest.fixture(scope="module")
def documents(build):
    return build("documents")


@pytest.fixture(scope="module")
def train(documents):
    return pd.read_csv(documents.release / "data" / "train.csv", dtype={"hs6": str})


def statement(language):
    return (DOCUMENTS / f"statement.{language}.md").read_text(encoding="utf-8")


def test_bundle_is_one_the_evaluator_takes(documents):
    bundle = Bundle.read(documents.bundle)
    assert bundle.predictions.header == ("file_id", "p_blocked", "field")
    assert bundle.predictions.bounds["p_blocked"] == (0, 1)
    assert set(bundle.predictions.labels["field"]) == {*FIELDS, "none"}
    assert [(column.key, column.better, column.primary) for column in bundle.scores] == [
        ("score", "higher", True),
        ("ap", "higher", False),
        ("f1", "higher", False),
        ("auc", "higher", False),
    ]


def test_every_field_is_there_in_both_parts(documents):
    truth = pd.read_csv(documents.bundle / "reference" / "reference.csv")
    counts = truth.groupby(["part", "field"]).size()
    assert set(counts.index) == {(part, field) for part in ("public", "private") for field in (*FIELDS, "none")}
    assert counts.min() >= 50
    assert truth["blocked"].tolist() == (truth["field"] != "none").astype(int).tolist()


def test_neither_names_nor_numbers_are_published(train):
    texts = train.select_dtypes("str").drop(columns="file_id")
    words = {word for column in texts for text in texts[column].dropna().unique() for word in text.upper().split()}
    assert words.isdisjoint({"SARL", "SOCIETE", "LOGISTIQUE", "TRANSIT"})
    assert not [word for word in words if re.fullmatch(r"[A-Z]{4}\d{6,7}", word)]


def test_statements_tell_the_numbers_of_the_figure(train):
    spec = spec_from_file_location("figure", DOCUMENTS / "figure.py")
    figure = module_from_spec(spec)
    spec.loader.exec_module(figure)
    expected = [[field, *map(str, counts)] for field, counts in figure.of_a_thousand(train).items()]
    for language in LANGUAGES:
        lines = re.findall(r"^\| `(\w+)`.* \| (\d+) \| (\d+) \|$", statement(language), re.MULTILINE)
        assert [list(line) for line in lines] == expected


def test_worked_example_of_the_statements_is_right():
    table = re.findall(r"^\| (0\.\d) \| `(\w+)` \| ([01]) \| `(\w+)` \|", statement("en"), re.MULTILINE)
    chances, fields, blocked, truth = zip(*table, strict=True)
    case = Case({"blocked": list(blocked), "field": list(truth)}, {"p": list(map(float, chances)), "f": list(fields)})
    ranked = {"key": "ap", "metric": "average_precision", "target": "blocked", "prediction": "p"}
    named = {"key": "f1", "metric": "f1", "average": "macro", "target": "field", "prediction": "f"}
    labels = {"f": [*FIELDS, "none"]}
    found = made(ranked, named, {"metric": "weighted_sum", "of": {"ap": 0.7, "f1": 0.3}}, public=case, labels=labels)
    told = {key: f"{found.scores[f'public_{key}']:.4f}" for key in ("ap", "f1", "weighted_sum")}
    assert told == {"ap": "0.8333", "f1": "0.9333", "weighted_sum": "0.8633"}
    for language in LANGUAGES:
        text = statement(language).replace(",", ".")
        assert text.count("**0.8633**") == 1
        assert all(number in text for number in told.values())
