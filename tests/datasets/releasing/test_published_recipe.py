"""The published recipe tells what was done, and nothing of the raw file."""

import json
from dataclasses import replace
from typing import Any

import pytest

from datasets.recipes.recipe import Recipe, Simulated, Split
from datasets.releasing.published_recipe import published_recipe
from tests.datasets.releasing.conftest import EXTRACT, RAW_NAMES, make_recipe


def test_neither_raw_columns_nor_the_extract_are_named(recipe: Recipe) -> None:
    told = json.dumps(published_recipe(recipe), ensure_ascii=False)
    assert [name for name in (*RAW_NAMES, EXTRACT) if name in told] == []


def test_steps_of_each_column_are_told(recipe: Recipe) -> None:
    columns = {column["name"]: column["treatments"] for column in published_recipe(recipe)["columns"]}
    assert columns == {
        "goods": [{"kind": "coarsen", "hierarchy": "hs", "levels": [4, 2]}, {"kind": "suppress", "k": 3}],
        "weight_t": [{"kind": "coarsen", "hierarchy": "bins", "levels": [5, 10]}, {"kind": "empty", "k": 3}],
        "hauler": [{"kind": "pseudonym", "domain": 1}],
        "queue": [{"kind": "worked_out", "feature": "queue_length"}, {"kind": "at_most", "limit": 50}],
        "note": [{"kind": "fold", "fewer_than": 3}, {"kind": "diverse", "l": 2}],
    }


def test_protection_and_split_are_told_without_names(recipe: Recipe) -> None:
    told = published_recipe(recipe)
    assert told["protection"] == {
        "k": 3,
        "l": 2,
        "counted_over": "entities",
        "importance": ["goods", "weight_t"],
        "dominance": False,
        "drop_at_most": 0.05,
    }
    assert told["split"]["train"] == {"from": "2025-01-01", "to": "2025-09-01"}
    assert (told["split"]["by_group"], told["split"]["public_by"]) == (True, "group")
    assert (told["raw_columns_left_out"], told["later_columns_left_out"]) == (2, 1)


def test_domains_of_pseudonyms_are_numbered(recipe: Recipe) -> None:
    hauler = recipe.columns[2]
    more = (hauler, replace(hauler, name="again"), replace(hauler, name="other", pseudonym="transitaire_nom"))
    columns = published_recipe(replace(recipe, columns=more))["columns"]
    assert [column["treatments"][0]["domain"] for column in columns] == [1, 1, 2]


@pytest.mark.parametrize("by", ["row", "day", "week"])
def test_public_part_by_a_period_is_told(by: str) -> None:
    assert published_recipe(make_recipe(split=Split(public_by=by)))["split"]["public_by"] == by


def test_simulation_is_told_without_its_seed() -> None:
    told: dict[str, Any] = published_recipe(make_recipe(source=Simulated("MACAS", 2020, 2025, seed=20261120)))
    assert told["source"] == {"kind": "simulated", "port": "MACAS", "years": [2020, 2025]}
    assert "20261120" not in json.dumps(told)
