"""The rule of dominance as the samples keep it: no value stands for one or two firms."""

import numpy as np
import pandas as pd

from datasets.recipes.reading import parse_recipe
from datasets.samples import draw_samples
from datasets.tables import Tables

RECIPE = """
format: smartport-recipe/2
name: gates
version: 1.0.0
title: &text {fr: Portes, ar: الأبواب, en: Gates}
about: *text
licence: CC-BY-4.0
source: {extract: gates}
drop: [haulier]
rows: {id: visit, description: *text}
protection: {k: 2, enterprises: haulier}
columns:
  - {name: cargo, from: cargo, type: category, description: *text}
  - {name: gate, from: gate, type: category, description: *text}
target: {name: minutes, column: minutes, type: number, description: *text}
split: {test_share: 0.5}
"""


def test_value_of_two_firms_or_of_one_large_firm_is_suppressed():
    rng = np.random.default_rng(3)
    rows = pd.DataFrame({"haulier": [f"firm {n % 10}" for n in range(400)], "minutes": rng.normal(20, 4, 400)})
    rows["cargo"] = np.where(rows["haulier"].isin(["firm 1", "firm 2"]), "salt", "boxes")
    rows["gate"] = np.where((rows["haulier"] == "firm 3") | (rows.index % 100 == 4), "G2", "G1")
    samples = draw_samples(Tables(rows), parse_recipe(RECIPE), seed=1)
    published = pd.concat([samples.train, samples.test])
    assert set(published["cargo"]) == {"boxes", "*"}
    assert (published["cargo"] == "*").sum() == 80
    assert set(published["gate"]) == {"G1", "*"}
    kept = draw_samples(Tables(rows), parse_recipe(RECIPE.replace(", enterprises: haulier", "")), seed=1)
    assert set(kept.train["cargo"]) == {"boxes", "salt"}
