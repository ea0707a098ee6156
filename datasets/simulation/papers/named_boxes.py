"""Which boxes of the manifest the declaration names: letter for letter, nearly, or not at all."""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

SIGNS = re.compile(r"[^0-9A-Z]+")


def compared(
    carried: pd.Series, bill_of: npt.NDArray[np.int64], declared: pd.DataFrame, *, places: npt.NDArray[np.int64]
) -> dict[str, npt.NDArray[np.int64]]:
    """For the bills at these places: containers_same, how many declared numbers stand on the manifest letter for
    letter; containers_near, how many others but for a space, a hyphen or one slip; containers_other, the rest of them;
    containers_missing, how many of the manifest's are named in no way."""
    of_manifest = _by_place(carried.to_numpy(dtype=object), bill_of)
    of_declaration = _by_place(declared["container"].to_numpy(dtype=object), declared["place"].to_numpy())
    counts = [_counts(of_manifest.get(place, []), of_declaration.get(place, [])) for place in places.tolist()]
    columns = np.array(counts, dtype=np.int64).reshape(-1, 4).T
    names = ("containers_same", "containers_near", "containers_other", "containers_missing")
    return dict(zip(names, columns, strict=True))


def _by_place(numbers: npt.NDArray[np.object_], places: npt.NDArray[np.int64]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for place, number in zip(places.tolist(), numbers.tolist(), strict=True):
        found.setdefault(place, []).append(number)
    return found


def _counts(carried: Sequence[str], declared: Sequence[str]) -> tuple[int, int, int, int]:
    left = set(carried)
    others = [number for number in declared if number not in left]
    same = len(declared) - len(others)
    left -= set(declared)
    near = 0
    for number in others:
        meant = next((one for one in sorted(left) if is_near(SIGNS.sub("", number), one)), None)
        if meant is not None:
            left.discard(meant)
            near += 1
    return same, near, len(others) - near, len(left)


def is_near(one: str, other: str) -> bool:
    """The same but for one letter that is more, less or another, or two neighbours that changed places."""
    if one == other:
        return True
    start = _shared(one, other)
    one, other = one[start:], other[start:]
    end = _shared(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (letter, its) in pairs if letter != its), min(len(one), len(other)))
