"""The pack of rade: its bundle, and the numbers that its statements tell."""

import re

import pandas as pd
import pytest
import yaml

from evaluator.bundle import Bundle
from smartport.packs.pack import LANGUAGES
from tests.packs.building import BASELINES
from tests.packs.conftest import RADE


def test_bundle_is_one_the_evaluator_takes(rade):
    bundle = Bundle.read(rade.bundle)
    assert bundle.predictions.header == ("call_id", "q10", "q50", "q90")
    assert bundle.predictions.ids == "sample_submission.csv"
    assert [(column.key, column.better, column.primary) for column in bundle.scores] == [
        ("pinball", "lower", True),
        ("mae", "lower", False),
        ("coverage", "neither", False),
    ]


@pytest.mark.parametrize("part", ["public", "private"])
def test_decent_baseline_is_ahead_in_everything(part):
    challenge = yaml.safe_load((RADE / "challenge.yaml").read_text(encoding="utf-8"))
    naive, decent = (challenge["baselines"][name]["expected"] for name in BASELINES)
    assert decent[f"{part}_pinball"] < 0.85 * naive[f"{part}_pinball"]
    assert decent[f"{part}_mae"] < 0.85 * naive[f"{part}_mae"]
    assert 0.7 < decent[f"{part}_coverage"] < 0.9


def test_statements_tell_the_numbers_of_the_figure(rade):
    train = pd.read_csv(rade.release / "data" / "train.csv")
    found = train.groupby("roads_ships")["waiting_hours"].quantile([0.1, 0.5, 0.9]).unstack()
    rows = [[f"{value:.1f}" if value < 10 else f"{value:.0f}" for value in found.loc[ships]] for ships in (0, 1, 3, 5)]
    for language in LANGUAGES:
        text = (RADE / f"statement.{language}.md").read_text(encoding="utf-8").replace(",", ".")
        table = [re.findall(r"[\d.]+", line) for line in text.splitlines() if re.match(r"\| [0135] \|", line)]
        assert [row[1:] for row in table] == rows
