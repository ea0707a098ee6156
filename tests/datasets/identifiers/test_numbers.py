"""Check digits, against an independent reading of the same standards."""

import numpy as np
import pyarrow as pa
import stdnum.imo
import stdnum.iso6346
import stdnum.ma.ice
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.identifiers.numbers import valid_by_97, valid_imo, valid_mmsi
from datasets.identifiers.shapes import valid_container


def texts(*values):
    return pa.array(values, type=pa.large_string())


@settings(deadline=None)
@given(st.lists(st.integers(10**6, 10**7 - 1), min_size=1, max_size=30))
def test_imo_check_digit_is_that_of_the_standard(numbers):
    found = valid_imo(texts(*map(str, numbers)))
    assert found.tolist() == [stdnum.imo.is_valid(str(number)) for number in numbers]


def test_seven_digits_with_a_leading_zero_are_no_imo_number():
    assert valid_imo(texts("9319466", "0000000", "9319467")).tolist() == [True, False, False]


@settings(deadline=None)
@given(st.lists(st.integers(1, 10**15 - 1), min_size=1, max_size=30))
def test_ice_is_divided_by_97(numbers):
    found = valid_by_97(texts(*(f"{number:015d}" for number in numbers)))
    assert found.tolist() == [stdnum.ma.ice.is_valid(f"{number:015d}") for number in numbers]


def test_known_ice_is_valid_and_all_zeros_are_not():
    assert valid_by_97(texts("001561191000066", "001561191000065", "0" * 15)).tolist() == [True, False, False]


def test_mmsi_begins_with_the_digits_of_a_country():
    found = valid_mmsi(texts("242123456", "352000001", "217123456", "999999999", "020212345"))
    assert found.tolist() == [True, True, False, False, False]


@settings(deadline=None)
@given(st.lists(st.from_regex(r"[A-Z]{3}[UJZR][0-9]{7}", fullmatch=True), min_size=1, max_size=30))
def test_container_check_digit_is_that_of_the_standard(codes):
    expected = [stdnum.iso6346.is_valid(code) for code in codes]
    assert valid_container(codes).tolist() == expected


def test_no_container_is_none():
    assert np.array_equal(valid_container([]), np.zeros(0, dtype=bool))
