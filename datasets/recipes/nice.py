"""Numbers that people like to read: 1, 2 or 5 times a power of ten, and multiples of them."""

import math

STEPS = (1.0, 2.0, 5.0, 10.0)
DIGITS = 12


def nice_step(width: float) -> float:
    """The greatest of 1, 2 and 5 times a power of ten that is not above `width`; 1 for what is not above zero."""
    if not width > 0 or math.isinf(width):
        return 1.0
    power = 10.0 ** math.floor(math.log10(width))
    ratio = round(width / power, DIGITS)
    return _clean(power * max(step for step in STEPS if step <= ratio))


def nice_above(value: float, *, step: float) -> float:
    """The first multiple of the step that is not below the value."""
    return _clean(math.ceil(round(value / step, DIGITS)) * step)


def nice_below(value: float, *, step: float) -> float:
    """The last multiple of the step that is not above the value."""
    return _clean(math.floor(round(value / step, DIGITS)) * step)


def decimals_of(number: float) -> int:
    """How many decimals are needed to write it, and all its multiples."""
    _, _, decimals = f"{number:.{DIGITS}f}".rstrip("0").partition(".")
    return len(decimals)


def plain(number: float) -> int | float:
    """Whole numbers without a point, as people write them into a recipe."""
    return int(number) if float(number).is_integer() else number


def _clean(number: float) -> float:
    """Without the last digits, which are the machine's own."""
    return float(f"{number:.{DIGITS}g}")
