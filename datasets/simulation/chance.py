"""Chance that repeats itself: one stream of random numbers for each purpose, from the seed and a name."""

from hashlib import sha256

import numpy as np


def stream(seed: int, *names: str | int) -> np.random.Generator:
    """The same numbers for the same seed and names, whatever else is drawn and whatever Python's hash seed."""
    purpose = "/".join(map(str, (seed, *names)))
    return np.random.default_rng(int.from_bytes(sha256(purpose.encode()).digest(), "big"))
