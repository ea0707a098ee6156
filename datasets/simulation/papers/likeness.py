"""How alike two names are, whatever their capitals, accents and signs: Dice's coefficient of their trigrams."""

import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from .spelling import bare

SIGNS = re.compile(r"[^0-9A-Z]+")


def likenesses(some: npt.NDArray[np.object_], others: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
    """From 0 to 1 for each pair; NaN where one of them is missing."""
    return np.array([_likeness(one, other) for one, other in zip(some.tolist(), others.tolist(), strict=True)])


def _likeness(one: str | None, other: str | None) -> float:
    if not isinstance(one, str) or not isinstance(other, str):
        return float("nan")
    first, then = _trigrams(one), _trigrams(other)
    return 2 * len(first & then) / (len(first) + len(then))


@lru_cache(maxsize=20_000)
def _trigrams(name: str) -> frozenset[str]:
    text = f"  {SIGNS.sub(' ', bare(name)).strip()} "
    return frozenset(text[at : at + 3] for at in range(len(text) - 2))
