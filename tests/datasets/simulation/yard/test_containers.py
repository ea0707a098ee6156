"""Numbers of containers: check digits as ISO 6346 has them, and none twice."""

import numpy as np
import pytest

from datasets.simulation.yard.containers import NUMBERS, check_digit, container_numbers


@pytest.mark.parametrize(
    ("owner", "serial", "digit"),
    [("CSQU", 305438, 3), ("TOLU", 473478, 7), ("HLXU", 200841, 9)],  # the standard's own example, and two in print
)
def test_check_digit_is_that_of_the_standard(owner, serial, digit):
    assert check_digit(owner, serial) == digit


def test_remainder_of_ten_is_written_as_nought():
    digits = {check_digit("QZAU", serial) for serial in range(200)}
    assert digits == set(range(10))


def test_numbers_carry_the_check_digit_of_their_owner_and_serial():
    numbers = container_numbers(np.arange(5_000), start=77)
    assert [int(number[10]) for number in numbers] == [check_digit(one[:4], int(one[4:10])) for one in numbers]


def test_distinct_places_have_distinct_numbers():
    places = np.concatenate([np.arange(100_000), np.arange(NUMBERS - 100_000, NUMBERS)])
    assert len(set(container_numbers(places, start=5))) == len(places)
