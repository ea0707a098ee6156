"""Scores of predicted probabilities and of anything that ranks a yes above a no; computed by scikit-learn.

Defined here: a probability of 0 for what happened costs 36.04 (scikit-learn cuts it at 2.2e-16). Probabilities of
several classes are divided by their sum before anything is computed. The Brier score of two classes is the mean of
(p - y)^2, from 0 to 1; of several, the mean of its sum over the classes, from 0 to 2 (Brier 1950).
"""

from collections.abc import Callable, Mapping

import numpy as np
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score
from sklearn.metrics import log_loss as sklearn_log_loss

from .asked import Asked
from .rows import Array, Rows


def log_loss(asked: Asked, rows: Rows) -> float:
    classes = list(range(rows.labels)) or [0, 1]
    return float(sklearn_log_loss(rows.target, _probabilities(rows), labels=classes, sample_weight=rows.weights))


def brier(asked: Asked, rows: Rows) -> float:
    if rows.labels:
        return rows.mean(_brier(asked, rows))
    return float(brier_score_loss(rows.target, rows.only, pos_label=1, sample_weight=rows.weights))


def roc_auc(asked: Asked, rows: Rows) -> float:
    return float(roc_auc_score(rows.target, rows.only, sample_weight=rows.weights))


def average_precision(asked: Asked, rows: Rows) -> float:
    return float(average_precision_score(rows.target, rows.only, sample_weight=rows.weights))


def _probabilities(rows: Rows) -> Array:
    """One column for a binary target; else one for each class, adding up to 1."""
    if not rows.labels:
        return rows.only
    table = np.column_stack(rows.predictions)
    return np.asarray(table / table.sum(axis=1, keepdims=True))


def _log_loss(asked: Asked, rows: Rows) -> Array:
    found = _probabilities(rows)
    of_truth = found[np.arange(len(rows)), rows.target] if rows.labels else np.where(rows.target == 1, found, 1 - found)
    edge = np.finfo(float).eps
    return np.asarray(-np.log(np.clip(of_truth, edge, 1 - edge)))


def _brier(asked: Asked, rows: Rows) -> Array:
    if not rows.labels:
        return np.asarray((rows.only - rows.target) ** 2)
    happened = rows.target[:, None] == np.arange(rows.labels)
    return np.asarray(((_probabilities(rows) - happened) ** 2).sum(axis=1))


SCORES: Mapping[str, Callable[[Asked, Rows], float]] = {
    found.__name__: found for found in (log_loss, brier, roc_auc, average_precision)
}
LOSSES: Mapping[str, Callable[[Asked, Rows], Array]] = {"log_loss": _log_loss, "brier": _brier}
