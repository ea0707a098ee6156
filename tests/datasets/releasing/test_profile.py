"""The profile tells what is published, and of the hidden target nothing."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from datasets.recipes.recipe import Recipe
from datasets.releasing.profile import profile_of


@pytest.fixture
def profile(train: pd.DataFrame, test: pd.DataFrame, recipe: Recipe) -> dict[str, Any]:
    return profile_of(train, test, recipe=recipe)


def column(profile: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in profile["columns"] if one["name"] == name)


def test_profile_has_each_published_column_in_the_order_of_the_files(profile: dict[str, Any]) -> None:
    assert profile["format"] == "smartport-profile/1"
    assert profile["parts"] == {"train": 600, "test": 300}
    assert [(one["name"], one["role"], one["type"]) for one in profile["columns"]] == [
        ("visit", "id", "text"),
        ("goods", "feature", "category"),
        ("weight_t", "feature", "number"),
        ("hauler", "feature", "category"),
        ("queue", "feature", "integer"),
        ("note", "feature", "category"),
        ("minutes", "target", "number"),
    ]
    assert json.loads(json.dumps(profile, allow_nan=False)) == profile


def test_numbers_are_those_of_pandas(profile: dict[str, Any], train: pd.DataFrame, test: pd.DataFrame) -> None:
    queue = pd.concat([train["queue"], test["queue"]]).astype(float)
    found = column(profile, "queue")
    assert (found["nulls"], found["distinct"]) == (queue.isna().sum(), queue.nunique())
    assert (found["min"], found["max"]) == (queue.min(), queue.max())
    assert found["mean"] == pytest.approx(queue.mean(), rel=1e-5)
    assert found["quantiles"] == queue.quantile([0.05, 0.25, 0.5, 0.75, 0.95]).tolist()
    assert sum(found["histogram"]["counts"]) == queue.notna().sum()


def test_categories_tell_their_most_frequent_values(
    profile: dict[str, Any], train: pd.DataFrame, test: pd.DataFrame
) -> None:
    hauler = pd.concat([train["hauler"], test["hauler"]]).value_counts()
    found = column(profile, "hauler")
    assert len(found["top"]) == 20
    assert [one["count"] for one in found["top"]] == hauler.tolist()[:20]
    assert all(one["count"] == hauler[one["value"]] for one in found["top"])
    assert found["other"] == hauler.iloc[20:].sum()
    assert found["distinct"] == 40
    assert column(profile, "goods")["other"] == 0


def test_id_tells_neither_range_nor_values(profile: dict[str, Any]) -> None:
    assert set(column(profile, "visit")) == {
        "name", "role", "type", "unit", "description", "treatment", "nulls", "distinct", "sha256",
    }  # fmt: skip


def test_nothing_of_the_hidden_target_gets_in(train: pd.DataFrame, test: pd.DataFrame, recipe: Recipe) -> None:
    hidden = profile_of(train, test.drop(columns="minutes"), recipe=recipe)
    assert profile_of(train, test, recipe=recipe) == hidden
    told = column(hidden, "minutes")
    assert told["max"] == train["minutes"].max() < 100_000
    assert (sum(told["histogram"]["counts"]), list(told["sha256"])) == (600, ["train"])


def test_order_of_the_rows_does_not_change_the_profile(train: pd.DataFrame, test: pd.DataFrame, recipe: Recipe) -> None:
    mixed = train.iloc[np.random.default_rng(5).permutation(len(train))]
    assert profile_of(mixed, test, recipe=recipe) == profile_of(train, test, recipe=recipe)


def test_column_without_any_value_is_told_as_such(train: pd.DataFrame, test: pd.DataFrame, recipe: Recipe) -> None:
    empty = {"weight_t": np.nan, "note": None}
    found = profile_of(train.assign(**empty), test.assign(**empty), recipe=recipe)
    weight = column(found, "weight_t")
    assert (weight["nulls"], weight["distinct"], weight["min"], weight["quantiles"]) == (900, 0, None, None)
    assert weight["histogram"] == {"edges": [], "counts": []}
    assert (column(found, "note")["top"], column(found, "note")["other"]) == ([], 0)
