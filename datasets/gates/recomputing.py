"""Whether the target can be worked out of one or two columns by simple arithmetic."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from datasets.gates.case import SEED, Bools, Finding, Floats, GateCase, Severity
from datasets.gates.outcomes import area_under_curve, correlation, is_numeric, is_ordered, outcomes_of, ranks_of

LIMIT = 0.99
ROWS = 5_000
FEWEST_ROWS = 30


@dataclass(frozen=True)
class Formula:
    """`columns` joined with `+` (any linear combination, so differences as well), `/` or `*` give the target with this
    R² (for a target of yes and no: order the rows with this area under the curve)."""

    fit: float
    columns: tuple[str, ...]
    sign: str

    def rank(self) -> tuple[float, int]:
        """The better fit; of equal ones that with fewer columns."""
        return round(self.fit, 4), -len(self.columns)


def recomputable_target(case: GateCase) -> list[Finding]:
    """The best formula; it blocks above 0.99. On a sample of the training, rows without nulls in the columns."""
    rows, target = case.labelled()["train"]
    if len(rows) > ROWS:
        chosen = np.random.default_rng(SEED).choice(len(rows), ROWS, replace=False)
        rows, target = rows.iloc[chosen], target.iloc[chosen]
    columns = {
        name: rows[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in case.features if is_numeric(rows[name])
    }
    best = max(_formulas(columns, target), key=Formula.rank, default=None)
    if best is None:
        return []
    severity: Severity = "blocks" if best.fit > LIMIT else "passes"
    values = {"columns": list(best.columns), "sign": best.sign}
    return [Finding("recomputable", severity, best.columns[0], round(best.fit, 4), LIMIT, values)]


def _formulas(columns: Mapping[str, Floats], target: pd.Series) -> Iterator[Formula]:
    if is_ordered(target):
        numbers = target.to_numpy(dtype=np.float64)
        for name, values in columns.items():
            yield Formula(_single_fit(values, numbers), (name,), "")
        for one, other in combinations(columns, 2):
            yield from _pair_fits(one, other, columns=columns, target=numbers)
        return
    for outcome in outcomes_of(target):
        for one, other in combinations(columns, 2):
            yield from _pair_areas(one, other, columns=columns, outcome=outcome)


def _pair_fits(one: str, other: str, *, columns: Mapping[str, Floats], target: Floats) -> Iterator[Formula]:
    first, second = columns[one], columns[other]
    yield Formula(_linear_fit(first, second, target), (one, other), "+")
    yield Formula(_single_fit(_ratio(first, second), target), (one, other), "/")
    yield Formula(_single_fit(_ratio(second, first), target), (other, one), "/")
    yield Formula(_single_fit(first * second, target), (one, other), "*")


def _pair_areas(one: str, other: str, *, columns: Mapping[str, Floats], outcome: Bools) -> Iterator[Formula]:
    """A yes that means that one column is larger than the other, or so many times as large."""
    first, second = columns[one], columns[other]
    yield Formula(_area(first - second, outcome), (one, other), "-")
    yield Formula(_area(_ratio(first, second), outcome), (one, other), "/")


def _ratio(one: Floats, other: Floats) -> Floats:
    return np.asarray(np.divide(one, other, out=np.full(len(one), np.nan), where=other != 0))


def _area(values: Floats, outcome: Bools) -> float:
    known = np.isfinite(values)
    if not _are_enough(known) or not 0 < outcome[known].sum() < known.sum():
        return 0.0
    area = area_under_curve(ranks_of(values[known]), outcome[known])
    return max(area, 1 - area)


def _single_fit(values: Floats, target: Floats) -> float:
    known = np.isfinite(values)
    return correlation(values[known], target[known]) ** 2 if _are_enough(known) else 0.0


def _linear_fit(one: Floats, other: Floats, target: Floats) -> float:
    """R² of the least squares on both columns, from the three correlations."""
    known = np.isfinite(one) & np.isfinite(other)
    if not _are_enough(known):
        return 0.0
    one, other, target = one[known], other[known], target[known]
    with_one, with_other, between = correlation(one, target), correlation(other, target), correlation(one, other)
    if between**2 > 1 - 1e-9:
        return max(with_one**2, with_other**2)
    return (with_one**2 + with_other**2 - 2 * with_one * with_other * between) / (1 - between**2)


def _are_enough(known: Bools) -> bool:
    return int(known.sum()) >= max(FEWEST_ROWS, len(known) / 10)
