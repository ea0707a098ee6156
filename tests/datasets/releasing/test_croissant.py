"""mlcroissant validates what we write and reads the rows from it."""

import json
import logging
from itertools import islice
from pathlib import Path
from typing import Any

import mlcroissant as mlc
import pyarrow.parquet as pq
import pytest

from datasets.releasing.content import Publisher
from tests.datasets.releasing.conftest import make_recipe

pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning:rdflib"),
    pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame.reset_index:pandas.errors.Pandas4Warning"),
]


@pytest.fixture
def dataset(folder: Path, caplog: pytest.LogCaptureFixture) -> Any:
    with caplog.at_level(logging.WARNING):
        found = mlc.Dataset(str(folder / "croissant.json"))
    assert caplog.messages == []
    return found


def test_release_is_valid_croissant_without_warnings(dataset: Any) -> None:
    assert dataset.metadata.ctx.issues.errors == set()
    assert dataset.metadata.ctx.issues.warnings == set()
    assert dataset.metadata.ctx.is_latest_version()
    assert dataset.metadata.name == {"fr": "Visites au portail", "ar": "زيارات البوابة", "en": "Gate visits"}


def _text(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value


@pytest.mark.parametrize("part", ["train", "test"])
def test_hundred_rows_are_those_of_the_file(dataset: Any, folder: Path, part: str) -> None:
    expected = pq.read_table(folder / "data" / f"{part}.parquet").slice(0, 100).to_pylist()
    read = [
        {name.removeprefix(f"{part}/"): _text(value) for name, value in row.items()}
        for row in islice(dataset.records(part), 100)
    ]
    assert read == expected
    assert any(value is None for row in read for value in row.values())


def test_sample_is_read_from_its_csv(dataset: Any) -> None:
    row = next(iter(dataset.records("sample_submission")))
    assert row["sample_submission/minutes"] == 40.5


def test_bare_release_is_valid_as_well(write: Any) -> None:
    bare = Publisher(name={"fr": "A", "ar": "ب", "en": "C"})
    folder = write(publisher=bare, recipe=make_recipe(licence="Usage limité"))
    assert mlc.Dataset(str(folder / "croissant.json")).metadata.ctx.issues.warnings == set()


def test_file_that_was_changed_is_found(folder: Path) -> None:
    told = json.loads((folder / "croissant.json").read_text())
    told["recordSet"][0]["field"][0]["source"]["fileObject"]["@id"] = "nowhere"
    (folder / "croissant.json").write_text(json.dumps(told))
    with pytest.raises(mlc.ValidationError):
        mlc.Dataset(str(folder / "croissant.json"))
