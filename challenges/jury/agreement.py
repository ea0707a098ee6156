"""How much the jurors agree: Krippendorff's alpha and Kendall's W. None stands for "not defined"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

from challenges.jury.marks import Marks

Floats = npt.NDArray[np.float64]
Level = Literal["ordinal", "interval"]


@dataclass(frozen=True, slots=True)
class Concordance:
    """Kendall's W, 0 to 1, over the projects that every voting juror scored, and how many of both these were."""

    w: float | None
    jurors: int
    projects: int


def alpha(matrix: Floats, *, level: Level, domain: Sequence[float] | None = None) -> float | None:
    """Krippendorff's alpha: 1 for agreement, 0 for what chance would give, below for less than that.

    `matrix` has a row a project and a column a juror, NaN where there is nothing. `domain` lists every value that could
    have been given, rising; without it those that were. Not defined where all values are the same, or no project has
    two. Raises ValueError of a value outside of the domain.
    """
    paired = matrix[(~np.isnan(matrix)).sum(axis=1) >= 2]
    values = np.unique(matrix[~np.isnan(matrix)]) if domain is None else np.asarray(domain, dtype=float)
    if not np.isin(paired[~np.isnan(paired)], values).all():
        raise ValueError("a value lies outside of the domain")
    counts = (paired[:, :, None] == values).sum(axis=1).astype(float)
    totals = counts.sum(axis=0)
    if (totals > 0).sum() < 2:
        return None
    sizes = counts.sum(axis=1)
    observed = (counts / (sizes - 1)[:, None]).T @ counts - np.diag((counts / (sizes - 1)[:, None]).sum(axis=0))
    expected = (np.outer(totals, totals) - np.diag(totals)) / (totals.sum() - 1)
    distances = _interval(values) if level == "interval" else _ordinal(totals)
    return float(1 - (observed * distances).sum() / (expected * distances).sum())


def concordance(marks: Marks) -> Concordance:
    """Kendall's W with tie correction: `12 S / (m^2 (n^3 - n) - m sum T)`, `T = sum (t^3 - t)` over a juror's ties, of
    m jurors and n projects. Projects that a juror did not score (recused) are left out. Not defined for fewer than two
    of either, nor where every juror ranked all the same."""
    columns = [marks.jurors.index(juror) for juror in marks.voting]
    scored = marks.matrix[:, columns]
    complete = scored[~np.isnan(scored).any(axis=1)]
    projects, jurors = complete.shape
    if projects < 2 or jurors < 2:
        return Concordance(None, jurors, projects)
    places = rankdata(complete, axis=0)
    sums = places.sum(axis=1)
    ties = sum(float((sizes**3 - sizes).sum()) for sizes in map(_tied, places.T))
    whole = jurors**2 * (projects**3 - projects) - jurors * ties
    spread = float(((sums - sums.mean()) ** 2).sum())
    return Concordance(12 * spread / whole if whole > 0 else None, jurors, projects)


def _tied(places: Floats) -> Floats:
    return np.unique(places, return_counts=True)[1].astype(float)


def _interval(values: Floats) -> Floats:
    return (values[:, None] - values[None]) ** 2


def _ordinal(totals: Floats) -> Floats:
    """How many values lie between two, the outer ones counted half, squared."""
    until = np.cumsum(totals) - totals / 2
    return (until[:, None] - until[None]) ** 2
