"""Codes of certificates: typed in many ways, wrong after any slip."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.results.codes import CHECKS, DIGITS, coded, new_code, read_code, spaced

numbers = st.integers(0, 2**80 - 1)


def test_code_of_a_known_number():
    """Crockford's own rule by hand: 1234 = 1 * 32**2 + 6 * 32 + 18, and 1234 modulo 37 is 13."""
    assert coded(1234) == "0000000000000" + "16J" + "D"


@given(numbers)
def test_code_is_read_as_it_is_printed(number):
    code = coded(number)
    assert read_code(code) == read_code(spaced(code)) == read_code(f" {spaced(code).lower()} ") == code


@given(numbers)
def test_letters_that_look_alike_are_read_as_digits(number):
    code = coded(number)
    digits = code[:-1].replace("0", "o").replace("1", "l")
    assert read_code(digits + code[-1]) == code


@given(numbers, st.integers(0, 15), st.sampled_from(DIGITS))
def test_slip_in_one_place_is_found(number, place, other):
    code = coded(number)
    slipped = code[:place] + other + code[place + 1 :]
    assert (read_code(slipped) is None) is (slipped != code)


@given(numbers, st.integers(0, 14))
def test_two_neighbours_that_change_places_are_found(number, place):
    code = coded(number)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (read_code(swapped) is None) is (swapped != code)


@pytest.mark.parametrize("typed", ["", "-", "U" * 17, "0" * 16, "0" * 18, "é" * 17, "0" * 16 + "!", "\x00" * 17])
def test_what_cannot_be_a_code_is_none(typed):
    assert read_code(typed) is None


def test_new_codes_are_random_and_use_every_digit():
    codes = {new_code() for _ in range(2_000)}
    assert len(codes) == 2_000
    assert Counter(letter for code in codes for letter in code[:-1]).keys() == set(DIGITS)
    assert {code[-1] for code in codes} <= set(CHECKS)
