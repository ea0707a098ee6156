"""The codes of certificates: random, in no order, and with a character that betrays a slip of the pen.

Eighty random bits in Crockford's base 32 (no I, L, O, U), then his check character: the number modulo 37, written with
five more signs. Read aloud and typed by hand: O is read as 0, I and L as 1, and case, spaces and hyphens do not matter.
See https://www.crockford.com/base32.html.
"""

import secrets

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = DIGITS + "*~$=U"
BITS = 80
LENGTH = BITS // 5
GROUP = 4
SLIPS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Sixteen characters and the check one, without hyphens."""
    return coded(secrets.randbits(BITS))


def coded(number: int) -> str:
    """Of a number below 2**80."""
    digits = "".join(DIGITS[(number >> shift) & 31] for shift in range(BITS - 5, -1, -5))
    return digits + CHECKS[number % 37]


def read_code(typed: str) -> str | None:
    """The code that somebody typed, as it is kept; None where it cannot be one, as after a slip in any one place."""
    tidied = "".join(letter for letter in typed.upper() if not letter.isspace() and letter != "-")
    if len(tidied) != LENGTH + 1:
        return None
    digits = tidied[:LENGTH].translate(SLIPS)
    check = tidied[LENGTH] if tidied[LENGTH] in "*~$=U" else tidied[LENGTH].translate(SLIPS)
    if any(letter not in DIGITS for letter in digits) or check not in CHECKS:
        return None
    number = 0
    for letter in digits:
        number = number * 32 + DIGITS.index(letter)
    return digits + check if CHECKS[number % 37] == check else None


def spaced(code: str) -> str:
    """As it is printed: in groups of four, the check character with the last."""
    groups = [code[at : at + GROUP] for at in range(0, LENGTH, GROUP)]
    return "-".join(groups) + code[LENGTH:]
