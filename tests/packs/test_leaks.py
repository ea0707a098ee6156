"""What the data of every pack must not tell: by their own gates, by linkage, and to a model of ids, order and times."""

import json

import numpy as np
import pandas as pd
import pytest
import yaml
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from datasets.features.catalogue import FEATURES
from datasets.recipes.reading import read_recipe

LINKED_AT_MOST = 0.05
TIMES = ("month", "hour", "weekday", "day", "quarter", "year", "slot")


@pytest.fixture(scope="module")
def recipe(pack):
    return read_recipe(pack / "recipe.yaml")


@pytest.fixture(scope="module")
def risk(built):
    return json.loads((built.release / "risk.json").read_text(encoding="utf-8"))


def test_gates_let_it_pass(risk):
    assert [one["code"] for one in risk["findings"] if one["severity"] == "blocks"] == []


def test_onlooker_links_few(risk):
    """Somebody who saw a ship, a truck or a box, once or on several visits, and looks for it in the table."""
    linkage = risk["linkage"]
    if linkage is None:
        return
    shares = [attack["after"]["share"] for attack in linkage["attacks"]]
    shares += [linkage[name]["after"]["share"] for name in ("several", "together") if linkage[name]]
    assert max(shares) <= LINKED_AT_MOST
