"""What is wrong with the hidden truth is found when the challenge is read, with file, row and column."""

from collections.abc import Sequence
from typing import Any

import pytest

from evaluator.bundle import Bundle
from evaluator.errors import BundleBroken
from tests.evaluator.metrics.making import Case, challenge, made

MAE = {"metric": "mae", "target": "y"}
CASE = Case({"y": [1.0, 2.0]}, {"x": [1.0, 2.0]})


def truth(*values: Any, **more: Sequence[Any]) -> Case:
    return Case({"y": list(values), **more}, {"x": [0.5] * len(values)})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "reference/truth.csv is empty"),
        ("id,part\np0,public\n", "must have one column y; its header is: id, part"),
        ("id,y,part,y\np0,1,public,2\n", "must have one column y"),
        ("id,part,y\np0,public,1\np0,private,1\n", "row 3, column id, 'p0': this id has a row already"),
        ("id,part,y\n,public,1\n", "row 2, column id, '': the id is empty"),
        ("id,part,y\np0,Public,1\n", "row 2, column part, 'Public': a part is public or private"),
        ("id,part,y\np0,public,1\n", "no row is private; both parts are needed"),
        ("id,part,y\np0,public,1\n\ns0,private\n", "row 4: it has 2 cells and the header 3"),
        ("id,part,y\np0,public,1\ns0,private,\n", "row 3, column y, '': this is not a number"),
        ('id,part,y\np0,public,"1,5"\ns0,private,2\n', "row 2, column y, '1,5': this is not a number"),
        ("id,part,y\np0,public,nan\ns0,private,2\n", "row 2, column y, 'nan'"),
        ("id,part,y\np0,public,1_0\ns0,private,2\n", "row 2, column y, '1_0'"),
        ("id,part,y\np0,public,2e15\ns0,private,2\n", "a number lies between -1e15 and 1e15"),
        ('id,part,y\np0,public,"1\ns0,private,2\n', "cannot be read as CSV in UTF-8"),
        ("id,part,y\np0,public,1\nu9,private,2\n", "has the id 'u9' and input/sample.csv has not"),
    ],
)
def test_truth_that_cannot_be_used_is_named(tmp_path, content, said):
    folder = challenge(tmp_path, [MAE], public=CASE, private=CASE)
    (folder / "reference" / "truth.csv").write_text(content)
    with pytest.raises(BundleBroken) as broken:
        Bundle.read(folder)
    assert said in str(broken.value)


def test_truth_in_another_encoding_is_named(tmp_path):
    folder = challenge(tmp_path, [MAE], public=CASE, private=CASE)
    (folder / "reference" / "truth.csv").write_bytes("id,part,y\n".encode("utf-16"))
    with pytest.raises(BundleBroken, match="cannot be read as CSV in UTF-8"):
        Bundle.read(folder)


@pytest.mark.parametrize(
    ("sample", "said"),
    [
        ("id\np0\np1\ns0\n", "truth.csv has the id 's1' and input/sample.csv has not"),
        ("id\np0\np1\ns0\ns1\nz\n", "sample.csv has the id 'z' and reference/truth.csv has not"),
        ("id\np0\np1\ns0\ns1\ns1\n", "lists an id twice"),
        ("name\np0\n", "cannot be read"),
    ],
)
def test_ids_that_are_asked_for_are_those_that_are_scored(tmp_path, sample, said):
    folder = challenge(tmp_path, [MAE], public=CASE, private=CASE)
    (folder / "input" / "sample.csv").write_text(sample)
    with pytest.raises(BundleBroken) as broken:
        Bundle.read(folder)
    assert said in str(broken.value)


def test_order_of_the_truth_is_nobodys_business(tmp_path):
    folder = challenge(tmp_path, [MAE], public=CASE, private=CASE)
    path = folder / "reference" / "truth.csv"
    header, *rows = path.read_text().splitlines()
    path.write_text("\ufeff" + "\r\n".join([header, *reversed(rows), ""]), encoding="utf-8")
    assert Bundle.read(folder).metrics


@pytest.mark.parametrize(
    ("item", "public", "said"),
    [
        ({"metric": "rmsle"}, truth(1, -0.1), "row 3, column y, '-0.1': rmsle needs numbers that are not below 0"),
        ({"metric": "mape"}, truth(1, 0), "row 3, column y, '0': mape divides by it"),
        ({"metric": "mape"}, truth(1, 1e-300), "mape divides by it"),
        ({"metric": "r2"}, truth(3, 3), "column y: the public part has one value only: r2 is undefined"),
        ({"metric": "r2"}, truth(1e15, 1e15 - 1), "r2 is undefined"),
        ({"metric": "r2"}, truth(0, 1e-300), "r2 is undefined"),
        ({"metric": "r2"}, truth(3), "r2 is undefined"),
        ({"metric": "spearman"}, truth(3, "3.0"), "spearman is undefined"),
        ({"metric": "csi", "threshold": 10}, truth(1, 9), "no row of the public part reaches the threshold 10"),
        ({"metric": "roc_auc"}, truth(1, 1), "the public part has nothing but '1': roc_auc is undefined"),
        ({"metric": "roc_auc"}, truth(0, 0), "the public part has no '1': roc_auc is undefined"),
        ({"metric": "average_precision"}, truth(0, 0), "average_precision is undefined"),
        (
            {"metric": "brier", "positive": "yes"},
            truth(0, 1),
            "'yes', the positive value of brier, never occurs",
        ),
        ({"metric": "brier"}, truth(0, 1, 2), "row 4, column y, '2': brier takes two values, and this is a third"),
        ({"metric": "mae", "weight": "w"}, truth(1, 2, w=[0, 0]), "no row of the public part has a weight for mae"),
        ({"metric": "mae", "weight": "w"}, truth(1, 2, w=[1, -1]), "row 3, column w, '-1': a weight is 0, or between"),
        ({"metric": "mae", "weight": "w"}, truth(1, 2, w=[1, 1e13]), "a weight is 0, or between"),
        ({"metric": "r2", "weight": "w"}, truth(1, 2, w=[1, 0]), "r2 is undefined"),
        (
            {"metric": "skill", "of": "mae", "reference": "r"},
            truth(1, 2, r=[1, "2.000000001"]),
            "column r: the reference of skill is perfect in the public part",
        ),
        (
            {"metric": "skill", "of": "rmsle", "reference": "r"},
            truth(1, 2, r=[1, -2]),
            "row 3, column r, '-2': a reference forecast for skill is not below 0",
        ),
        ({"metric": "skill", "of": "brier", "reference": "r"}, truth(1, 0, r=[1, 2]), "is from 0 to 1"),
    ],
)
def test_metric_that_would_be_undefined_is_told_where_to_mend(item, public, said):
    sound = {"y": [2, 1, 5, 12], "w": [1] * 4, "r": [3] * 4}
    if item.get("of", item["metric"]) in {"roc_auc", "average_precision", "brier"}:
        sound |= {"y": [0, 1, 0, 1], "r": [1] * 4}
    private = Case({name: sound[name] for name in public.truth}, {"x": [0.5] * 4})
    assert said in made({**item, "target": "y"}, public=public, private=private).broken


def test_positive_value_is_compared_as_text():
    found = made({"metric": "brier", "target": "y"}, public=truth("0.0", "1.0"))
    assert "'1', the positive value of brier, never occurs (found: '0.0', '1.0')" in found.broken


def test_private_part_is_looked_at_too():
    found = made({"metric": "roc_auc", "target": "y"}, public=truth(0, 1), private=truth(0, 0))
    assert "the private part has no '1'" in found.broken


@pytest.mark.parametrize(
    ("item", "public", "said"),
    [
        ({"metric": "accuracy"}, ["a", "c"], "row 3, column y, 'c': this is none of the labels of x"),
        ({"metric": "accuracy"}, ["a", " b"], "' b': this is none of the labels"),
        ({"metric": "kappa"}, ["a", "a"], "the public part has one value only: kappa is undefined"),
        ({"metric": "mcc"}, ["b", "b"], "mcc is undefined"),
        ({"metric": "f1", "positive": "b"}, ["a", "a"], "the public part has no 'b': f1 is undefined"),
    ],
)
def test_labels_that_would_not_do_are_named(item, public, said):
    parts = [Case({"y": labels}, {"x": ["a"] * 2}) for labels in (public, ["a", "b"])]
    found = made({**item, "target": "y"}, public=parts[0], private=parts[1], labels={"x": ["a", "b"]})
    assert said in found.broken


@pytest.mark.parametrize(
    ("options", "columns", "said"),
    [
        ({"classes": ["a", "b"]}, {"y": ["a", "c"]}, "'c': this is none of the classes of brier"),
        (
            {"classes": ["a", "b"], "metric": "skill", "of": "brier", "reference": ["r", "s"]},
            {"y": ["a", "b"], "r": [0.5, 0.5], "s": [0.5, 0.4]},
            "row 3: the reference's probabilities add up to 0.9, not to 1",
        ),
    ],
)
def test_classes_that_would_not_do_are_named(options, columns, said):
    case = Case(columns, {"p": [0.5, 0.5], "q": [0.5, 0.5]})
    assert said in made({"metric": "brier", "target": "y", **options}, public=case).broken


@pytest.mark.parametrize(
    ("times", "events", "said"),
    [
        ([1, 2], [0, 0], "column e: nothing happened in the public part"),
        ([1, 2], [0, 2], "row 3, column e, '2': an event is 1 (it happened) or 0"),
        ([1, -2], [0, 1], "row 3, column y, '-2': integrated_brier needs numbers that are not below 0"),
    ],
)
def test_survival_that_would_not_do_is_named(times, events, said):
    case = Case({"y": times, "e": events}, {"p": [0.5, 0.5], "q": [0.5, 0.5]})
    found = made({"metric": "integrated_brier", "target": "y", "event": "e", "times": [1, 2]}, public=case)
    assert said in found.broken
