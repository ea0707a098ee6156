"""Errors of predicted numbers; computed by scikit-learn and scipy.

Not there: smape, the mean of 2|p - y| / (|p| + |y|), from 0 to 2, with 0 for a row where both are 0 (Makridakis 1993).
Defined here: spearman is 0 where all predictions are equal, for they order nothing.
"""

from collections.abc import Callable, Mapping

import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import (
    jaccard_score,
    mean_absolute_error,
    mean_absolute_percentage_error,
    r2_score,
    root_mean_squared_error,
    root_mean_squared_log_error,
)

from .asked import Asked
from .rows import Array, Rows


def mae(asked: Asked, rows: Rows) -> float:
    return float(mean_absolute_error(rows.target, rows.only, sample_weight=rows.weights))


def rmse(asked: Asked, rows: Rows) -> float:
    return float(root_mean_squared_error(rows.target, rows.only, sample_weight=rows.weights))


def rmsle(asked: Asked, rows: Rows) -> float:
    return float(root_mean_squared_log_error(rows.target, rows.only, sample_weight=rows.weights))


def mape(asked: Asked, rows: Rows) -> float:
    """A fraction: 0.1 is ten per cent."""
    return float(mean_absolute_percentage_error(rows.target, rows.only, sample_weight=rows.weights))


def smape(asked: Asked, rows: Rows) -> float:
    return rows.mean(_relative(rows))


def r2(asked: Asked, rows: Rows) -> float:
    return float(r2_score(rows.target, rows.only, sample_weight=rows.weights))


def spearman(asked: Asked, rows: Rows) -> float:
    if np.all(rows.only == rows.only[0]):
        return 0.0
    return float(spearmanr(rows.target, rows.only).statistic)


def csi(asked: Asked, rows: Rows) -> float:
    """Critical success index: hits / (hits + misses + false alarms), an event being a value of at least the threshold
    (Schaefer 1990). It is the Jaccard index of events seen and events foreseen."""
    seen, foreseen = (values >= asked.options["threshold"] for values in (rows.target, rows.only))
    return float(jaccard_score(seen, foreseen, sample_weight=rows.weights))


def _relative(rows: Rows) -> Array:
    size = np.abs(rows.only) + np.abs(rows.target)
    share: Array = np.divide(np.abs(rows.only - rows.target), size, out=np.zeros(len(rows)), where=size > 0)
    return 2 * share


SCORES: Mapping[str, Callable[[Asked, Rows], float]] = {
    found.__name__: found for found in (mae, rmse, rmsle, mape, smape, r2, spearman, csi)
}
LOSSES: Mapping[str, Callable[[Asked, Rows], Array]] = {
    "mae": lambda asked, rows: np.abs(rows.only - rows.target),
    "rmse": lambda asked, rows: (rows.only - rows.target) ** 2,
    "rmsle": lambda asked, rows: (np.log1p(rows.only) - np.log1p(rows.target)) ** 2,
    "mape": lambda asked, rows: np.abs(rows.only - rows.target) / np.abs(rows.target),
    "smape": lambda asked, rows: _relative(rows),
}
