"""Histograms with edges that a person would have chosen."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

MOST_BINS = 30
STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
"""Each at most one and a half times the one before: so many bins come out that at least two thirds of them are used."""


def histogram_of(values: npt.NDArray[Any]) -> dict[str, list[Any]]:
    """`edges`, one more than `counts`; a bin holds its lower edge and not its upper one, and the first and the last bin
    are not empty. Between 20 and 30 bins, fewer for whole numbers of fewer values. Nothing for no values."""
    if not len(values):
        return {"edges": [], "counts": []}
    low, high = values.min().item(), values.max().item()
    edges = _whole_edges(low, high) if np.issubdtype(values.dtype, np.integer) else _edges(low, high)
    places = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(edges) - 2)
    return {"edges": edges, "counts": np.bincount(places, minlength=len(edges) - 1).tolist()}


def _whole_edges(low: int, high: int) -> list[int]:
    chosen = _step((high - low) / (MOST_BINS - 2)) if high > low else 1.0
    step = max(1, math.ceil(chosen) if chosen < 10 else round(chosen))
    return [place * step for place in range(low // step, high // step + 2)]


def _edges(low: float, high: float) -> list[float]:
    """Rounded to twelve digits, so that three times 0.1 is 0.3."""
    step = _step((high - low) / (MOST_BINS - 2)) if high > low else _magnitude(high)
    first, last = (math.floor(round(end / step, 9)) for end in (low, high))
    return [float(f"{place * step:.12g}") for place in range(first, last + 2)]


def _step(least: float) -> float:
    """The smallest nice number that is no less: with it there are at most MOST_BINS bins."""
    magnitude = _magnitude(least)
    return next(step * magnitude for step in STEPS if step * magnitude >= least)


def _magnitude(value: float) -> float:
    """The power of ten below it."""
    return float(10.0 ** math.floor(math.log10(abs(value)))) if value else 1.0
