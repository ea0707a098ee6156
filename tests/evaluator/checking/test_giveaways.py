"""What a challenge gives away."""

import pytest

from evaluator.checking.asking import Answer
from evaluator.checking.giveaways import agreement, of_words
from evaluator.checking.truth import Truth
from tests.evaluator.checking.conftest import Check, codes
from tests.evaluator.checking.plain import ANSWERS, truth


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (range(50), 1.0),
        (range(50, 0, -1), -1.0),
        ([0] * 30 + [1] * 3, 1.0),
        ([1, 1, 1], 0.0),
        ([], 0.0),
        ([1, 2, 1, 2, 1, 2], 1 / 3),
        (range(100_000), 1.0),
    ],
)
def test_agreement_is_that_of_pairs_that_differ(values: list[float], expected: float) -> None:
    assert agreement([float(value) for value in values]) == pytest.approx(expected)


def listed(ids: list[str]) -> dict[str, str]:
    return {"input/sample_submission.csv": "id,value\n" + "".join(f"{id_},3\n" for id_ in ids)}


def test_ids_sorted_by_their_answers_are_caught(checked: Check) -> None:
    found = checked(**listed(sorted(ANSWERS, key=lambda id_: -ANSWERS[id_])))
    assert codes(found, "repair") == {"ids_sorted_by_answer"}


def test_ids_nearly_sorted_are_looked_at(checked: Check) -> None:
    ids = sorted(ANSWERS, key=lambda id_: ANSWERS[id_])
    found = checked(**listed(ids[-4:] + ids[:-4]))
    assert codes(found, "look") == {"ids_sorted_by_answer"}


def test_ids_named_by_their_answers_are_caught(checked: Check) -> None:
    """Numbers in names count as numbers: k2 comes before k10."""
    names = {id_: f"k{place}" for place, id_ in enumerate(sorted(ANSWERS, key=lambda id_: ANSWERS[id_]))}
    renamed = truth(list(ANSWERS))
    about = "id,about\n" + "".join(f"{names[id_]},{ANSWERS[id_]}\n" for id_ in ANSWERS)
    for id_, name in names.items():
        renamed = renamed.replace(f"{id_},", f"{name},")
    found = checked(
        **listed([names[id_] for id_ in ANSWERS]), **{"reference/truth.csv": renamed, "input/test.csv": about}
    )
    assert "ids_named_by_answer" in codes(found, "repair")
    assert "ids_sorted_by_answer_not" in codes(found, "good")


def test_answers_in_a_file_of_the_inputs_are_caught(checked: Check) -> None:
    rows = "".join(f"{at},{ANSWERS[id_]:.3f},{id_}\n" for at, id_ in enumerate(reversed(ANSWERS)))
    found = checked(**{"input/extra.csv": "row,hours,id\n" + rows})
    assert codes(found, "repair") == {"answers_in_inputs"}
    told = next(finding for finding in found.findings if finding.level == "repair")
    assert told.values == {"file": "input/extra.csv", "column": "hours"}


def test_sample_that_is_the_truth_is_caught(checked: Check) -> None:
    rows = "".join(f"{id_},{ANSWERS[id_]}\n" for id_ in ANSWERS)
    found = checked(**{"input/sample_submission.csv": "id,value\n" + rows})
    assert "answers_in_inputs" in codes(found, "repair")


def test_inputs_of_other_rows_are_none(checked: Check) -> None:
    train = "".join(f"t{at},{value}\n" for at, value in enumerate(ANSWERS.values()))
    found = checked(**{"input/train.csv": "id,value\n" + train, "input/broken.csv": "id,value\nk000,1,2\n"})
    assert codes(found, "repair") == set()


@pytest.mark.parametrize(
    ("log", "submitted", "code"),
    [
        (b"a 4\nb 4\nc 4\nd 9\n", b"id,value\na,0\n", "answers_in_the_log"),
        (b"a 4\nb 4\nc 4\nd 4\n", b"id,value\na,4\nb,4\nc,4\nd,4\n", "nothing_told"),  # what was handed in
        (b"a 4\nb 4\n", b"id,value\na,0\n", "nothing_told"),
        (b"seen: [12.25, 13.75, 14.5]\n", b"", "answers_in_the_log"),
        (b"seen: [12.25, 13.75, 14.5]\n", b"id,value\ne,12.25\nf,13.75\n", "nothing_told"),
        (b"\xff\x00 4 a\n", b"", "nothing_told"),
    ],
)
def test_log_is_held_against_the_truth_and_what_was_handed_in(log: bytes, submitted: bytes, code: str) -> None:
    answers = {"a": "4", "b": "4", "c": "4", "d": "9", "e": "12.25", "f": "13.75", "g": "14.5"}
    known = Truth(tuple(answers), (), {"value": tuple(answers.values())})
    assert [finding.code for finding in of_words([(submitted, Answer("scored", log=log))], known)] == [code]
