"""A target as yes or no and as ranks, and how well something else foretells it."""

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from datasets.gates.case import Bools, Floats

MOST_CLASSES = 5
UNLIKELY = 3.29
"""Standard errors that chance exceeds once in a thousand times: with few rows, less than that says nothing."""


def is_numeric(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype)


def outcomes_of(target: pd.Series) -> list[Bools]:
    """Each row as yes or no: of two values, the second; of numbers, those above the median; of several classes, each
    of the most frequent ones against the rest. Constant outcomes are left out."""
    distinct = target.unique()
    if len(distinct) <= 2:
        found = [(target == max(distinct, key=str)).to_numpy(dtype=bool)] if len(distinct) else []
    elif is_numeric(target):
        numbers = target.to_numpy(dtype=np.float64)
        above = numbers > np.median(numbers)
        found = [above if above.any() else numbers == numbers.max()]
    else:
        found = [(target == value).to_numpy(dtype=bool) for value in target.value_counts().index[:MOST_CLASSES]]
    return [outcome for outcome in found if 0 < outcome.sum() < len(outcome)]


def is_ordered(target: pd.Series) -> bool:
    """Whether the target is a number with more than two values, so that ranks say more than yes and no."""
    return is_numeric(target) and target.nunique() > 2


def ranks_of(values: Floats) -> Floats:
    """From 1; equal values share the mean of their ranks."""
    return np.asarray(rankdata(values), dtype=np.float64)


def area_under_curve(ranks: Floats, outcome: Bools) -> float:
    """The probability that a row that is yes ranks above one that is no (Mann and Whitney)."""
    yes = int(outcome.sum())
    no = len(outcome) - yes
    return float((ranks[outcome].sum() - yes * (yes + 1) / 2) / (yes * no))


def area_by_chance(outcome: Bools) -> float:
    """How far from one half the area may lie by chance, once in a thousand times."""
    yes = int(outcome.sum())
    no = len(outcome) - yes
    return UNLIKELY * float(np.sqrt((yes + no + 1) / (12 * yes * no)))


def correlation(one: Floats, other: Floats) -> float:
    """Pearson's; of ranks, Spearman's. 0 where one of them is constant."""
    if len(one) < 2:
        return 0.0
    one, other = one - one.mean(), other - other.mean()
    scale = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / scale if scale > 0 else 0.0


def correlation_by_chance(rows: int) -> float:
    """How large Spearman's correlation of unrelated columns may be, once in a thousand times: about normal with
    variance 1/(n - 1). It is 0.02 at 27,000 rows."""
    return UNLIKELY / float(np.sqrt(max(rows - 1, 1)))
