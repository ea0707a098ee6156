"""How strongly columns go together, before and after."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from datasets.recipes.recipe import SUPPRESSED
from datasets.risk.case import FloatArray, IntArray
from datasets.risk.coded import as_floats, codes_of, counts_of, is_measured
from datasets.risk.grid import common_groups
from datasets.risk.utility import suppressed

MOST_NAMES = 30
NOTHING = -1
LARGEST = 8
"""So many of the changes are told."""


@dataclass(frozen=True)
class Ready:
    """A column made ready: the ranks of numbers and times (NaN: nothing is said), or the codes of names (NOTHING)."""

    ranks: FloatArray | None
    names: IntArray


def changes(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, Any]:
    """The part `correlations` of the report: the strength of each pair of columns in both tables (the same rows), the
    largest changes first. Two numbers by Spearman's rank correlation (`rank`), two categories by Cramér's V (`cramer`),
    a number and a category by the correlation ratio of its ranks (`ratio`). Categories are counted in the finest groups
    that both tables have; rows in which one of the two is published as nothing are left out."""
    ready = {name: pair for name in before.columns if (pair := _ready(before[name], after[name])) is not None}
    pairs: list[dict[str, Any]] = []
    for one, other in combinations(ready, 2):
        was, kind = _strength(ready[one][0], ready[other][0])
        now, _kind = _strength(ready[one][1], ready[other][1])
        pairs.append({"one": one, "other": other, "measure": kind, "before": was, "after": now})
    pairs.sort(key=lambda pair: -abs(pair["after"] - pair["before"]))
    mean = float(np.mean([abs(pair["after"] - pair["before"]) for pair in pairs])) if pairs else 0.0
    return {"sample": len(before), "pairs": len(pairs), "mean_change": mean, "largest": pairs[:LARGEST]}


def _ready(before: pd.Series, after: pd.Series) -> tuple[Ready, Ready] | None:
    """Both sides in the same way; None for a number that was published as text. ISO text keeps times in order."""
    if not is_measured(before):
        return _named(before, after)
    if is_measured(after):
        return _ranks(as_floats(before)), _ranks(as_floats(after))
    if pd.api.types.is_datetime64_any_dtype(before.dtype):
        text = after.astype("str")
        codes, _uniques = pd.factorize(text.mask(text == SUPPRESSED), sort=True)
        return _ranks(as_floats(before)), _ranks(np.where(codes < 0, np.nan, codes))
    return None


def _ranks(floats: FloatArray) -> Ready:
    ranks = np.full(len(floats), np.nan)
    is_there = np.isfinite(floats)
    ranks[is_there] = rankdata(floats[is_there])
    return Ready(ranks, np.zeros(0, dtype=np.int64))


def _named(before: pd.Series, after: pd.Series) -> tuple[Ready, Ready]:
    raw, is_silent = codes_of(before), suppressed(before, after)
    groups = common_groups(raw, codes_of(after), values=int(raw.max(initial=-1)) + 1, is_silent=is_silent)[raw]
    counts = counts_of(groups)
    common = np.argsort(-counts, kind="stable")[:MOST_NAMES]
    place = np.full(len(counts), len(common), dtype=np.int64)
    place[common] = np.arange(len(common))
    return Ready(None, place[groups]), Ready(None, np.where(is_silent, NOTHING, place[groups]))


def _strength(one: Ready, other: Ready) -> tuple[float, str]:
    """From 0 to 1, or from -1 to 1 for two numbers; 0 where one of them does not vary."""
    if one.ranks is not None and other.ranks is not None:
        return _rank_correlation(one.ranks, other.ranks), "rank"
    if one.ranks is not None:
        return _ratio(one.ranks, other.names), "ratio"
    if other.ranks is not None:
        return _ratio(other.ranks, one.names), "ratio"
    return _cramer(one.names, other.names), "cramer"


def _rank_correlation(one: FloatArray, other: FloatArray) -> float:
    is_there = np.isfinite(one) & np.isfinite(other)
    one, other = one[is_there], other[is_there]
    if len(one) < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def _ratio(numbers: FloatArray, names: IntArray) -> float:
    """The root of the share of the variance that lies between the names, without its bias (Kelley's epsilon)."""
    is_there = np.isfinite(numbers) & (names != NOTHING)
    numbers, names = numbers[is_there], names[is_there]
    counts = counts_of(names)
    spare = len(numbers) - int((counts > 0).sum())
    if spare < 1 or np.ptp(numbers) == 0:
        return 0.0
    sums = np.bincount(names, weights=numbers - numbers.mean())
    between = float((sums[counts > 0] ** 2 / counts[counts > 0]).sum()) / (float(np.var(numbers)) * len(numbers))
    return float(np.sqrt(max(0.0, 1 - (1 - between) * (len(numbers) - 1) / spare)))


def _cramer(one: IntArray, other: IntArray) -> float:
    """With Bergsma's correction (2013): the V of independent columns is about 0."""
    is_there = (one != NOTHING) & (other != NOTHING)
    one, other = one[is_there], other[is_there]
    rows, columns = int(one.max(initial=0)) + 1, int(other.max(initial=0)) + 1
    table = np.bincount(one * columns + other, minlength=rows * columns).reshape(rows, columns).astype(np.float64)
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    total, (height, width) = table.sum(), table.shape
    if total < 2 or min(height, width) < 2:
        return 0.0
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / total
    phi2 = float(((table - expected) ** 2 / expected).sum()) / total
    corrected = max(0.0, phi2 - (height - 1) * (width - 1) / (total - 1))
    smaller = min(height - (height - 1) ** 2 / (total - 1), width - (width - 1) ** 2 / (total - 1))
    return float(np.sqrt(corrected / (smaller - 1))) if smaller > 1 else 0.0
