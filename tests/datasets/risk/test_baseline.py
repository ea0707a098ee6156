"""What a simple model loses."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from datasets.risk.baseline import auc, compare
from tests.datasets.risk.cases import make_case

ROWS = 1500
RNG = np.random.default_rng(2)
USEFUL, OTHER = RNG.normal(size=ROWS), RNG.normal(size=ROWS)
PARTS = np.where(np.arange(ROWS) < 1000, "train", np.where(np.arange(ROWS) % 2, "public", "private"))
LATE = (USEFUL + 0.3 * RNG.normal(size=ROWS) > 0).astype(int)
BEFORE = {"useful": USEFUL, "other": OTHER}


def compared(target, *, after=BEFORE, target_type="number", parts=PARTS):
    return compare(make_case(BEFORE, after, target=target, parts=parts, target_type=target_type))


def test_unchanged_columns_lose_nothing():
    found = compared(LATE)

    assert found["kind"] == "auc"
    assert found["raw"] > 0.9
    assert (found["published"], found["loss_percent"], found["low"], found["high"]) == (found["raw"], 0, 0, 0)
    assert (found["train"], found["test"], found["costs"]) == (1000, 500, [])


def test_loss_is_in_percent_of_the_raw_score_and_in_its_interval():
    found = compared(LATE, after={"useful": np.zeros(ROWS), "other": OTHER})

    assert found["loss_percent"] == pytest.approx(100 * (found["raw"] - found["published"]) / found["raw"])
    assert found["low"] < found["loss_percent"] < found["high"]
    assert found["published"] < 0.6


def test_columns_that_cost_it_are_named_the_dearest_first():
    found = compared(LATE, after={"useful": np.zeros(ROWS), "other": np.round(OTHER)})

    useful, other = found["costs"]
    assert (useful["column"], other["column"]) == ("useful", "other")
    assert useful["gain_percent"] > 30 > abs(other["gain_percent"])


@pytest.mark.parametrize(
    ("target", "target_type", "kind"),
    [
        (LATE, "integer", "auc"),
        (np.where(LATE, "late", "early"), "category", "auc"),
        (np.where(USEFUL > 1, "a", np.where(USEFUL < -1, "b", "c")), "category", "accuracy"),
        (10 * USEFUL, "number", "skill"),
    ],
)
def test_score_suits_the_target(target, target_type, kind):
    found = compared(target, target_type=target_type)

    assert found["kind"] == kind
    assert found["raw"] > 0.8


def test_chance_is_what_is_scored_without_looking():
    target = np.where(np.arange(ROWS) % 4 == 0, "rare", "common")
    target[:3] = "third"

    assert compared(target, target_type="category")["chance"] == pytest.approx(0.75, abs=0.01)
    assert compared(target, target_type="category")["why_not"] == "nothing_to_lose"


@pytest.mark.parametrize(
    ("target", "parts", "why_not"),
    [
        (np.ones(ROWS), PARTS, "one_value"),
        (np.where(np.arange(ROWS) < 30, 1.0, np.nan), PARTS, "too_few_rows"),
        (RNG.normal(size=ROWS), PARTS, "nothing_to_lose"),
    ],
)
def test_no_loss_is_told_where_there_is_none_to_tell(target, parts, why_not):
    found = compared(target, parts=parts)

    assert found["why_not"] == why_not
    assert "loss_percent" not in found


def test_part_is_drawn_where_the_split_leaves_nothing_to_score_on():
    found = compared(LATE, parts=np.full(ROWS, "train"))

    assert found["raw"] > 0.9
    assert 400 < found["test"] < 600


def test_area_is_that_of_scikit_learn_ties_included():
    truth, scores = RNG.random(200) < 0.3, RNG.integers(0, 9, 200).astype(float)

    assert auc(truth, scores) == pytest.approx(roc_auc_score(truth, scores))
    assert auc(np.ones(3, dtype=bool), np.arange(3.0)) == 0.5
