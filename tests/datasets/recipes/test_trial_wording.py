"""One sentence of what a choice costs and buys."""

from dataclasses import replace

import pytest
import yaml
from django.utils import translation

from datasets.recipes.reading import recipe_of
from datasets.recipes.trial_wording import headline
from datasets.recipes.trying import ColumnTrial, Crowd, Trial
from tests.datasets.recipes.test_reading import SHORT

NOBODY = Crowd(0.0, 0.0, 0.0)
TRIAL = Trial(
    rows=900,
    k=5,
    raw=Crowd(0.5, 0.41, 0.6),
    treated=Crowd(0.2, 0.12, 0.3),
    published=NOBODY,
    left_out=0.02,
    allowed=0.05,
    columns=(ColumnTrial("hs", True, 0.8, 0.1, 0.3, 0.25), ColumnTrial("size", False, 1.0, 0.0, 0.1, 0.1)),
    picture=None,
)


@pytest.fixture
def recipe():
    return recipe_of(yaml.safe_load(SHORT))


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_recipe_as_it_is_saved_is_told_as_a_whole(recipe):
    assert headline(TRIAL, TRIAL, recipe=recipe) == (
        "41% of the trucks can be told from all others in the raw data, 12% after the treatments, 0% in what is "
        "published. What is known outside keeps 80% of its detail, and 2.0% of the rows are left out."
    )
    assert headline(TRIAL, None, recipe=recipe) == headline(TRIAL, TRIAL, recipe=recipe)


def test_change_is_told_against_what_is_saved(recipe):
    changed = replace(
        TRIAL,
        treated=Crowd(0.1, 0.05, 0.1),
        left_out=0.01,
        columns=(ColumnTrial("hs", True, 0.8, 0.1, 0.3, 0.25), ColumnTrial("size", False, 0.6, 0.0, 0.1, 0.04)),
    )
    assert headline(changed, TRIAL, recipe=recipe) == (
        "5.0% of the trucks can be told from all others after the treatments, instead of 12%. "
        "“size” keeps 60% of its detail instead of 100%. "
        "By itself “size” explains 4.0% of what is predicted instead of 10%. "
        "Rows left out: 1.0% instead of 2.0%."
    )


def test_change_that_changes_nothing_says_so(recipe):
    same = replace(TRIAL, treated=Crowd(0.2, 0.1201, 0.3))
    assert headline(same, TRIAL, recipe=recipe) == "This changes nothing that can be measured on the sample."


def test_too_much_left_out_is_said_whatever_was_saved(recipe):
    much = replace(TRIAL, left_out=0.3)
    assert headline(much, TRIAL, recipe=recipe).startswith(
        "30% of the rows would have to be left out, and at most 5.0% may"
    )


def test_rows_of_nobody_in_particular_are_rows(recipe):
    rows = replace(recipe, protection=replace(recipe.protection, entities=None))
    assert headline(TRIAL, None, recipe=rows).startswith("41% of the rows can be told")
