"""Whatever is wrong with a file is seen when it is read again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from datasets.recipes.recipe import Recipe
from datasets.releasing.folder import CHECKSUMS, checksums, write_text
from datasets.releasing.rereading import FILES, check_files, reread
from tests.datasets.releasing.test_write import FILES as WRITTEN

TRAIN = "data/train.parquet"


def sign(folder: Path) -> None:
    write_text(folder / CHECKSUMS, checksums(folder))


def told(breaches: Any) -> list[tuple[str, str]]:
    return [(one.code, str(one.values.get("path", ""))) for one in breaches]


def wrong(folder: Path, recipe: Recipe) -> list[tuple[str, str]]:
    return told(reread(folder, recipe=recipe)[1])


def test_files_of_a_release_are_all_known() -> None:
    assert sorted(FILES) == sorted(WRITTEN)


def test_release_as_it_was_written_is_right(folder: Path, recipe: Recipe, train: pd.DataFrame) -> None:
    assert list(check_files(folder)) == []
    tables, breaches = reread(folder, recipe=recipe)
    assert breaches == []
    assert tables is not None
    assert tables.train["visit"].to_pylist() == train["visit"].tolist()


def _remove(folder: Path) -> None:
    (folder / "risk.json").unlink()


def _add(folder: Path) -> None:
    write_text(folder / "raw.csv", "plate\n")
    sign(folder)


def _change(folder: Path) -> None:
    write_text(folder / "README.md", "x")


def _unlist(folder: Path) -> None:
    lines = (folder / CHECKSUMS).read_text().splitlines(keepends=True)
    write_text(folder / CHECKSUMS, "".join(line for line in lines if not line.endswith("README.md\n")))


def _break(folder: Path) -> None:
    write_text(folder / "risk.json", "{")
    sign(folder)


def _link(folder: Path) -> None:
    (folder / "README.md").rename(folder.parent / "elsewhere.md")
    (folder / "README.md").symlink_to(folder.parent / "elsewhere.md")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_remove, [("file_missing", "risk.json")]),
        (_add, [("file_unexpected", "raw.csv")]),
        (_change, [("checksum_wrong", "README.md")]),
        (_unlist, [("checksum_wrong", "README.md")]),
        (_break, [("file_unreadable", "risk.json")]),
        (_link, [("file_unexpected", "README.md")]),
    ],
)
def test_file_that_is_not_as_listed_is_found(
    folder: Path, change: Callable[[Path], None], expected: list[tuple[str, str]]
) -> None:
    change(folder)
    assert told(check_files(folder)) == expected


def rewrite(folder: Path, table: pa.Table, **options: Any) -> None:
    pq.write_table(table, folder / TRAIN, **{"store_schema": False, **options})


def test_metadata_is_found(folder: Path, recipe: Recipe) -> None:
    rewrite(folder, pq.read_table(folder / TRAIN), store_schema=True)
    assert wrong(folder, recipe) == [("metadata_found", TRAIN)]


def test_index_column_is_found(folder: Path, recipe: Recipe) -> None:
    table = pq.read_table(folder / TRAIN)
    rewrite(folder, table.append_column("__index_level_0__", pa.array(np.arange(table.num_rows))))
    assert wrong(folder, recipe) == [("columns_unexpected", TRAIN)]


def test_target_in_the_test_is_found(folder: Path, recipe: Recipe) -> None:
    table = pq.read_table(folder / "data/test.parquet")
    answers = table.append_column("minutes", pa.array(np.ones(table.num_rows)))
    pq.write_table(answers, folder / "data/test.parquet", store_schema=False)
    assert wrong(folder, recipe) == [("columns_unexpected", "data/test.parquet")]


def test_missing_column_is_found(folder: Path, recipe: Recipe) -> None:
    rewrite(folder, pq.read_table(folder / TRAIN).drop_columns("queue"))
    assert wrong(folder, recipe) == [("columns_missing", TRAIN)]


def test_values_that_no_row_has_are_found(folder: Path, recipe: Recipe) -> None:
    table = pq.read_table(folder / TRAIN)
    goods = pd.Categorical(table["goods"].to_pylist(), categories=["8703", "8704", "10", "*", "SECRET1", "SECRET2"])
    rewrite(folder, table.set_column(table.column_names.index("goods"), "goods", pa.array(goods)))
    (breach,) = reread(folder, recipe=recipe)[1]
    assert (breach.code, breach.values["column"], breach.values["count"]) == ("values_unused", "goods", 2)


@pytest.mark.parametrize(
    ("old", "new", "column", "count"),
    [
        ('"8704",2.5', '"8704",2.50001', "weight_t", 1),
        ('"dit ""B"""', '"dit B"', "note", 1),
        ('"H006XYZ",5,', '"H006XYZ",,', "queue", 1),
    ],
)
def test_csv_that_says_something_else_is_found(
    folder: Path, recipe: Recipe, old: str, new: str, column: str, count: int
) -> None:
    text = (folder / "data/train.csv").read_text()
    assert old in text
    write_text(folder / "data/train.csv", text.replace(old, new, 1))
    (breach,) = reread(folder, recipe=recipe)[1]
    assert (breach.code, breach.values["column"], breach.values["count"]) == ("csv_differs", column, count)


def test_csv_with_fewer_rows_other_columns_or_no_numbers_is_found(folder: Path, recipe: Recipe) -> None:
    path = folder / "data/train.csv"
    text = path.read_text()
    write_text(path, text[: text.rindex('"R')])
    assert wrong(folder, recipe) == [("csv_differs", "data/train.csv")]
    write_text(path, text.replace('"queue"', '"tail"', 1))
    assert wrong(folder, recipe) == [("csv_differs", "data/train.csv")]
    write_text(path, text.replace('"H006XYZ",5,', '"H006XYZ",five,', 1))
    assert wrong(folder, recipe) == [("file_unreadable", "data/train.csv")]


@pytest.mark.parametrize(("mark", "end"), [(b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n")])
def test_csv_in_another_form_is_found(folder: Path, recipe: Recipe, mark: bytes, end: bytes) -> None:
    path = folder / "data/train.csv"
    path.write_bytes(mark + path.read_bytes().replace(b"\n", end))
    assert wrong(folder, recipe) == [("csv_form", "data/train.csv")]


@pytest.mark.parametrize("path", [TRAIN, "sample_submission.csv"])
def test_file_that_cannot_be_read_is_told(folder: Path, recipe: Recipe, path: str) -> None:
    (folder / path).write_bytes(b"")
    tables, breaches = reread(folder, recipe=recipe)
    assert tables is None
    assert told(breaches) == [("file_unreadable", path)]


def test_sample_without_ids_is_found(folder: Path, recipe: Recipe) -> None:
    write_text(folder / "sample_submission.csv", "x,minutes\n1,2\n")
    assert wrong(folder, recipe) == [("columns_missing", "sample_submission.csv")]
