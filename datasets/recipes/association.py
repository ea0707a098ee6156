"""How much one column tells of what is to be predicted, by itself."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

Codes = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

BINS = 20
CLASSES = 20


def tells(values: pd.Series, target: pd.Series) -> float:
    """From 0 (nothing) to 1 (all): the share of the target's variance between the groups of equal values, less what
    chance would give (epsilon squared, Kelley 1935). Numbers are put into 20 groups of like size; a number to be
    predicted counts by its rank, a category by whether it is each of its classes. Rows without a target are left out.
    """
    told = target.notna().to_numpy()
    return tells_of(values[told], aims_of(target[told]))


def tells_of(values: pd.Series, aims: Floats) -> float:
    """The same, of a target that is prepared once for many columns: a line of `aims_of` for each row."""
    groups = _groups(values)
    rows, number = len(groups), int(groups.max(initial=-1)) + 1
    total = float(((aims - aims.mean(axis=0)) ** 2).sum()) if rows else 0.0
    if number < 2 or rows <= number or total == 0:
        return 0.0
    sizes = np.bincount(groups)
    between = sum(_between(groups, aim, sizes=sizes) for aim in aims.T)
    unexplained = (total - between) / (rows - number)
    return float(np.clip(1 - unexplained / (total / (rows - 1)), 0.0, 1.0))


def aims_of(target: pd.Series) -> Floats:
    """A column per thing to be told, scaled alike; the target has no empty cells."""
    if is_numeric_dtype(target) and not is_bool_dtype(target):
        return np.asarray(target.rank(pct=True), dtype=np.float64).reshape(-1, 1)
    codes, _ = pd.factorize(target)
    frequent = np.argsort(-np.bincount(codes))[:CLASSES] if len(codes) else np.zeros(0, dtype=np.int64)
    return np.equal(codes.reshape(-1, 1), frequent).astype(np.float64)


def _between(groups: Codes, aim: Floats, *, sizes: Codes) -> float:
    means = np.bincount(groups, weights=aim) / sizes
    return float((sizes * (means - aim.mean()) ** 2).sum())


def _groups(values: pd.Series) -> Codes:
    """Dense codes; empty values are a group of their own."""
    is_number = is_numeric_dtype(values) and not is_bool_dtype(values)
    if is_number and values.nunique() > BINS:
        ranks = values.rank(method="average", pct=True).to_numpy(dtype=float, na_value=np.nan)
        values = pd.Series(np.ceil(ranks * BINS))
    codes, _ = pd.factorize(values, use_na_sentinel=False)
    return np.asarray(codes, dtype=np.int64)
