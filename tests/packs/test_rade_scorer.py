"""The scorer of rade: by hand to the last digit, against scikit-learn, and what it refuses."""

import json

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import mean_absolute_error, mean_pinball_loss

from tests.packs.conftest import RADE

TRUTH = "call_id,waiting_hours,part\nda,10,public\ndb,3,public\ndc,8,private\n"
LEVELS = {"q10": 0.1, "q50": 0.5, "q90": 0.9}


@pytest.fixture
def score(tmp_path, run_program):
    """Scores the text of a predictions file against the text of a reference; gives the two answers it may write."""

    def run(predictions: str, *, truth: str = TRUTH) -> tuple[dict | None, dict | None]:
        for name in ("ref", "res", "out"):
            (tmp_path / name).mkdir()
        (tmp_path / "ref" / "reference.csv").write_text(truth)
        (tmp_path / "res" / "predictions.csv").write_text(predictions)
        ran = run_program(RADE / "scorer" / "score.py", *(tmp_path / name for name in ("ref", "res", "out")))
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
        answers = (tmp_path / "out" / name for name in ("scores.json", "refused.json"))
        scores, refused = (json.loads(path.read_text()) if path.exists() else None for path in answers)
        return scores, refused

    return run


def test_example_of_the_statement_scores_what_it_says(score):
    scores, refused = score("call_id,q10,q50,q90\nda,4,8,20\ndb,4,8,20\ndc,8,8,8\n")
    assert refused is None
    assert scores == {
        "public_pinball": ((0.6 + 1.0 + 1.0) / 3 + (0.9 + 2.5 + 1.7) / 3) / 2,
        "public_mae": 3.5,
        "public_coverage": 0.5,
        "private_pinball": 0.0,
        "private_mae": 0.0,
        "private_coverage": 1.0,
    }
    assert round(scores["public_pinball"], 4) == 1.2833


def test_statements_tell_the_same_example():
    for language in ("fr", "ar", "en"):
        text = (RADE / f"statement.{language}.md").read_text(encoding="utf-8").replace(",", ".")
        assert all(number in text for number in ("0.8667", "1.7000", "1.2833"))


def test_quantiles_that_cross_are_put_in_order(score):
    scores, _ = score("call_id,q10,q50,q90\nda,20,4,8\ndb,8,20,4\ndc,8,8,8\n")
    assert round(scores["public_pinball"], 4) == 1.2833
    assert (scores["public_mae"], scores["public_coverage"]) == (3.5, 0.5)


def test_scores_are_those_of_scikit_learn(score):
    rng = np.random.default_rng(5)
    number = 500
    truth = pd.DataFrame({"call_id": [f"d{n}" for n in range(number)], "waiting_hours": rng.lognormal(2, 1.5, number)})
    truth["part"] = rng.choice(["public", "private"], number)
    quantiles = np.sort(rng.lognormal(2, 1.5, (number, 3)), axis=1)
    predictions = pd.DataFrame(quantiles, columns=list(LEVELS)).assign(call_id=truth["call_id"])
    scores, _ = score(predictions.sample(frac=1, random_state=1).to_csv(index=False), truth=truth.to_csv(index=False))
    for part in ("public", "private"):
        mine = truth["part"] == part
        hours, found = truth.loc[mine, "waiting_hours"], predictions[mine]
        losses = [mean_pinball_loss(hours, found[name], alpha=level) for name, level in LEVELS.items()]
        assert scores[f"{part}_pinball"] == pytest.approx(np.mean(losses), rel=1e-14)
        assert scores[f"{part}_mae"] == pytest.approx(mean_absolute_error(hours, found["q50"]), rel=1e-14)
        assert scores[f"{part}_coverage"] == ((found["q10"] <= hours) & (hours <= found["q90"])).mean()


@pytest.mark.parametrize(
    ("predictions", "faults"),
    [
        (
            "call_id,q10,q50,q90\nda,1,2,3\ndb,1,nan,3\ndc,1,2,x\n",
            [("not_finite", 3, "q50"), ("not_a_number", 4, "q90")],
        ),
        (
            "call_id,q10,q50,q90\nda,1,2,1e308\ndb,1,2,1e308\ndc,-1e308,2,3\n",
            [("out_of_range", 2, "q90"), ("out_of_range", 3, "q90"), ("out_of_range", 4, "q10")],
        ),
        ("call_id,q10,q50,q90\nda,1,2,3\n", [("missing_ids", None, None)]),
        ("call_id,q10,q50,q90\nda,1,2,3\nda,1,2,3\ndb,1,2,3\ndc,1,2,3\n", [("duplicate_id", 3, "call_id")]),
        ("call_id,q10,q50\nda,1,2\n", [("header_missing_column", 1, "q90")]),
        ("", [("empty_file", None, None)]),
    ],
)
def test_predictions_are_refused_with_row_and_column(score, predictions, faults):
    scores, refused = score(predictions)
    assert scores is None
    assert [(fault["code"], fault["row"], fault["column"]) for fault in refused["faults"]] == faults
    assert refused["total"] == len(faults)


def test_reference_that_is_broken_is_the_scorers_failure(tmp_path, run_program):
    for name in ("ref", "res", "out"):
        (tmp_path / name).mkdir()
    ran = run_program(RADE / "scorer" / "score.py", *(tmp_path / name for name in ("ref", "res", "out")))
    assert ran.returncode != 0
    assert list((tmp_path / "out").iterdir()) == []
