"""Losses of predicted quantiles and intervals; the pinball loss is scikit-learn's.

coverage     share of the truth between low and high, both included
interval     (high - low) + 2/a (low - y) where y < low + 2/a (y - high) where y > high, with a = 1 - level, averaged
             (Gneiting & Raftery 2007, Strictly proper scoring rules, eq. 43)

Where low and high cross, nothing is put in order: such an interval covers nothing, and its score is the formula's.
"""

from collections.abc import Callable, Mapping

import numpy as np
from sklearn.metrics import mean_pinball_loss

from .asked import Asked
from .rows import Array, Rows


def pinball(asked: Asked, rows: Rows) -> float:
    """Mean over the levels of the loss of each column at its own."""
    pairs = zip(asked.options["levels"], rows.predictions, strict=True)
    return float(
        np.mean(
            [
                mean_pinball_loss(rows.target, quantile, alpha=level, sample_weight=rows.weights)
                for level, quantile in pairs
            ]
        )
    )


def coverage(asked: Asked, rows: Rows) -> float:
    low, high = rows.predictions
    return rows.mean((low <= rows.target) & (rows.target <= high))


def interval_score(asked: Asked, rows: Rows) -> float:
    return rows.mean(_interval(asked, rows))


def _pinball(asked: Asked, rows: Rows) -> Array:
    losses = []
    for level, quantile in zip(asked.options["levels"], rows.predictions, strict=True):
        above = rows.target - quantile
        losses.append(np.maximum(level * above, (level - 1) * above))
    return np.asarray(np.mean(losses, axis=0))


def _interval(asked: Asked, rows: Rows) -> Array:
    low, high = rows.predictions
    penalty = 2 / (1 - asked.options["level"])
    missed = np.maximum(low - rows.target, 0) + np.maximum(rows.target - high, 0)
    return np.asarray(high - low + penalty * missed)


SCORES: Mapping[str, Callable[[Asked, Rows], float]] = {
    found.__name__: found for found in (pinball, coverage, interval_score)
}
LOSSES: Mapping[str, Callable[[Asked, Rows], Array]] = {"pinball": _pinball, "interval_score": _interval}
