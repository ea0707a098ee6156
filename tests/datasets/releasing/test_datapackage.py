"""Frictionless validates what we write, and sees what we break."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import pytest

from datasets.releasing.commitment import commit, solution_bytes
from datasets.releasing.content import Content, Publisher
from datasets.releasing.write import write_release
from tests.datasets.releasing.conftest import PUBLISHER, SALT, make_recipe, make_rows


def errors(folder: Path) -> list[tuple[str, str]]:
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    found = report.flatten(["type", "note"])
    assert report.valid == (not found)
    return [(kind, note) for kind, note in found]


def test_release_is_a_valid_data_package(folder: Path) -> None:
    assert errors(folder) == []
    package = frictionless.Package(str(folder / "datapackage.json"))
    assert package.resource_names == ["train-parquet", "train-csv", "test-parquet", "test-csv", "sample-submission"]
    train = package.get_table_resource("train-csv").read_rows()
    assert len(train) == 600


def test_bare_release_is_valid_as_well(write: Any) -> None:
    bare = Publisher(name={"fr": "A", "ar": "ب", "en": "C"})
    assert errors(write(publisher=bare, recipe=make_recipe(licence="Usage limité"))) == []


def test_schema_says_what_each_column_may_hold(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text())
    train = {resource["name"]: resource for resource in package["resources"]}["train-csv"]["schema"]
    fields = {field["name"]: field for field in train["fields"]}
    assert (train["missingValues"], train["primaryKey"]) == ([""], ["visit"])
    assert fields["visit"]["constraints"] == {"required": True, "unique": True}
    assert fields["goods"]["constraints"] == {"required": True, "enum": ["*", "10", "8703", "8704"]}
    assert fields["weight_t"]["constraints"] == {"minimum": 2.5, "maximum": 12.5}
    assert (fields["weight_t"]["type"], fields["queue"]["type"], fields["weight_t"]["unit"]) == (
        "number",
        "integer",
        "t",
    )
    assert "constraints" in fields["minutes"]
    assert package["commitment"]["value"] in (folder / "README.md").read_text()


def test_hidden_target_is_in_no_schema_but_that_of_train_and_sample(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text())
    told = [
        resource["name"]
        for resource in package["resources"]
        if "minutes" in [field["name"] for field in resource["schema"]["fields"]]
    ]
    assert told == ["train-parquet", "train-csv", "sample-submission"]


@pytest.mark.parametrize(
    ("path", "old", "new", "kind"),
    [
        ("data/train.csv", '"8703"', '"9999"', "constraint-error"),
        ("data/test.csv", '"S000286"', '"S000285"', "unique-error"),
        ("sample_submission.csv", "S000286", "S999999", "foreign-key"),
        ("data/train.csv", ",0.3\n", ",abc\n", "type-error"),
    ],
)
def test_file_that_was_changed_is_found(folder: Path, path: str, old: str, new: str, kind: str) -> None:
    text = (folder / path).read_text()
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1))
    assert {kind, "hash-count"} <= {found for found, _ in errors(folder)}


def test_parquet_that_was_changed_is_found(folder: Path) -> None:
    path = folder / "data" / "test.parquet"
    path.write_bytes(path.read_bytes() + b"\0")
    assert {"hash-count", "byte-count"} == {kind for kind, _ in errors(folder)}


@pytest.mark.slow
def test_fifty_thousand_rows_are_valid(tmp_path: Path) -> None:
    train, test = make_rows(35_000, seed=3, prefix="R"), make_rows(15_000, seed=4, prefix="S")
    content = Content(
        recipe=make_recipe(),
        train=train,
        test=test,
        sample=test[["visit"]].assign(minutes=40.5),
        rows_before=50_000,
        risk={},
        commitment=commit(solution_bytes(test[["visit", "minutes"]]), SALT),
        published_on=date(2026, 11, 20),
        publisher=PUBLISHER,
    )
    assert errors(write_release(content, folder=tmp_path / "release")) == []
