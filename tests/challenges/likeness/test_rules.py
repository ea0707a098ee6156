"""Near-same predictions: what is the same, what is only good, and what says nothing."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.likeness.rules import (
    FEWEST,
    WORD_LENGTH,
    Sampler,
    WordUnusable,
    compare_predictions,
    points_of,
    require_word,
)

NAMES = [f"call-{number}" for number in range(60)]
numbers = st.lists(st.floats(-1e6, 1e6), min_size=60, max_size=60, unique=True)


def sketch(values, *, names=NAMES, most=500):
    sampler = Sampler(most)
    for name, value in zip(names, values, strict=True):
        sampler.take(name, [value])
    return sampler.sketch()


@given(st.permutations(NAMES), st.integers(1, 70))
def test_sample_is_the_same_in_whatever_order_the_rows_come(names, most):
    lengths = [float(len(name) + int(name[5:])) for name in names]
    ordered = [float(len(name) + int(name[5:])) for name in NAMES]
    assert sketch(lengths, names=names, most=most) == sketch(ordered, most=most)
    assert len(sketch(lengths, names=names, most=most)["keys"]) == min(most, 60)


@given(numbers)
def test_file_is_wholly_like_itself(values):
    alike = compare_predictions(sketch(values), sketch(values), decimals=6)
    assert alike is None or (alike.agreement, alike.strength) == (1.0, 1.0)


@given(numbers, numbers)
def test_likeness_is_the_same_from_both_sides_and_between_nothing_and_all(one, other):
    there = compare_predictions(sketch(one), sketch(other), decimals=2)
    back = compare_predictions(sketch(other), sketch(one), decimals=2)
    assert (there is None) == (back is None)
    if there and back:
        assert there.strength == pytest.approx(back.strength)
        assert 0.0 <= there.strength <= 1.0


def test_copy_with_a_little_noise_is_found_by_its_ranks_and_another_good_model_is_not():
    chance = random.Random(7)
    truth = [chance.uniform(0, 100) for _ in NAMES]
    copy = [value + chance.uniform(-0.01, 0.01) for value in truth]
    rival = [value + chance.gauss(0, 5) for value in truth]
    near = compare_predictions(sketch(truth), sketch(copy), decimals=4)
    assert near.agreement < 0.1
    assert near.strength > 0.5
    assert compare_predictions(sketch(truth), sketch(rival), decimals=4).strength == 0.0


def test_copy_with_some_rows_changed_is_as_like_as_the_rows_that_stayed():
    chance = random.Random(3)
    values = [chance.uniform(0, 100) for _ in NAMES]
    copy = [value if at % 2 else chance.uniform(0, 100) for at, value in enumerate(values)]
    assert compare_predictions(sketch(values), sketch(copy), decimals=4).strength == pytest.approx(0.5)


def test_values_are_compared_as_the_score_is_rounded():
    values = [float(at) for at in range(60)]
    near = [value + 0.004 for value in values]
    assert compare_predictions(sketch(values), sketch(near), decimals=2).agreement == 1.0
    assert compare_predictions(sketch(values), sketch(near), decimals=3).agreement == 0.0


@pytest.mark.parametrize(("differing", "is_near"), [(0, True), (1, False), (20, False)])
def test_labels_that_agree_often_say_nothing_unless_nearly_all_do(differing, is_near):
    labels = ["late" if at % 3 else "early" for at in range(60)]
    others = ["never" if at < differing else label for at, label in enumerate(labels)]
    assert bool(compare_predictions(sketch(labels), sketch(others), decimals=2).strength) == is_near


def test_few_ids_one_row_for_all_and_other_columns_say_nothing():
    values = [float(at) for at in range(60)]
    few = sketch(values[: FEWEST - 1], names=NAMES[: FEWEST - 1])
    assert compare_predictions(few, few, decimals=2) is None
    assert compare_predictions(sketch([1.0] * 60), sketch([1.0] * 60), decimals=2) is None
    wide = {"keys": sketch(values)["keys"], "cells": [[1.0, 2.0]] * 60}
    assert compare_predictions(sketch(values), wide, decimals=2) is None


def test_points_are_of_the_first_column_of_numbers():
    values = [float(at) for at in range(60)]
    assert points_of(sketch(values), sketch(values), most=5) == [
        (x, y) for x, y in points_of(sketch(values), sketch(values))[:5]
    ]
    assert points_of(sketch(["a"] * 60), sketch(["b"] * 60)) == []


def test_word_is_one_line_without_what_cannot_be_seen():
    assert require_word(" the same\nnotebook\u202e ") == "the same notebook"


@pytest.mark.parametrize("word", ["", " \u202e\n", "a" * (WORD_LENGTH + 1)])
def test_word_has_a_letter_and_an_end(word):
    with pytest.raises(WordUnusable):
        require_word(word)
