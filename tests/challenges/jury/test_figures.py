"""How numbers are written, and what a recorded one may be."""

import pytest

from challenges.jury.figures import Figure, figures_of, written
from challenges.jury.judgement import judge
from tests.challenges.jury.final_round import final_round


@pytest.mark.parametrize(
    ("recorded", "holds"),
    [
        ("0.1235", True),
        ("0.1234", True),  # the same float may round to it on another machine
        ("0.1236", False),
        ("0.12350", False),
        ("1.235E-1", False),
        (" 0.1235", False),
        ("nan", False),
        ("Infinity", False),
        ("", False),
        ("x", False),
        ("9" * 61, False),
        (0.1235, False),
        (None, False),
    ],
)
def test_recorded_text_holds_where_the_float_rounds_to_it(recorded, holds):
    assert Figure("0.1235", 0.12345 + 1e-12).holds(recorded) is holds


def test_middle_of_two_is_the_only_doubt():
    assert not Figure("0.1235", 0.123451).holds("0.1234")


def test_tree_is_json_of_texts_and_whole_numbers():
    given = final_round()
    tree = written(figures_of(given, judge(given)))
    numbers = [value for value in leaves(tree) if not isinstance(value, str)]
    assert {type(value) for value in numbers} <= {int, type(None)}
    assert tree["scores"]["J0"]["P0"] == "31.2500"
    assert "P2" not in tree["scores"]["J1"]
    assert set(tree["methods"]["least_squares"]) == {"ranks"}


def leaves(tree):
    if isinstance(tree, dict | list):
        for value in tree.values() if isinstance(tree, dict) else tree:
            yield from leaves(value)
    else:
        yield tree
