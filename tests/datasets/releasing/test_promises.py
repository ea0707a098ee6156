"""k, l and t of the published files, found again by a slow count over the CSV."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from datasets.recipes.recipe import Protection, Recipe
from datasets.releasing.breaches import Breach
from datasets.releasing.promises import check_promises
from datasets.releasing.rereading import reread


def breaches(folder: Path, recipe: Recipe, entities: Mapping[str, int] | None) -> list[Breach]:
    tables, _ = reread(folder, recipe=recipe)
    assert tables is not None
    return list(check_promises(folder, tables, recipe=recipe, entities=entities))


def counted(folder: Path, entities: Mapping[str, int]) -> dict[str, Any]:
    """As anybody would count: over the published CSV, the empty cell as a value."""
    parts = [pd.read_csv(folder / f"data/{part}.csv", keep_default_na=False, dtype=str) for part in ("train", "test")]
    rows = pd.concat(parts, ignore_index=True)
    rows["truck"] = rows["visit"].map(entities)
    classes = rows.groupby(["goods", "weight_t"])
    overall = rows["note"].value_counts(normalize=True)
    distances = [
        group["note"].value_counts(normalize=True).sub(overall, fill_value=0).abs().sum() / 2 for _, group in classes
    ]
    return {
        "rows": {"after": len(rows)},
        "after": {
            "k": {"min": int(classes["truck"].nunique().min())},
            "l": [{"column": "note", "min": int(classes["note"].nunique().min())}],
            "t": [{"column": "note", "max": float(max(distances))}],
        },
    }


@pytest.fixture
def honest(write: Any, folder: Path, entities: dict[str, int]) -> Path:
    """A release whose report says what is so."""
    published: Path = write("honest", risk=counted(folder, entities))
    return published


def test_promises_that_hold_and_an_honest_report_pass(honest: Path, recipe: Recipe, entities: dict[str, int]) -> None:
    assert breaches(honest, recipe, entities) == []


def test_series_tells_entities_as_well(honest: Path, recipe: Recipe, entities: dict[str, int]) -> None:
    assert breaches(honest, recipe, pd.Series(entities)) == []


def test_k_is_over_entities_and_not_over_rows(honest: Path, recipe: Recipe, entities: dict[str, int]) -> None:
    """Thirty rows of one truck are one truck."""
    single = dict.fromkeys(entities, 1)
    (broken, *_) = breaches(honest, recipe, single)
    assert (broken.code, broken.values["k"], broken.values["promised"]) == ("k_broken", 1, 3)
    assert broken.values["rows"] == 900


def test_class_that_is_too_small_is_counted(write: Any, test: pd.DataFrame, recipe: Recipe, entities: Any) -> None:
    goods, weights = test["goods"].astype(str).tolist(), test["weight_t"].tolist()
    lonely = test.assign(goods=["8708", "8708", *goods[2:]], weight_t=[99.0, 99.0, *weights[2:]])
    found = {one.code: one.values for one in breaches(write(test=lonely), recipe, entities)}
    assert found["k_broken"]["k"] <= 2
    assert (found["k_broken"]["classes"], found["k_broken"]["rows"]) == (1, 2)


def test_empty_cells_are_a_class_of_their_own(write: Any, test: pd.DataFrame, recipe: Recipe, entities: Any) -> None:
    alone = test.assign(goods=[None, *test["goods"].astype(str).iloc[1:]])
    found = {one.code: one.values for one in breaches(write(test=alone), recipe, entities)}
    assert found["k_broken"]["k"] == 1


def test_l_that_does_not_hold_is_found(write: Any, recipe: Recipe, entities: Any, folder: Path) -> None:
    more = replace(recipe, protection=replace(recipe.protection, l=6))
    report = counted(folder, entities)
    (broken,) = breaches(write(recipe=more, risk=report), more, entities)
    assert (broken.code, broken.values["column"]) == ("l_broken", "note")
    assert broken.values["l"] == report["after"]["l"][0]["min"] < 6


@pytest.mark.parametrize(
    ("change", "code", "name"),
    [
        ({"after": {"k": {"min": 99}}}, "report_differs", "k"),
        ({"rows": {"after": 1}}, "report_differs", "rows"),
        ({"after": {"l": [{"column": "note", "min": 1}]}}, "report_differs", "l"),
        ({"after": {"t": [{"column": "note", "max": 0.0}]}}, "report_differs", "t"),
        ({"after": {"t": []}}, "report_lacks", "t"),
    ],
)
def test_report_that_claims_something_else_is_found(
    honest: Path, recipe: Recipe, entities: dict[str, int], change: dict[str, Any], code: str, name: str
) -> None:
    report = json.loads((honest / "risk.json").read_text())
    changed = {key: {**report[key], **change.get(key, {})} for key in ("rows", "after")}
    (honest / "risk.json").write_text(json.dumps(changed))
    assert [(one.code, one.values["name"]) for one in breaches(honest, recipe, entities)] == [(code, name)]


def test_unknown_entities_are_told_and_k_is_then_over_rows(
    honest: Path, recipe: Recipe, entities: dict[str, int]
) -> None:
    found = breaches(honest, recipe, None)
    assert (found[0].code, found[0].values["count"]) == ("entities_unknown", 900)
    some = dict(list(entities.items())[:-7])
    found = breaches(honest, recipe, some)
    assert (found[0].code, found[0].values["count"]) == ("entities_unknown", 7)


def test_promise_over_rows_needs_no_entities(write: Any, recipe: Recipe, folder: Path, entities: Any) -> None:
    plain = replace(recipe, protection=Protection(k=3))
    rows = {one: number for number, one in enumerate(entities)}
    assert breaches(write(recipe=plain, risk=counted(folder, rows)), plain, None) == []


def test_without_known_columns_nothing_is_promised(folder: Path, recipe: Recipe) -> None:
    columns = tuple(replace(column, is_known=False) for column in recipe.columns)
    assert breaches(folder, replace(recipe, columns=columns), None) == []


def test_many_random_tables_agree_with_the_slow_count(
    write: Any, recipe: Recipe, train: pd.DataFrame, test: pd.DataFrame, entities: dict[str, int]
) -> None:
    """Odd numbers of values, empty cells and stars."""
    loose = replace(recipe, protection=replace(recipe.protection, k=1, l=1))
    for seed in range(6):
        rng = np.random.default_rng(seed)
        goods, weights = rng.choice(["*", "a", None], 600), rng.choice([1.5, np.nan, 4.0], 600)
        changed = train.assign(
            goods=goods, weight_t=weights, note=rng.choice(["x", "y", None], 600, p=[0.9, 0.05, 0.05])
        )
        first = write(f"first{seed}", recipe=loose, train=changed)
        honest = write(f"honest{seed}", recipe=loose, train=changed, risk=counted(first, entities))
        assert breaches(honest, loose, entities) == []
