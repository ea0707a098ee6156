"""Typed columns: labels, bounds, and probabilities that add up to 1."""

import io
import json
from dataclasses import asdict

import pytest

from evaluator.scorekit import Findings, PredictionsFormat, PredictionsRefused, check_predictions, read_predictions

TYPED = PredictionsFormat(
    "predictions.csv",
    "id",
    ("kind", "hours", "p", "q"),
    labels={"kind": ("cargo", "tanker")},
    bounds={"hours": (0, None), "p": (0, 1), "q": (0, 1)},
    sums_to_one=(("p", "q"),),
)
GOOD = "id,kind,hours,p,q\na,cargo,0,0.25,0.75\nb,tanker,1e15,1,0\n"


def check(content: str, *, format: PredictionsFormat = TYPED) -> Findings:  # noqa: A002
    return check_predictions(io.BytesIO(content.encode()), format=format, expected_ids=("a", "b"))


def places(findings: Findings) -> list[tuple]:
    return [(fault.code, fault.row, fault.column, fault.value) for fault in findings.faults]


def test_typed_cells_are_read_as_what_they_are(tmp_path):
    (tmp_path / "predictions.csv").write_text(GOOD)
    columns = read_predictions(tmp_path / "predictions.csv", format=TYPED, expected_ids=["b", "a"])
    assert columns == {"kind": ["tanker", "cargo"], "hours": [1e15, 0.0], "p": [1.0, 0.25], "q": [0.0, 0.75]}


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("Cargo", ("not_a_label", 2, "kind", "Cargo")),
        (" cargo", ("not_a_label", 2, "kind", " cargo")),
        ("", ("not_a_label", 2, "kind", "")),
        ("nan", ("not_a_label", 2, "kind", "nan")),
    ],
)
def test_label_is_compared_letter_for_letter(cell, fault):
    assert places(check(GOOD.replace("a,cargo", f"a,{cell}"))) == [fault]


def test_labels_are_named_but_not_hundreds_of_them():
    many = PredictionsFormat("p.csv", "id", ("kind",), labels={"kind": tuple(f"l{n}" for n in range(500))})
    findings = check("id,kind\na,l0\nb,x\n", format=many)
    assert findings.faults[0].message == ("This is none of the labels of its column: l0, l1, l2, l3, l4, l5, l6, l7, …")
    assert check(GOOD.replace("a,cargo", "a,x")).faults[0].message.endswith(": cargo, tanker")


@pytest.mark.parametrize(
    ("old", "new", "fault", "said"),
    [
        ("cargo,0,", "cargo,-0.1,", ("outside_bounds", 2, "hours", "-0.1"), "0 ≤ x"),
        ("cargo,0,", "cargo,-1e-320,", ("outside_bounds", 2, "hours", "-1e-320"), "0 ≤ x"),
        ("1,0\n", "1.0000001,0\n", ("outside_bounds", 3, "p", "1.0000001"), "0 ≤ x ≤ 1"),
        ("1,0\n", "1,-1\n", ("outside_bounds", 3, "q", "-1"), "0 ≤ x ≤ 1"),
    ],
)
def test_number_outside_its_bounds_is_named(old, new, fault, said):
    findings = check(GOOD.replace(old, new))
    assert places(findings) == [fault]
    assert findings.faults[0].message == f"This number is outside the bounds of its column: {said}"


def test_upper_bound_alone_and_negative_zero():
    at_most = PredictionsFormat("p.csv", "id", ("x",), bounds={"x": (None, 0)})
    assert check("id,x\na,-0.0\nb,0\n", format=at_most).is_clean
    findings = check("id,x\na,-5\nb,3\n", format=at_most)
    assert places(findings) == [("outside_bounds", 3, "x", "3")]
    assert findings.faults[0].message.endswith(": x ≤ 0")


@pytest.mark.parametrize("pair", ["0.33,0.66", "0.5,0.51", "0.005,0.985"])
def test_probabilities_that_nearly_add_up_pass(pair):
    assert check(GOOD.replace("1,0\n", f"{pair}\n")).is_clean


@pytest.mark.parametrize(("pair", "total"), [("0,0", "0"), ("0.5,0.511", "1.011"), ("0.98,0", "0.98")])
def test_probabilities_must_add_up_in_every_row(pair, total):
    findings = check(GOOD.replace("1,0\n", f"{pair}\n"))
    assert places(findings) == [("sum_is_not_one", 3, None, total)]
    assert findings.faults[0].message == "The columns p, q must add up to 1 in every row."


def test_row_with_a_wrong_cell_has_no_sum_to_speak_of():
    assert places(check(GOOD.replace("1,0\n", "x,0\n"))) == [("not_a_number", 3, "p", "x")]


def test_refused_row_is_never_taken(tmp_path):
    (tmp_path / "predictions.csv").write_text(GOOD.replace("1,0\n", "1,1\n"))
    with pytest.raises(PredictionsRefused):
        read_predictions(tmp_path / "predictions.csv", format=TYPED, expected_ids=["a", "b"])


def test_format_travels_as_json():
    assert PredictionsFormat.from_json(json.loads(json.dumps(asdict(TYPED)))) == TYPED


def test_format_of_an_earlier_version_has_plain_numbers():
    old = {"file": "p.csv", "id": "id", "columns": ["x"], "ids": None}
    assert PredictionsFormat.from_json(old) == PredictionsFormat("p.csv", "id", ("x",))
