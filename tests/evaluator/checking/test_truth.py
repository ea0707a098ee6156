"""Telling the truth from a reference folder, and making right files of it."""

from pathlib import Path
from random import Random

import pytest

from evaluator.bundle import Bundle
from evaluator.checking import tables
from evaluator.checking.tables import Table
from evaluator.checking.truth import read_truth
from tests.evaluator.checking.plain import DESCRIPTION, write_challenge
from tests.evaluator.metrics.making import Case, challenge

QUANTILES = DESCRIPTION.replace("columns: [value]", "columns: [q10, q90]")


def bundle_of(folder: Path, text: str, *, description: str = DESCRIPTION, **files: str) -> Bundle:
    changes = {"challenge.yaml": description, "reference/truth.csv": text, **files}
    return Bundle.read(write_challenge(folder / "bundle", **changes))


@pytest.mark.parametrize(
    ("text", "parts", "answers"),
    [
        ("id,value,part\na,1,public\nb,2,private\n", ("public", "private"), {"value": ("1", "2")}),
        ("id,hours,Usage\na,1,Public\nb,2,Private\n", ("public", "private"), {"value": ("1", "2")}),
        ("part,id,value\nbow,a,1\nstern,b,2\n", (), {"value": ("1", "2")}),
        ("id,hours,weight\na,1,3\nb,2,4\n", (), {}),
        ("id,hours,weight,value\na,1,3,x\nb,2,4,y\n", (), {"value": ("x", "y")}),
        ("\ufeffid,hours,name\na,1,x\nb,2,y\n", (), {"value": ("1", "2")}),
        ("id,hours\na,1\nb,nan\n", (), {}),
    ],
)
def test_truth_is_told_by_name_or_by_being_the_only_numbers(
    text: str, parts: tuple[str, ...], answers: dict[str, tuple[str, ...]], tmp_path: Path
) -> None:
    truth = read_truth(bundle_of(tmp_path, text))
    assert truth is not None
    assert (truth.ids, truth.parts, truth.answers) == (("a", "b"), parts, answers)


@pytest.mark.parametrize("text", ["", "id;value\na;1\n", "id,value\na,1,2\n", "id,value\na,1\na,2\n", "name\na\n"])
def test_what_is_no_truth_is_left_alone(text: str, tmp_path: Path) -> None:
    assert read_truth(bundle_of(tmp_path, text)) is None


def test_file_that_tells_the_answers_is_preferred(tmp_path: Path) -> None:
    lone = {"reference/a.csv": "id,name\na,x\n"}
    truth = read_truth(bundle_of(tmp_path, "id,value\na,1\n", **lone))
    assert truth is not None
    assert truth.answers == {"value": ("1",)}


def test_one_truth_is_right_for_every_quantile(tmp_path: Path) -> None:
    bundle = bundle_of(tmp_path, "id,hours\nb,2\na,1\n", description=QUANTILES)
    table = tables.perfect(bundle, ("a", "b"), read_truth(bundle))
    assert table == Table(("id", "q10", "q90"), (("a", "1", "1"), ("b", "2", "2")))


def test_truth_of_other_ids_is_no_perfect_answer(tmp_path: Path) -> None:
    bundle = bundle_of(tmp_path, "id,hours\na,1\n")
    assert tables.perfect(bundle, ("a", "b"), read_truth(bundle)) is None


def test_shuffled_answers_stay_together_and_keep_the_ids() -> None:
    table = Table(("id", "low", "high"), tuple((str(at), str(at), str(at + 1)) for at in range(50)))
    mixed = tables.shuffled(table, Random(1))
    assert [row[0] for row in mixed.rows] == [row[0] for row in table.rows]
    assert mixed != table
    assert {int(high) - int(low) for _, low, high in mixed.rows} == {1}


def test_constant_is_the_middle_of_numbers_and_the_most_frequent_word() -> None:
    table = Table(("id", "hours", "berth"), (("a", "9", "x"), ("b", "10", "y"), ("c", "100", "y")))
    assert {row[1:] for row in tables.constant(table).rows} == {("10", "y")}


def test_table_is_written_as_csv() -> None:
    assert Table(("id", "value"), (("a,b", "1"),)).content() == b'id,value\n"a,b",1\n'


def test_sample_that_has_no_predictions_is_none(tmp_path: Path) -> None:
    bundle = bundle_of(tmp_path, "id,hours\na,1\n", **{"input/sample_submission.csv": "id\na\n"})
    assert tables.sample(bundle) is None
    assert tables.expected_ids(bundle, None) == ("a",)


CURVE = [
    {"key": "ibs", "metric": "integrated_brier", "target": "days", "times": [1, 3], "event": "left", "primary": True},
]
BLOCKED = [
    {"key": "ap", "metric": "average_precision", "target": "is_blocked", "prediction": "p", "primary": True},
    {"key": "f1", "metric": "f1", "target": "field", "prediction": "why", "average": "macro"},
    {"key": "both", "metric": "weighted_sum", "of": {"ap": 0.7, "f1": 0.3}},
]
CLASSES = [
    {"key": "loss", "metric": "log_loss", "target": "kind", "prediction": ["a", "b"], "classes": ["A", "B"]},
]


@pytest.mark.parametrize(
    ("items", "truth", "columns", "more", "answers"),
    [
        (CURVE, {"days": [0.5, 3, 9], "left": [1, 1, 0]}, ["s1", "s3"], {}, {"s1": "011", "s3": "001"}),
        (
            BLOCKED,
            {"is_blocked": [1, 0, 0], "field": ["x", "y", "y"]},
            ["p", "why"],
            {"labels": {"why": ["x", "y"]}},
            {"p": "100", "why": "xyy"},
        ),
        (CLASSES, {"kind": ["A", "B", "A"]}, ["a", "b"], {}, {"a": "101", "b": "010"}),
    ],
    ids=["times", "positive and label", "classes"],
)
def test_truth_is_told_by_what_the_metrics_ask_for(items, truth, columns, more, answers, tmp_path: Path) -> None:
    case = Case(truth, {name: [0] * 3 for name in columns})
    bundle = Bundle.read(challenge(tmp_path, items, public=case, private=case, **more))
    found = read_truth(bundle)
    assert found is not None
    assert {name: "".join(cells) for name, cells in found.answers.items()} == {
        name: text * 2 for name, text in answers.items()
    }
