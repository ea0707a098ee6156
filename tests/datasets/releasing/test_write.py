"""A release as a whole: all its files, the same bytes every time, and nothing in them that should not be there."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from datasets.releasing.content import Content
from datasets.releasing.folder import files_of
from datasets.releasing.rules import NotFinite, VersionUnreadable
from datasets.releasing.write import write_release
from datasets.rules import FolderTaken
from tests.datasets.releasing.conftest import EXTRACT, RAW_NAMES, SALT, TRUCKS

FILES = [
    "CHANGELOG.md",
    "DATASHEET.ar.md",
    "DATASHEET.en.md",
    "DATASHEET.fr.md",
    "DICTIONARY.ar.md",
    "DICTIONARY.en.md",
    "DICTIONARY.fr.md",
    "README.md",
    "SHA256SUMS",
    "croissant.json",
    "data/test.csv",
    "data/test.parquet",
    "data/train.csv",
    "data/train.parquet",
    "datapackage.json",
    "dcat.jsonld",
    "profile.json",
    "recipe.json",
    "risk.json",
    "sample_submission.csv",
]


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every byte that is published: of parquet also what is compressed, with its dictionaries and its footer."""
    for name, path in files_of(folder).items():
        yield name, path.read_bytes()
        if path.suffix == ".parquet":
            names = pq.read_schema(path).names
            unpacked = pa.BufferOutputStream()
            pq.write_table(pq.read_table(path, read_dictionary=names), unpacked, compression="none", store_schema=False)
            yield f"{name} unpacked", unpacked.getvalue().to_pybytes()


def test_release_has_all_its_files(folder: Path) -> None:
    assert list(files_of(folder)) == FILES
    assert len((folder / "SHA256SUMS").read_text().splitlines()) == len(FILES) - 1


def test_same_content_is_the_same_bytes(folder: Path, content: Content, tmp_path: Path) -> None:
    again = write_release(content, folder=tmp_path / "again")
    assert (again / "SHA256SUMS").read_text() == (folder / "SHA256SUMS").read_text()


def test_nothing_of_the_raw_file_survives(folder: Path) -> None:
    raw = [*TRUCKS, *RAW_NAMES, EXTRACT, "raw_order", "SECRET870899", "__index_level_0__", "pandas", "ARROW:schema"]
    prose = re.compile(rb"import pandas|pd\.read|\(pandas")
    found = [
        (name, word) for name, content in contents(folder) for word in raw if word.encode() in prose.sub(b"", content)
    ]
    assert found == []


def test_search_for_what_survives_would_find_it(folder: Path) -> None:
    """The test above can fail: a value of the release is found in each file that has it."""
    found = [name for name, content in contents(folder) if b"H006XYZ" in content]
    unpacked = {f"data/{part}.parquet unpacked" for part in ("train", "test")}
    assert {"data/train.csv", "data/test.csv", *unpacked} <= set(found)


def test_hidden_answers_get_nowhere(folder: Path, test: pd.DataFrame) -> None:
    answers = {f"{value:.1f}".encode() for value in test["minutes"]}
    text = b"\n".join(content for _, content in contents(folder))
    assert [answer for answer in answers if answer in text] == []
    assert SALT not in text
    assert SALT.hex().encode() not in text


def test_number_of_a_finding_is_not_published(folder: Path) -> None:
    assert b"0.875431" not in b"".join(content for _, content in contents(folder))
    assert json.loads((folder / "risk.json").read_text())["findings"] == [
        {"code": "single_feature", "severity": "warns", "column": "queue", "limit": 0.85},
        {"code": "order", "severity": "passes", "column": "", "limit": 0.02},
    ]


def test_raw_column_of_entities_has_no_name_in_the_risk_report(write: Any) -> None:
    risk = {"promise": {"k": 3, "entities": "camion_immat"}}
    told = json.loads((write(risk=risk) / "risk.json").read_text())
    assert told["promise"] == {"k": 3, "entities": "entities"}
    assert risk["promise"]["entities"] == "camion_immat"


def test_plain_digest_of_the_labels_is_not_published(write: Any) -> None:
    assert b"a" * 64 not in b"".join(content for _, content in contents(write(labels="a" * 64)))


def test_rows_keep_the_order_that_was_drawn(folder: Path, train: pd.DataFrame, test: pd.DataFrame) -> None:
    assert pd.read_parquet(folder / "data/train.parquet")["visit"].tolist() == train["visit"].tolist()
    assert pd.read_csv(folder / "sample_submission.csv")["visit"].tolist() == test["visit"].tolist()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"recipe": {"version": "1.0"}}, VersionUnreadable),
        ({"train": {"weight_t": float("inf")}}, NotFinite),
        ({"risk": {"x": float("nan")}}, ValueError),
        ({"risk": {"x": date(2026, 1, 1)}}, TypeError),
    ],
)
def test_what_cannot_be_written_leaves_no_folder(
    content: Content, tmp_path: Path, change: dict[str, Any], refusal: type[Exception]
) -> None:
    changed = {
        "recipe": replace(content.recipe, **change.get("recipe", {})),
        "train": content.train.assign(**change.get("train", {})),
        "risk": change.get("risk", {}),
    }
    with pytest.raises(refusal):
        write_release(replace(content, **changed), folder=tmp_path / "none")
    assert [path.name for path in tmp_path.iterdir() if path.name != "data"] == []


def test_table_without_a_column_of_the_recipe_is_our_fault(content: Content, tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="queue"):
        write_release(replace(content, train=content.train.drop(columns="queue")), folder=tmp_path / "none")


def test_release_written_from_its_own_files_is_the_same(folder: Path, content: Content, tmp_path: Path) -> None:
    """So documents can be written anew when the decisions are signed."""
    train, test = (pd.read_parquet(folder / f"data/{part}.parquet") for part in ("train", "test"))
    sample = pd.read_csv(folder / "sample_submission.csv", dtype={"visit": str})
    again = write_release(replace(content, train=train, test=test, sample=sample), folder=tmp_path / "again")
    assert (again / "SHA256SUMS").read_text() == (folder / "SHA256SUMS").read_text()


def test_release_is_never_written_over(content: Content, folder: Path) -> None:
    with pytest.raises(FolderTaken):
        write_release(content, folder=folder)
