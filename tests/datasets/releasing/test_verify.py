"""A folder is verified as a whole."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from datasets.recipes.recipe import Recipe
from datasets.releasing.folder import CHECKSUMS, checksums, write_text
from datasets.releasing.verify import verify_folder
from tests.datasets.releasing.conftest import TRUCKS
from tests.datasets.releasing.test_promises import counted

FORBIDDEN = {"camion_immat": set(TRUCKS)}


@pytest.fixture
def honest(write: Any, folder: Path, entities: dict[str, int]) -> Path:
    published: Path = write("honest", risk=counted(folder, entities))
    return published


def codes(folder: Path, recipe: Recipe, entities: dict[str, int], **options: Any) -> list[str]:
    found = verify_folder(folder, recipe=recipe, entities=entities, **{"forbidden": FORBIDDEN, **options})
    return [one.code for one in found]


def test_good_release_has_no_breach(honest: Path, recipe: Recipe, entities: dict[str, int]) -> None:
    assert codes(honest, recipe, entities) == []


def test_folder_is_verified_wherever_it_lies(
    honest: Path, recipe: Recipe, entities: dict[str, int], tmp_path: Path
) -> None:
    shutil.copytree(honest, tmp_path / "elsewhere")
    assert codes(tmp_path / "elsewhere", recipe, entities) == []


def test_empty_folder_lacks_every_file(tmp_path: Path, recipe: Recipe) -> None:
    assert codes(tmp_path, recipe, {}) == ["file_missing"] * 20


def test_profile_that_says_something_else_is_found(honest: Path, recipe: Recipe, entities: dict[str, int]) -> None:
    text = (honest / "profile.json").read_text()
    write_text(honest / "profile.json", text.replace('"nulls": 228', '"nulls": 0'))
    assert codes(honest, recipe, entities) == ["checksum_wrong", "profile_differs"]


def test_breaches_of_all_kinds_are_told_together(
    write: Any, recipe: Recipe, entities: dict[str, int], train: pd.DataFrame
) -> None:
    sorted_rows = train.sort_values("minutes")
    leaking = sorted_rows.assign(note=sorted_rows["camion_immat"])
    found = set(codes(write(train=leaking), recipe, dict.fromkeys(entities, 0)))
    assert found == {"order_tells", "k_broken", "identifier_survives", "report_differs", "report_lacks"}


def test_ids_that_come_twice_are_found(
    write: Any, recipe: Recipe, entities: dict[str, int], train: pd.DataFrame, test: pd.DataFrame
) -> None:
    shared = train.assign(visit=[test["visit"].iloc[0], *train["visit"].iloc[1:]])
    assert "ids_repeated" in codes(write(train=shared), recipe, entities)
    empty = train.assign(visit=[None, *train["visit"].iloc[1:]])
    assert "ids_repeated" in codes(write("empty", train=empty), recipe, entities)


@pytest.mark.parametrize("lines", [slice(1, None), slice(None, -1)])
def test_sample_must_have_the_ids_of_the_test(
    honest: Path, recipe: Recipe, entities: dict[str, int], lines: slice
) -> None:
    path = honest / "sample_submission.csv"
    header, *rows = path.read_text().splitlines()
    write_text(path, "\n".join([header, *rows[lines]]) + "\n")
    write_text(honest / CHECKSUMS, checksums(honest))
    assert codes(honest, recipe, entities) == ["sample_differs"]
    write_text(path, "\n".join([header, *rows[:-1], rows[0]]) + "\n")
    write_text(honest / CHECKSUMS, checksums(honest))
    assert codes(honest, recipe, entities) == ["sample_differs"]
    write_text(path, "\n".join([header, *rows[:-1], "R000001,1.0"]) + "\n")
    write_text(honest / CHECKSUMS, checksums(honest))
    assert codes(honest, recipe, entities) == ["sample_differs"]


def test_recipe_that_promises_more_is_broken(honest: Path, recipe: Recipe, entities: dict[str, int]) -> None:
    more = replace(recipe, protection=replace(recipe.protection, k=41))
    assert codes(honest, more, entities) == ["profile_differs", "k_broken"]
