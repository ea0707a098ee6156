"""Ranks from numbers: 1-2-2-4, highest first, equal only where the numbers are."""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
# Below this, in points, two computed numbers are the same one: floats differ by their order of addition.
SAME = 1e-6


def ranks(values: Mapping[str, float | Fraction]) -> dict[str, int]:
    """Each one's rank; floats closer than SAME share it."""
    keys = list(values)
    places = ranks_of(np.array([float(values[key]) for key in keys], dtype=float))
    return {key: int(place) for key, place in zip(keys, places, strict=True)}


def first(ranked: Mapping[str, int]) -> tuple[str, ...]:
    """Whoever stands first, in the order of their names."""
    return tuple(sorted(key for key, rank in ranked.items() if rank == 1))


def ranks_of(values: Floats) -> npt.NDArray[np.int64]:
    """Ranks along the last axis, of any number of rows at once."""
    settled = settle(values)
    places: npt.NDArray[np.int64] = (settled[..., None, :] > settled[..., :, None]).sum(axis=-1) + 1
    return places


def settle(values: Floats) -> Floats:
    """Rounded to SAME, so that what is equal compares as equal."""
    return np.round(values / SAME) * SAME
