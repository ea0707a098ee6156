"""What a choice costs and what it buys, on a sample."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from datasets.recipes.proposal import Known, propose
from datasets.recipes.reading import recipe_of
from datasets.recipes.recipe import Recipe
from datasets.recipes.trying import crowd, lowered, try_recipe
from datasets.rules import PeriodsTooClose
from datasets.tables import Tables
from tests.factories.recipes import ROWS, notes_of, visits, visits_wish


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables(visits())


@pytest.fixture(scope="module")
def recipe(tables: Tables) -> Recipe:
    known = Known(notes_of(tables.rows), ROWS, tables.rows, tables.rows.select_dtypes("datetime"))
    return recipe_of(propose(known, wish=visits_wish("passages")))


def with_column(recipe: Recipe, name: str, **settings) -> Recipe:
    columns = tuple(replace(one, **settings) if one.name == name else one for one in recipe.columns)
    return replace(recipe, columns=columns)


def test_crowd_agrees_with_a_plain_count():
    rng = np.random.default_rng(4)
    known = pd.DataFrame({"a": rng.integers(0, 9, 400), "b": rng.choice(["x", None], 400)})
    whose = rng.integers(0, 90, 400)
    keys = [tuple(str(value) for value in row) for row in known.itertuples(index=False)]
    members: dict[tuple, set] = {}
    for key, one in zip(keys, whose, strict=True):
        members.setdefault(key, set()).add(one)
    sizes = [len(members[key]) for key in keys]
    found = crowd(known, entities=whose, k=20)
    alone = {one for one, size in zip(whose, sizes, strict=True) if size == 1}
    assert found.rows == pytest.approx(Counter(size == 1 for size in sizes)[True] / 400)
    assert found.entities == pytest.approx(len(alone) / len(set(whose)))
    assert found.below_k == pytest.approx(np.mean([size < 20 for size in sizes]))


def test_of_no_known_column_everybody_is_alike_and_of_no_row_nobody_is_alone():
    assert crowd(pd.DataFrame(index=range(9)), entities=np.arange(9), k=5).below_k == 0.0
    assert crowd(pd.DataFrame({"a": []}), entities=np.array([], dtype=int), k=5).rows == 0.0


@pytest.mark.parametrize(("share", "k"), [(1.0, 5), (0.5, 2), (0.7, 4), (0.01, 2)])
def test_k_is_lowered_with_the_sample_but_never_to_one(share, k):
    assert lowered(5, share=share) == k
    assert lowered(1, share=share) == 1


def test_promise_is_kept_in_what_is_published_and_was_not_before(tables, recipe):
    trial = try_recipe(tables, recipe)
    assert (trial.k, trial.is_too_much) == (5, False)
    assert trial.published.below_k == trial.published.rows == 0.0
    assert trial.raw.below_k > 0.2
    assert {one.name for one in trial.columns} == {column.name for column in recipe.columns}


def test_most_important_column_keeps_the_most_of_its_detail(tables, recipe):
    trial = try_recipe(tables, recipe)
    detail = {one.name: one.detail for one in trial.columns}
    assert detail[recipe.known[0].name] >= detail[recipe.known[-1].name]
    assert all(0.0 <= one <= 1.0 for one in detail.values())
    assert trial.suppressed > 0


def test_rounding_costs_detail_and_buys_company(tables, recipe):
    known = with_column(recipe, "poids_t", is_known=True)
    fine, coarse = (try_recipe(tables, with_column(known, "poids_t", round_to=step)) for step in (0.1, 20.0))
    before, after = (next(one for one in trial.columns if one.name == "poids_t") for trial in (fine, coarse))
    assert coarse.treated.entities < fine.treated.entities
    assert fine.raw == coarse.raw
    assert after.detail < 0.3 < next(one for one in try_recipe(tables, recipe).columns if one.name == "poids_t").detail
    assert before.told == after.told


def test_column_that_is_told_less_tells_less_of_the_target(tables, recipe):
    trial = try_recipe(tables, with_column(recipe, "circuit", fold=2_000))
    circuit = next(one for one in trial.columns if one.name == "circuit")
    assert circuit.told > 0.2
    assert circuit.tells < 0.05


def test_too_much_left_out_is_a_result(tables, recipe):
    greedy = replace(recipe, protection=replace(recipe.protection, k=450, drop_at_most=0.01))
    trial = try_recipe(tables, greedy)
    assert trial.is_too_much
    assert (trial.left_out, trial.allowed) == (1.0, 0.01)
    assert all(one.detail == 0.0 for one in trial.columns)


def test_same_choice_gives_the_same_numbers(tables, recipe):
    assert try_recipe(tables, recipe, focus="porte") == try_recipe(tables, recipe, focus="porte")


def test_picture_is_of_the_column_that_is_asked_for(tables, recipe):
    assert try_recipe(tables, recipe, focus="porte").picture.column == "porte"
    assert try_recipe(tables, recipe).picture is None
    assert try_recipe(tables, recipe, focus="no such column").picture is None


def test_recipe_that_cannot_be_followed_is_refused(tables, recipe):
    wrong = replace(recipe, split=replace(recipe.split, test_from=recipe.split.train_from))
    with pytest.raises(Exception, match="rows; at least 20") as refused:
        try_recipe(tables, replace(recipe, split=replace(recipe.split, train_to=recipe.split.train_from)))
    assert not isinstance(refused.value, PeriodsTooClose)
    assert wrong != recipe


def test_rows_of_nobody_in_particular_count_one_by_one(tables, recipe):
    alone = replace(recipe, protection=replace(recipe.protection, entities=None))
    trial = try_recipe(tables, alone)
    assert trial.raw.entities == trial.raw.rows
