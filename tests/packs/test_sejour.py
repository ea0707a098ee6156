"""The pack of sejour: its bundle, the numbers that its statements tell, and answers that are what they say."""

import re
from importlib.util import module_from_spec, spec_from_file_location

import numpy as np
import pandas as pd
import pytest

from evaluator.bundle import Bundle
from evaluator.metrics.program.measures.rows import Rows
from evaluator.metrics.program.measures.survival import uncensored
from smartport.packs.pack import LANGUAGES
from tests.packs.building import PACKS

SEJOUR = PACKS / "sejour"
DAYS = range(1, 22)


@pytest.fixture(scope="module")
def sejour(build):
    return build("sejour")


@pytest.fixture(scope="module")
def truth(sejour):
    return pd.read_csv(sejour.bundle / "reference" / "reference.csv")


def test_bundle_is_one_the_evaluator_takes(sejour):
    bundle = Bundle.read(sejour.bundle)
    assert bundle.predictions.header == ("box_id", *(f"s{day}" for day in DAYS))
    assert {bundle.predictions.bounds[f"s{day}"] for day in DAYS} == {(0, 1)}
    assert [(column.key, column.better, column.primary) for column in bundle.scores] == [
        ("ibs", "lower", True),
        ("auc_7d", "higher", False),
        ("brier_7d", "lower", False),
    ]


def test_answers_are_what_they_say(truth):
    assert set(truth["part"]) == {"public", "private"}
    assert truth["dwell_days"].between(0, 45).all()
    assert truth["over_7d"].tolist() == (truth["dwell_days"] > 7).astype(int).tolist()
    is_known = (truth["left"] == 1) | (truth["dwell_days"] > 7)
    assert truth["known_7d"].tolist() == is_known.astype(int).tolist()
    assert 0.02 < 1 - truth["left"].mean() < 0.12


def test_gap_is_longer_than_any_box_is_followed(sejour):
    """None of the training can still be in the port when the test begins, two months later."""
    train = pd.read_csv(sejour.release / "data" / "train.csv")
    assert train["dwell_days"].max() == 45


def test_sample_submission_is_the_share_that_stayed_longer(sejour):
    train = pd.read_csv(sejour.release / "data" / "train.csv")
    sample = pd.read_csv(sejour.bundle / "input" / "sample_submission.csv")
    shares = [round(float((train["dwell_days"] > day).mean()), 4) for day in DAYS]
    assert sample.iloc[0, 1:].tolist() == shares
    assert (sample.iloc[:, 1:].nunique() == 1).all()


def test_statements_tell_the_numbers_of_the_figure(sejour):
    spec = spec_from_file_location("figure", SEJOUR / "figure.py")
    figure = module_from_spec(spec)
    spec.loader.exec_module(figure)
    boxes = pd.read_csv(sejour.release / "data" / "train.csv")
    curves = [figure.kaplan_meier(boxes[boxes["importer_pace"].between(*pace)]) for pace in figure.PACES]
    expected = [[f"{100 * curve[day]:.0f}" for day in (3, 7, 14, 21)] for curve in curves]
    for language in LANGUAGES:
        text = (SEJOUR / f"statement.{language}.md").read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line.startswith("|") and line.count("%") == 4]
        assert [re.findall(r"(\d+)\s?%", line) for line in lines] == expected
        assert re.findall(r"(\d+)\s?%", text.split("![")[1].split("]")[0]) == [row[1] for row in expected]


def test_worked_example_of_the_statements_is_right():
    """Four boxes at seven days, one of them lost sight of after six."""
    rows = Rows(target=np.array([5.0, 6.0, 9.0, 12.0]), events=np.array([1, 0, 1, 1]))
    share = uncensored(np.array([7.0]), rows.target, rows.events, before=False)
    assert share == pytest.approx([2 / 3])
    losses = [0.3**2, 0, (1 - 0.6) ** 2 / share[0], (1 - 0.9) ** 2 / share[0]]
    assert losses == pytest.approx([0.09, 0, 0.24, 0.015])
    assert f"{np.mean(losses) + 1e-12:.4f}" == "0.0863"
    for language in LANGUAGES:
        text = (SEJOUR / f"statement.{language}.md").read_text(encoding="utf-8").replace(",", ".")
        assert text.count("**0.0863**") == 1
