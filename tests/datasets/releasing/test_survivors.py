"""Raw values are found wherever they stand and however they are written; what is there by chance is not."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from datasets.recipes.recipe import Recipe
from datasets.releasing.folder import CHECKSUMS, checksums, write_text
from datasets.releasing.rereading import reread
from datasets.releasing.survivors import check_survivors, small_form
from tests.datasets.releasing.conftest import TRUCKS, make_recipe, texts

PLATES = {"camion_immat": TRUCKS}


def survivors(folder: Path, recipe: Recipe, forbidden: Mapping[str, Any]) -> list[tuple[str, str, int]]:
    tables, _ = reread(folder, recipe=recipe)
    assert tables is not None
    found = check_survivors(folder, tables, forbidden=forbidden)
    return [(one.values["column"], one.values["path"], one.values["count"]) for one in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12345-A-6", "12345 a  6"),
        ("SOCIÉTÉ du Port (S.A.)", "société_du_port s a"),
        ("١٢٣٤٥ | أ | ٦", "12345 أ 6"),
        ("ＭＳＫＵ１２３４５６５", "msku1234565"),
    ],
)
def test_writings_of_one_value_are_one(one: str, other: str) -> None:
    assert small_form(one) == small_form(other)


def test_release_without_raw_values_passes(folder: Path, recipe: Recipe) -> None:
    firms = {"transitaire_nom": {"ALPHA TRANSIT SARL", "9074729", "12345"}}
    assert survivors(folder, recipe, PLATES | firms) == []


@pytest.mark.parametrize(
    ("value", "raw"),
    [
        ("10234-A-1", "10234-A-1"),
        ("vu 10234 a 1 au quai", "10234-A-1"),
        ("MSKU1234565", "msku 1234565".replace(" ", "")),
        ("مكتب الملاح للعبور", "الملاح للعبور"),
        ("navire 9074729", "9074729"),
        ("navire 9074729", "9074729.0"),
    ],
)
def test_raw_value_in_one_cell_is_found(write: Any, test: pd.DataFrame, recipe: Recipe, value: str, raw: str) -> None:
    changed = test.assign(note=[value, *test["note"].iloc[1:]])
    assert survivors(write(test=changed), recipe, {"raw": {raw}})[0] == ("raw", "data/test · note", 1)


def test_id_that_is_a_raw_one_is_found(write: Any, test: pd.DataFrame, recipe: Recipe) -> None:
    changed = test.assign(visit=["X000000", *test["visit"].iloc[1:]])
    found = survivors(
        write(test=changed, sample=changed[["visit"]].assign(minutes=1.0)), recipe, {"dossier": {"x000000"}}
    )
    assert found == [("dossier", "data/test · visit", 1)]


def test_column_of_raw_numbers_is_found_and_a_few_by_chance_are_not(
    write: Any, train: pd.DataFrame, recipe: Recipe
) -> None:
    rng = np.random.default_rng(8)
    imo = {str(number) for number in rng.integers(7_000_000, 9_999_999, 5_000)}
    published = write("imo", train=train.assign(queue=rng.choice([int(number) for number in imo], len(train))))
    found = survivors(published, recipe, {"imo": imo})
    assert found[0][:2] == ("imo", "data/train · queue")
    weights = write("kg", train=train.assign(queue=rng.integers(7_000_000, 9_999_999, len(train))))
    assert [path for _, path, _ in survivors(weights, recipe, {"imo": imo}) if path.startswith("data")] == []


def test_numbers_that_lie_dense_are_no_trace(write: Any, train: pd.DataFrame, recipe: Recipe) -> None:
    numbered = {"dossier": {str(number) for number in range(10_000, 40_000)}}
    changed = train.assign(queue=np.random.default_rng(8).integers(10_000, 40_000, len(train)))
    assert survivors(write(train=changed), recipe, numbered) == []


@pytest.mark.parametrize("name", ["README.md", "profile.json", "dcat.jsonld"])
def test_raw_value_in_a_text_of_the_recipe_is_found(write: Any, recipe: Recipe, name: str) -> None:
    named = replace(recipe, about={**texts("x"), "fr": "Avec les camions d'Alpha Transit SARL."})
    columns = (replace(recipe.columns[0], description=texts("Alpha-Transit (SARL)")), *recipe.columns[1:])
    folder = write(recipe=replace(named, columns=columns))
    found = survivors(folder, named, {"transitaire_nom": {"ALPHA TRANSIT SARL"}})
    assert ("transitaire_nom", name, 1) in found


def test_publisher_and_our_own_words_are_nobodys_secret(folder: Path, recipe: Recipe) -> None:
    own = {"operateur": {"Agence Nationale des Ports", "NATIONAL PORTS AGENCY", "pseudonyme", "Creative Commons"}}
    assert survivors(folder, recipe, {"operateur": own["operateur"] - {"Creative Commons"}}) == []
    assert survivors(folder, recipe, own) != []


def test_short_values_are_not_looked_for(write: Any, test: pd.DataFrame, recipe: Recipe) -> None:
    assert survivors(write(test=test.assign(note="A-12")), recipe, {"code": {"A-12", "C"}}) == []


def test_value_hidden_in_a_report_is_found(folder: Path, recipe: Recipe) -> None:
    (folder / "risk.json").write_text(json.dumps({"worst": {"of 10234-A-1": 3}}))
    write_text(folder / CHECKSUMS, checksums(folder))
    assert survivors(folder, recipe, PLATES) == [("camion_immat", "risk.json", 1)]


def test_breach_never_repeats_the_value(write: Any, test: pd.DataFrame) -> None:
    changed = write(test=test.assign(note="10234-A-1"))
    tables, _ = reread(changed, recipe=make_recipe())
    assert tables is not None
    told = [one.as_dict() for one in check_survivors(changed, tables, forbidden=PLATES)]
    assert "10234" not in json.dumps(told)
