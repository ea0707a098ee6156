"""Numbers of containers as ISO 6346 writes them: owner, serial, and a check digit that is right."""

from itertools import count
from string import ascii_uppercase

import numpy as np
import numpy.typing as npt

OWNERS = ("QZAU", "QZEU", "QZIU", "QZOU", "QZYU", "XQAU", "XQEU", "XQIU", "XQOU", "XQYU")  # made up
SERIALS = 1_000_000
NUMBERS = len(OWNERS) * SERIALS
STRIDE = 6_180_339  # prime to NUMBERS: neighbours get numbers far apart, and no number comes twice

LETTER_VALUES = dict(zip(ascii_uppercase, (value for value in count(10) if value % 11), strict=False))


def check_digit(owner: str, serial: int) -> int:
    """Digits, and letters from 10 without the multiples of 11, weighted by powers of two; modulo 11, and 10 is 0."""
    values = [*(LETTER_VALUES[letter] for letter in owner), *map(int, f"{serial:06d}")]
    return sum(value << place for place, value in enumerate(values)) % 11 % 10


def container_numbers(places: npt.NDArray[np.int64], *, start: int) -> list[str]:
    """A number for each place from 0 to `NUMBERS` - 1, distinct for distinct places."""
    codes = (start + places * STRIDE) % NUMBERS
    whose, serials = codes // SERIALS, codes % SERIALS
    raw = np.array([sum(LETTER_VALUES[letter] << place for place, letter in enumerate(owner)) for owner in OWNERS])
    total = raw[whose]
    for place in range(6):
        total = total + (serials // 10 ** (5 - place) % 10 << (4 + place))
    digits = total % 11 % 10
    return [
        f"{OWNERS[owner]}{serial:06d}{digit}"
        for owner, serial, digit in zip(whose.tolist(), serials.tolist(), digits.tolist(), strict=True)
    ]
