"""What the measures are, worked out slowly and plainly: one group after the other, one value after the other."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from datasets.recipes.recipe import Column

NULL = "null"


def column(name: str, kind: str = "category", **told: object) -> Column:
    return Column(name=name, type=kind, unit="", description={}, **told)


def groups(known: pd.DataFrame) -> Iterator[list[int]]:
    """The positions of the rows of each class."""
    frame = known.reset_index(drop=True)
    frame.columns = [f"column {place}" for place in range(frame.shape[1])]
    of = frame.groupby(list(frame.columns), dropna=False, observed=True, sort=False).ngroup().to_numpy()
    yield from ([int(row) for row in np.flatnonzero(of == one)] for one in sorted(set(of.tolist())))


def plain(values: pd.Series) -> list[object]:
    """Python's own values; every null is the same one."""
    return [NULL if pd.isna(value) else value for value in values.tolist()]


def category_distance(here: list[object], everywhere: list[object]) -> float:
    one, all_ = Counter(here), Counter(everywhere)
    return sum(abs(one[value] / len(here) - all_[value] / len(everywhere)) for value in all_) / 2


def ordered_distance(here: list[object], everywhere: list[object]) -> float:
    """Li et al. 2007, word for word; null is the largest."""
    values = sorted(set(everywhere), key=lambda value: (value == NULL, 0 if value == NULL else value))
    one, all_ = Counter(here), Counter(everywhere)
    differences = [one[value] / len(here) - all_[value] / len(everywhere) for value in values]
    return float(np.abs(np.cumsum(differences)).sum() / max(len(values) - 1, 1))
