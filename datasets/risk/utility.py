"""What the treatment cost the columns: how far their distributions moved, and how much of what they said is left."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import ks_2samp

from datasets.recipes.recipe import SUPPRESSED
from datasets.risk.case import BoolArray, FloatArray, IntArray, RiskCase
from datasets.risk.coded import as_floats, codes_of, counts_of, is_measured, joined
from datasets.risk.grid import common_groups

MOST_ROWS = 50_000


@dataclass(frozen=True)
class Compared:
    """Rows drawn from the raw table, and what became of them: `after` has the published ones among them, in order."""

    before: pd.DataFrame
    after: pd.DataFrame
    kept: BoolArray

    def __len__(self) -> int:
        return len(self.before)


def draw_compared(case: RiskCase, *, most: int = MOST_ROWS) -> Compared:
    """At most so many rows, each as likely as another, in order."""
    rng = np.random.default_rng(case.seed)
    total = len(case.before)
    rows = np.arange(total) if total <= most else np.sort(rng.choice(total, size=most, replace=False))
    kept = case.kept[rows]
    places = (np.cumsum(case.kept) - 1)[rows[kept]]
    return Compared(case.before.iloc[rows], case.after.iloc[places], kept)


def suppressed(before: pd.Series, after: pd.Series) -> BoolArray:
    """Cells that had a value and now say nothing; the rows of both are the same."""
    is_silent = after.isna() if is_measured(after) else after.isna() | after.isin([SUPPRESSED])
    silent: BoolArray = is_silent.to_numpy(dtype=bool) & ~before.isna().to_numpy(dtype=bool)
    return silent


def column_loss(sample: Compared, name: str) -> dict[str, Any]:
    """`distance` by `measure` between the raw and the published values that say something: Kolmogorov-Smirnov for
    numbers that stayed numbers, else total variation over the finest groups that both can be counted in.
    `kept` is the share of the entropy of the raw values that the published ones still tell (1: all)."""
    before, after = sample.before[name], sample.after[name]
    is_silent = suppressed(before[sample.kept], after)
    said = after[~is_silent]
    is_number = is_measured(before) and is_measured(after) and not _is_time(before)
    if is_number:
        measure, distance = "ks", _ks(as_floats(before), as_floats(said))
    else:
        measure = "tvd"
        distance = _tvd(codes_of(before), codes_of(after), kept=sample.kept, is_silent=is_silent)
    return {
        "measure": measure,
        "distance": distance,
        "kept": _information_kept(codes_of(before), codes_of(after), kept=sample.kept),
    }


def _is_time(values: pd.Series) -> bool:
    return pd.api.types.is_datetime64_any_dtype(values.dtype)


def _ks(before: FloatArray, after: FloatArray) -> float | None:
    one, other = before[np.isfinite(before)], after[np.isfinite(after)]
    return float(ks_2samp(one, other).statistic) if len(one) and len(other) else None


def _tvd(before: IntArray, after: IntArray, *, kept: BoolArray, is_silent: BoolArray) -> float | None:
    """Half the sum of the differences between the shares of each group, of all raw rows and of the published rows that
    say something."""
    said = before[kept][~is_silent]
    if not len(said):
        return None
    groups = common_groups(before[kept], after, values=int(before.max()) + 1, is_silent=is_silent)
    one = np.bincount(groups[before], minlength=len(groups)) / len(before)
    other = np.bincount(groups[said], minlength=len(groups)) / len(said)
    return float(np.abs(one - other).sum() / 2)


def _information_kept(before: IntArray, after: IntArray, *, kept: BoolArray) -> float:
    """Mutual information of raw and published values over the entropy of the raw ones; a row that was left out says
    nothing."""
    published = np.zeros(len(before), dtype=np.int64)
    published[kept] = after + 1
    raw = _entropy(before)
    if not raw:
        return 1.0
    mutual = raw + _entropy(published) - _entropy(joined(before, published))
    return float(np.clip(mutual / raw, 0.0, 1.0))


def _entropy(codes: IntArray) -> float:
    counts = counts_of(codes)
    shares = counts[counts > 0] / len(codes)
    return float(-(shares * np.log2(shares)).sum())
