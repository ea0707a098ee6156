"""What a person may write under evaluation.scores, and the sentence for what may not be."""

from pathlib import Path

import pytest
import yaml

from evaluator.bundle import Bundle
from evaluator.errors import BundleBroken
from evaluator.metrics.options import READERS
from evaluator.metrics.program.measures.catalogue import METRICS, NAMES
from evaluator.metrics.program.measures.conditions import CONDITIONS
from evaluator.metrics.titles import TITLES
from tests.evaluator.metrics.making import Case, challenge

CASE = Case(
    {"y": [1, 0, 1], "kind": ["a", "b", "b"], "w": [1, 2, 3], "q": ["a", "a", "a"], "forecast": [0, 0.5, 1]},
    {"x": [0.5, 0.5, 0.5], "z": [0.5, 0.5, 0.5], "label": ["a", "b", "a"]},
)
LABELS = {"label": ["a", "b"]}
MAE = {"metric": "mae", "target": "y", "prediction": "x"}


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def bundle(folder, *items, **predictions) -> Bundle:
    return Bundle.read(challenge(folder, items, public=CASE, private=CASE, **{"labels": LABELS, **predictions}))


def test_catalogue_is_complete():
    for spec in METRICS.values():
        assert {*spec.needs, *spec.takes} <= READERS.keys()
        assert set(spec.conditions) <= CONDITIONS.keys()
        assert spec.columns in {"one", "low_high", *spec.needs, *spec.takes}
    assert set(TITLES) == set(NAMES)
    assert all(set(titles) == {"fr", "ar", "en"} for titles in TITLES.values())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_metric_has_its_line_in_the_guide(language):
    guide = (Path(__file__).parents[3] / "docs" / f"organizing.{language}.md").read_text("utf-8")
    table = guide[guide.index("| `mae`") :].partition("\n\n")[0]
    told = [line.split("`")[1] for line in table.splitlines()]
    assert told == list(dict.fromkeys(told))
    assert set(NAMES) == set(told)


def test_what_is_left_unsaid_is_the_metrics_own(folder):
    found = bundle(folder, MAE, {"metric": "accuracy", "target": "kind", "better": "neither"})
    assert [(score.key, score.better, score.primary, score.decimals) for score in found.scores] == [
        ("mae", "lower", True, 4),
        ("accuracy", "neither", False, 4),
    ]
    assert found.scores[0].title == TITLES["mae"]
    assert found.metrics[1].prediction == ("label",)


def test_what_is_said_is_kept(folder):
    shown = {"key": "error", "title": {"en": "Error", "fr": "Erreur"}, "unit": "h", "decimals": 2}
    (score,) = bundle(folder, MAE | shown).scores
    assert (score.key, dict(score.title), score.unit, score.decimals) == ("error", shown["title"], "h", 2)


@pytest.mark.parametrize(
    ("item", "prediction"),
    [
        ({**MAE, "prediction": "z"}, ("z",)),
        ({"metric": "pinball", "target": "y", "levels": [0.1, 0.9]}, ("x", "z")),
        ({"metric": "interval_score", "target": "y", "level": 0.8, "prediction": ["z", "x"]}, ("z", "x")),
        ({"metric": "accuracy", "target": "kind"}, ("label",)),
    ],
)
def test_prediction_columns_are_named_or_those_that_may_be_meant(folder, item, prediction):
    assert bundle(folder, item).metrics[0].prediction == prediction


def test_prediction_column_called_as_the_target_needs_no_name(folder):
    case = Case({"x": [1, 2]}, {"x": [1, 2], "other": [1, 2]})
    found = Bundle.read(challenge(folder, [{"metric": "mae", "target": "x"}], public=case, private=case))
    assert found.metrics[0].prediction == ("x",)


def test_metrics_type_the_columns(folder):
    found = bundle(
        folder,
        {"metric": "log_loss", "target": "y", "prediction": "x"},
        {"metric": "rmsle", "target": "y", "prediction": "x"},
        {"metric": "rmsle", "key": "other", "target": "y", "prediction": "z"},
        bounds={"z": [-5, 24]},
    )
    assert found.predictions.bounds == {"x": (0, 1), "z": (0, 24)}
    assert found.predictions.labels == {"label": ("a", "b")}


def test_classes_add_up_to_one(folder):
    item = {"metric": "brier", "target": "kind", "classes": ["b", "a"], "prediction": ["x", "z"]}
    found = bundle(folder, item, {**item, "metric": "log_loss"})
    assert found.predictions.sums_to_one == (("x", "z"),)
    assert found.predictions.bounds == {"x": (0, 1), "z": (0, 1)}


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([{**MAE, "metric": "mea"}], "no metric 'mea': did you mean mae"),
        ([{**MAE, "metric": "beauty"}], "choose one of: mae, rmse"),
        ([{**MAE, "metric": ["mae"]}], "there is no metric"),
        ([MAE, {"key": "bias", "better": "lower"}], "bias names no metric and others do"),
        ([{**MAE, "wieght": "w"}], "mae has no wieght; it takes prediction, target, weight"),
        ([{**MAE, "levels": [0.5]}], "mae has no levels"),
        ([{"metric": "spearman", "target": "y", "prediction": "x", "weight": "w"}], "spearman has no weight"),
        ([{"metric": "mae", "prediction": "x"}], "mae: target must be the name of a column"),
        ([{"metric": "mae", "target": "y"}], "write `prediction: …`, 1 of the columns x, z, label"),
        ([{**MAE, "prediction": ["x", "z"]}], "write `prediction: …`, 1 of the columns"),
        ([{**MAE, "prediction": ["x", "x"]}], "each once"),
        ([{**MAE, "prediction": "u"}], "u is none of the columns"),
        ([{**MAE, "prediction": "label"}], "mae needs numbers, not labels"),
        ([{"metric": "f1", "target": "kind", "prediction": "x"}], "write `labels: {x: [...]}`"),
        ([{**MAE, "better": "higher"}], "mae is better lower"),
        ([{**MAE, "better": "sideways"}], "mae is better lower"),
        ([{**MAE, "primary": False}], "exactly one is primary"),
        ([{**MAE, "better": "neither"}], "exactly one is primary"),
        ([MAE, MAE | {"primary": False}], "a key is used twice"),
        ([{**MAE, "key": "Mean error"}], "not a key"),
        ([{**MAE, "weight": 3}], "weight must be the name of a column"),
        ([{"metric": "coverage", "target": "y", "prediction": ["x", "z"]}], "exactly one is primary"),
        ([{"metric": "pinball", "target": "y", "prediction": "x"}], "pinball needs levels"),
        ([{"metric": "pinball", "target": "y", "prediction": "x", "levels": [1]}], "from 1e-06 to 0.999999"),
        ([{"metric": "pinball", "target": "y", "prediction": ["x", "z"], "levels": [0.9, 0.1]}], "must ascend"),
        ([{"metric": "pinball", "target": "y", "prediction": "x", "levels": "0.5"}], "list of 1 numbers or more"),
        ([{"metric": "interval_score", "target": "y", "prediction": ["x", "z"], "level": 80}], "from 1e-06"),
        ([{"metric": "csi", "target": "y", "prediction": "x"}], "csi needs threshold"),
        ([{"metric": "csi", "target": "y", "prediction": "x", "threshold": True}], "must be a number"),
        ([{"metric": "csi", "target": "y", "prediction": "x", "threshold": float("nan")}], "must be a number"),
        ([{"metric": "map_at_k", "target": "y", "prediction": "x", "query": "q"}], "map_at_k needs k"),
        ([{"metric": "ndcg", "target": "y", "prediction": "x", "query": "q", "k": 0}], "must be a whole number"),
        (
            [{"metric": "kappa", "target": "kind", "prediction": "label", "weighting": "cubic"}],
            "is one of none, linear",
        ),
        (
            [{"metric": "f1", "target": "kind", "prediction": "label"}],
            "write `positive: …`, the label to be found: a, b",
        ),
        (
            [{"metric": "f1", "target": "kind", "prediction": "label", "average": "macro", "positive": "a"}],
            "goes with `average: binary` only",
        ),
        ([{"metric": "brier", "target": "y", "prediction": "x", "positive": True}], "write it between quotes"),
        (
            [{"metric": "brier", "target": "y", "prediction": ["x", "z"], "classes": [1, 0], "positive": 1}],
            "not both",
        ),
        ([{"metric": "brier", "target": "y", "prediction": ["x", "z"], "classes": [1, 1]}], "each once"),
        (
            [{"metric": "integrated_brier", "target": "y", "prediction": "x", "times": [3]}],
            "list of 2 numbers or more",
        ),
        (
            [{"metric": "integrated_brier", "target": "y", "prediction": ["x", "z"], "times": [1e9, 1e9 + 1]}],
            "too close",
        ),
        ([{"metric": "skill", "target": "y", "prediction": "x"}], "a skill is `of` one of: mae, rmse"),
        ([{"metric": "skill", "of": "r2", "target": "y", "prediction": "x"}], "a skill is `of` one of"),
        ([{"metric": "skill", "of": "mae", "target": "y", "prediction": "x"}], "reference must be the name"),
        (
            [{"metric": "skill", "of": "mae", "target": "y", "prediction": "x", "reference": ["w", "y"]}],
            "reference must name 1 of the truth's columns",
        ),
        ([MAE, {"metric": "weighted_sum", "of": {"rmse": 1}}], "`of` gives a coefficient to keys of other scores"),
        ([MAE, {"metric": "weighted_sum", "of": {"weighted_sum": 1}}], "`of` gives a coefficient"),
        ([MAE, {"metric": "weighted_sum", "of": {"mae": 0}}], "a coefficient is not 0"),
        ([MAE, {"metric": "weighted_sum", "of": {"mae": "1"}}], "must be a number"),
        ([MAE, {"metric": "weighted_sum", "of": {"mae": 1}, "target": "y"}], "weighted_sum has no target"),
        ([MAE, {"metric": "weighted_sum", "of": {"mae": -1}, "better": "lower"}], "weighted_sum is better higher"),
        (
            [
                MAE,
                {"metric": "r2", "target": "y", "prediction": "x"},
                {"metric": "weighted_sum", "of": {"mae": 1, "r2": 1}},
            ],
            "its terms do not agree",
        ),
    ],
)
def test_mistake_is_named(folder, items, said):
    with pytest.raises(BundleBroken) as broken:
        bundle(folder, *items)
    assert said in str(broken.value)
    assert str(broken.value).startswith("challenge.yaml: evaluation.scores")


@pytest.mark.parametrize(
    ("predictions", "said"),
    [
        ({"labels": {"label": ["a"]}}, "labels.label: from 2 to 5,000 labels"),
        ({"labels": {"label": ["a", "a", "b"]}}, "each once"),
        ({"labels": {"label": "ab"}}, "must be a list"),
        ({"labels": {"label": [True, False]}}, "True is not a plain text: write it between quotes"),
        ({"labels": {"label": [1.0, 2.0]}}, "1.0 is not a plain text"),
        ({"labels": {"label": ["a ", "b"]}}, "without spaces around it"),
        ({"labels": {"label": ["a\u202e", "b"]}}, "is not a plain text"),
        ({"labels": {"label": ["a" * 101, "b"]}}, "at most 100 characters"),
        ({"labels": {"other": ["a", "b"]}}, "other is not one of the columns"),
        ({"labels": ["a"]}, "evaluation.predictions.labels is missing or not a section"),
        ({"bounds": {"x": [1, 0]}}, "bounds.x: the lowest must be less than the highest"),
        ({"bounds": {"x": [0]}}, "bounds.x must be a lowest and a highest number"),
        ({"bounds": {"x": [None, None]}}, "must be a lowest and a highest"),
        ({"bounds": {"x": ["0", 1]}}, "must be a lowest and a highest"),
        ({"bounds": {"x": [float("nan"), 1]}}, "must be a lowest and a highest"),
        ({"bounds": {"label": [0, 1]}}, "label holds labels"),
        ({"sums_to_one": ["x", "z"]}, "sums_to_one lists groups of columns"),
        ({"sums_to_one": [["x", "u"]]}, "u is not one of the columns"),
        ({"sums_to_one": [["x", "label"]]}, "label holds labels"),
    ],
)
def test_mistake_in_the_columns_is_named(folder, predictions, said):
    with pytest.raises(BundleBroken) as broken:
        bundle(folder, MAE, **predictions)
    assert said in str(broken.value)


def test_bounds_that_leave_nothing_are_named(folder):
    with pytest.raises(BundleBroken, match="the bounds of x leave nothing"):
        bundle(folder, {"metric": "brier", "target": "y", "prediction": "x"}, bounds={"x": [2, 3]})


def edited(folder, change) -> Bundle:
    bundle(folder, MAE)
    path = folder / "challenge.yaml"
    described = yaml.safe_load(path.read_text())
    change(described["evaluation"])
    path.write_text(yaml.safe_dump(described))
    return Bundle.read(folder)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda e: e.update(scoring={"command": "python other.py"}), "take scorer/ and scoring.command out"),
        (lambda e: e.update(truth="../truth.csv"), "not a plain file name"),
        (lambda e: e.update(truth="other.csv"), "reference/other.csv cannot be read"),
        (lambda e: e["predictions"].update(labels={"label": [f"{n:0100d}" for n in range(2000)]}), "too much to tell"),
    ],
)
def test_challenge_around_the_metrics_is_checked(folder, change, said):
    with pytest.raises(BundleBroken, match=said):
        edited(folder, change)


def test_program_of_ones_own_and_metrics_do_not_go_together(folder):
    (folder / "scorer").mkdir()
    (folder / "scorer" / "score.py").write_text("")
    with pytest.raises(BundleBroken, match="take scorer/"):
        bundle(folder, MAE)
