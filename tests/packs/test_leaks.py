"""What the data of every pack must not tell: by their own gates, by linkage, and to a model of ids, order and times."""

import json

import pandas as pd
import pytest
import yaml

from datasets.recipes.reading import read_recipe
from evaluator.bundle import Bundle
from tests.packs.blind import BLIND, seen
from tests.packs.building import PACKS, primary_of, score

LINKED_AT_MOST = 0.05


@pytest.fixture(scope="module")
def risk(built):
    return json.loads((built.release / "risk.json").read_text(encoding="utf-8"))


def test_gates_let_it_pass(risk):
    assert [one["code"] for one in risk["findings"] if one["severity"] == "blocks"] == []


def test_report_proposes_to_accept(risk):
    """Each of the three questions that has a test with a limit."""
    assert [one["question"] for one in risk["questions"] if one["proposed"] is False] == []


def test_onlooker_links_few(risk):
    """Somebody who saw a ship, a truck or a box, once or on several visits, and looks for it in the table."""
    linkage = risk["linkage"]
    if linkage is None:
        return
    shares = [attack["after"]["share"] for attack in linkage["attacks"]]
    shares += [linkage[name]["after"]["share"] for name in ("several", "together") if linkage[name]]
    assert max(shares) <= LINKED_AT_MOST


@pytest.mark.parametrize("name", BLIND)
def test_ids_order_and_times_alone_are_no_better_than_naive(name, build, tmp_path, run_program):
    pack, built = PACKS / name, build(name)
    recipe, bundle = read_recipe(pack / "recipe.yaml"), Bundle.read(built.bundle)
    train, test = (pd.read_csv(built.bundle / "input" / f"{part}.csv") for part in ("train", "test"))
    answers = BLIND[name](train, test, seen(train, recipe), seen(test, recipe))
    results = tmp_path / "res"
    results.mkdir()
    table = pd.DataFrame({recipe.id: test[recipe.id], **answers})
    table.to_csv(results / bundle.predictions.file, index=False)
    scores = score(built.bundle, results, tmp_path / "out", run=run_program)
    key, sign = primary_of(built.bundle)
    naive = yaml.safe_load((pack / "challenge.yaml").read_text("utf-8"))["baselines"]["naive"]["expected"]
    for part in ("public", "private"):
        assert sign * scores[f"{part}_{key}"] <= sign * naive[f"{part}_{key}"]
