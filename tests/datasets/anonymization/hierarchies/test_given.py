"""Hierarchies that somebody wrote."""

import pandas as pd
import pytest

from datasets.anonymization.hierarchies.given import levels
from datasets.anonymization.refusal import LadderUnfit
from tests.datasets.anonymization.oracle import column

TEXTS = pd.Index(["Safi", "Agadir", "Dakhla", None], dtype="str")
PARENTS = {"Safi": ("centre", "Atlantic"), "Agadir": ("south",)}


def test_value_goes_to_its_parents_and_without_any_stays():
    found = levels(column("port", coarsen="given", levels=PARENTS), TEXTS, tree=None)
    assert [level.name for level in found] == ["value", "parent 1", "parent 2"]
    assert [level.values.fillna("-").tolist() for level in found] == [
        ["Safi", "Agadir", "Dakhla", "-"],
        ["centre", "south", "Dakhla", "-"],
        ["Atlantic", "south", "Dakhla", "-"],
    ]


def test_tree_goes_before_the_recipe():
    found = levels(column("port", coarsen="given", levels=PARENTS), TEXTS, tree={"Safi": ["M"]})
    assert found[-1].values.fillna("-").tolist() == ["M", "Agadir", "Dakhla", "-"]


def test_no_parents_at_all_are_refused():
    with pytest.raises(LadderUnfit, match="“port” has no parents"):
        levels(column("port", coarsen="given"), TEXTS, tree=None)
