"""A target with further answers: told in the training, hidden in the test, described and verified as published."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest

from datasets.builds.publisher import PUBLISHER
from datasets.pipeline import Order, build
from datasets.recipes.editing import edited
from datasets.recipes.entries import Entries
from datasets.recipes.reading import parse_recipe, parse_yaml, recipe_of
from datasets.releasing.folder import checksums, write_text
from datasets.releasing.verify import verify_folder
from datasets.risk.composition import says_more
from datasets.rules import RecipeBroken
from datasets.tables import Tables
from tests.datasets.day import TODAY

RECIPE = """
format: smartport-recipe/2
name: air
version: 1.0.0
title: {fr: Air, ar: الهواء, en: Air}
about: {fr: Air, ar: الهواء, en: Air}
licence: CC-BY-4.0
source: {extract: air.csv}
rows: {id: hour_id, description: {fr: a, ar: b, en: c}}
target:
  name: pm10
  column: dust
  type: number
  unit: µg/m³
  decimals: 1
  description: {fr: Poussières, ar: غبار, en: Dust}
  also:
    - {name: no2, column: gas, type: number, decimals: 1, unit: µg/m³, description: {fr: Gaz, ar: غاز, en: Gas}}
    - {name: alert, column: alert, type: category, description: {fr: Alerte, ar: إنذار, en: Alert}}
sample_submission: {pm10: mean, no2: mean, alert: most}
split: {test_share: 0.3, public_share: 0.4}
columns:
  - {name: wind, from: wind, type: number, decimals: 1, description: {fr: Vent, ar: ريح, en: Wind}}
"""


@pytest.fixture(scope="module")
def recipe():
    return parse_recipe(RECIPE)


@pytest.fixture(scope="module")
def rows():
    rng = np.random.default_rng(3)
    wind = rng.uniform(0, 12, 600)
    dust = 40 + 3 * wind + rng.normal(0, 30, 600)
    gas = 400 - 10 * wind + rng.normal(0, 60, 600)
    return pd.DataFrame({"wind": wind, "dust": dust, "gas": gas, "alert": np.where(dust > 90, "yes", "no")})


@pytest.fixture(scope="module")
def built(rows, recipe, tmp_path_factory):
    order = Order(TODAY, PUBLISHER, seed=5)
    return build(Tables(rows), recipe, folder=tmp_path_factory.mktemp("air"), order=order)


def test_training_tells_all_answers_and_the_test_none(built):
    samples = built.samples
    assert list(samples.train.columns) == ["hour_id", "wind", "pm10", "no2", "alert"]
    assert list(samples.test.columns) == ["hour_id", "wind"]
    assert list(samples.truth.columns) == ["hour_id", "pm10", "no2", "alert", "part"]


def test_answers_of_a_row_are_those_of_its_own_raw_row(built, rows):
    told = built.samples.train.set_index("hour_id")
    raw = rows.loc[built.samples.origin.loc[told.index]]
    assert told["no2"].tolist() == raw["gas"].round(1).tolist()
    assert told["alert"].tolist() == raw["alert"].tolist()


def test_sample_answers_each_column_by_the_answer_of_its_name(built):
    train, sample = built.samples.train, built.samples.sample
    assert sample["pm10"].unique().tolist() == [round(train["pm10"].mean(), 1)]
    assert sample["no2"].unique().tolist() == [round(train["no2"].mean(), 1)]
    assert sample["alert"].unique().tolist() == ["no"]


def test_release_describes_the_answers_and_holds_its_promises(built, recipe):
    assert built.breaches == []
    assert built.is_publishable
    package = json.loads((built.release / "datapackage.json").read_text(encoding="utf-8"))
    fields = {one["name"]: [field["name"] for field in one["schema"]["fields"]] for one in package["resources"]}
    assert fields["train-csv"] == ["hour_id", "wind", "pm10", "no2", "alert"]
    assert fields["test-csv"] == ["hour_id", "wind"]
    profile = json.loads((built.release / "profile.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in profile["columns"] if one["role"] == "target"] == ["pm10", "no2", "alert"]
    told = json.loads((built.release / "recipe.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in told["target"]["also"]] == ["no2", "alert"]
    assert "غاز" in (built.release / "DICTIONARY.ar.md").read_text(encoding="utf-8")


def test_answer_in_the_test_is_a_breach(built, recipe, tmp_path):
    release = shutil.copytree(built.release, tmp_path / "release")
    built.samples.test.assign(no2=1.0).to_parquet(release / "data" / "test.parquet", index=False)
    (release / "SHA256SUMS").unlink()
    write_text(release / "SHA256SUMS", checksums(release))
    found = [one for one in verify_folder(release, recipe=recipe) if one.code == "columns_unexpected"]
    assert [one.values for one in found] == [{"path": "data/test.parquet", "columns": "no2"}]


def test_column_that_tells_a_further_answer_blocks(rows, recipe, tmp_path):
    told = parse_yaml(RECIPE)
    told["columns"] += [{**told["columns"][0], "name": "hint", "from": "hint"}]
    order = Order(TODAY, PUBLISHER, seed=5)
    built = build(Tables(rows.assign(hint=rows["gas"] * 2)), recipe_of(told), folder=tmp_path, order=order)
    blocking = [one for one in built.findings if one["severity"] == "blocks"]
    assert {one["column"] for one in blocking} == {"hint"}


def test_two_answers_of_one_name_are_refused():
    told = parse_yaml(RECIPE)
    told["target"]["also"][0]["name"] = "pm10"
    with pytest.raises(RecipeBroken, match="Two columns are called “pm10”"):
        recipe_of(told)


def test_further_answers_outlive_a_change_of_the_target():
    told = parse_yaml(RECIPE)
    form = Entries({"t-name": "dust", "t-kind": "column", "t-column": "dust", "t-type": "number", "t-decimals": "0"})
    changed = edited(told, form, raw=["dust", "gas", "wind", "alert"], publish=lambda name: {})
    assert changed["target"]["also"] == told["target"]["also"]


def test_another_answer_says_more(recipe):
    told = parse_yaml(RECIPE)
    told["target"]["also"].pop()
    assert "The further answers are others." in says_more(recipe, than=recipe_of(told))
