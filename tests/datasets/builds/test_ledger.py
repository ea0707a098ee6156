"""Which raw rows a release was made of."""

import numpy as np
import pandas as pd
import pytest

from datasets.builds import keeping
from datasets.builds.ledger import draw_seed, ledger_key, marking_columns, write_marks
from datasets.recipes.reading import parse_recipe
from tests.factories.recipes import visits

pytestmark = pytest.mark.database

NO_TEST = np.zeros(200, dtype=bool)


@pytest.fixture
def recipe(draft):
    return parse_recipe(draft.revisions.get().text)


def test_key_is_made_once_and_for_the_site_alone():
    first = ledger_key()
    assert len(first) == 32
    assert ledger_key() == first
    assert keeping.ledger_key().stat().st_mode & 0o077 == 0


def test_row_is_marked_by_whose_it_is_and_when(recipe):
    table = visits(50)
    assert marking_columns(table, recipe) == ["Immatriculation", "Arrivée"]
    without = table.drop(columns=["Immatriculation"])
    assert marking_columns(without, recipe) == list(without.columns)


def test_same_row_in_another_file_has_the_same_mark(recipe, asked):
    table = visits(200)
    keeping.fresh_folder(asked.pk)
    write_marks(table, recipe, is_test=NO_TEST, build_id=asked.pk)
    first = np.load(keeping.marks(asked.pk))
    other = table.sample(frac=1, random_state=3).assign(Porte="another gate", **{"Poids (t)": 1.0})
    write_marks(other, recipe, is_test=NO_TEST, build_id=asked.pk)
    assert set(np.load(keeping.marks(asked.pk))) == set(first)
    write_marks(
        table.assign(Arrivée=table["Arrivée"] + pd.Timedelta(days=400)),
        recipe,
        is_test=np.zeros(200, dtype=bool),
        build_id=asked.pk,
    )
    assert not set(np.load(keeping.marks(asked.pk))) & set(first)


def test_answers_that_are_hidden_are_marked_apart(recipe, asked):
    table, is_test = visits(200), np.arange(200) < 30
    keeping.fresh_folder(asked.pk)
    write_marks(table, recipe, is_test=is_test, build_id=asked.pk)
    marks, hidden = np.load(keeping.marks(asked.pk)), np.load(keeping.hidden_marks(asked.pk))
    assert (hidden == marks[is_test]).all()
    assert hidden.any()


def test_all_versions_of_a_release_are_drawn_alike_and_no_other():
    assert draw_seed("gates") == draw_seed("gates")
    assert draw_seed("gates") != draw_seed("calls")
