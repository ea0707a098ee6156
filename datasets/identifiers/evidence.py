"""When a share of valid check digits is more than chance."""

import math

BY_CHANCE = 1e-6
"""How probable it may be, at most, that a column of meaningless numbers is taken for identifiers."""

FEWEST_VALID = 0.5
"""Of the values that have the shape, so many must be valid whatever their number: round amounts, serial numbers and
codes with a digit of their own are not drawn at random, and may be valid somewhat more often than chance has it."""


def exceeds_chance(valid: int, *, of: int, chance: float) -> bool:
    """Chernoff's bound: of n values that are valid with probability q each, the share p > q or more is valid with
    probability at most exp(-n KL(p || q)); KL is the relative entropy of the two coins."""
    if not of or valid / of < max(chance, FEWEST_VALID):
        return False
    return of * _relative_entropy(valid / of, chance) > -math.log(BY_CHANCE)


def _relative_entropy(share: float, chance: float) -> float:
    if chance >= 1:
        return 0.0
    entropy = share * math.log(share / chance)
    return entropy if share == 1 else entropy + (1 - share) * math.log((1 - share) / (1 - chance))
