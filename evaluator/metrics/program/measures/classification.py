"""Scores of predicted labels; computed by scikit-learn, on the labels' places in the challenge's own order.

Macro averages are over the labels that occur (with a weight) in the part's truth: no label can be missed that is not
there. A label that is never predicted has a precision of 0. mcc is 0 where all predictions are equal.
"""

from collections.abc import Callable, Mapping

import numpy as np
from sklearn.metrics import accuracy_score, cohen_kappa_score, f1_score, matthews_corrcoef, recall_score

from .asked import Asked
from .rows import Array, Rows


def f1(asked: Asked, rows: Rows) -> float:
    average = asked.options["average"]
    if average == "binary":
        return _f1(rows.target == rows.positive, rows.only == rows.positive, rows, average="binary")
    labels = _occurring(rows) if average == "macro" else None
    return _f1(rows.target, rows.only, rows, average=average, labels=labels)


def accuracy(asked: Asked, rows: Rows) -> float:
    return float(accuracy_score(rows.target, rows.only, sample_weight=rows.weights))


def balanced_accuracy(asked: Asked, rows: Rows) -> float:
    """The mean of the labels' recalls, as scikit-learn's balanced_accuracy_score."""
    return float(
        recall_score(
            rows.target,
            rows.only,
            labels=_occurring(rows),
            average="macro",
            sample_weight=rows.weights,
            zero_division=0,
        )
    )


def mcc(asked: Asked, rows: Rows) -> float:
    with np.errstate(invalid="ignore"):
        found = float(matthews_corrcoef(rows.target, rows.only, sample_weight=rows.weights))
    if not np.isfinite(found):  # very unequal weights can round a variance of 0 to less than 0
        return 0.0
    return min(max(found, -1.0), 1.0)  # ... and the quotient to a little beyond what it can be


def kappa(asked: Asked, rows: Rows) -> float:
    """Cohen's; linear and quadratic weighting count how far apart two labels stand in the challenge's order."""
    weighting = asked.options["weighting"]
    return float(
        cohen_kappa_score(
            rows.target,
            rows.only,
            labels=list(range(rows.labels)),
            weights=None if weighting == "none" else weighting,
            sample_weight=rows.weights,
        )
    )


def _f1(target: Array, predicted: Array, rows: Rows, *, average: str, labels: Array | None = None) -> float:
    return float(
        f1_score(target, predicted, average=average, labels=labels, sample_weight=rows.weights, zero_division=0)
    )


def _occurring(rows: Rows) -> Array:
    return np.unique(rows.target if rows.weights is None else rows.target[rows.weights > 0])


SCORES: Mapping[str, Callable[[Asked, Rows], float]] = {
    found.__name__: found for found in (f1, accuracy, balanced_accuracy, mcc, kappa)
}
LOSSES: Mapping[str, Callable[[Asked, Rows], Array]] = {
    "accuracy": lambda asked, rows: (rows.target != rows.only).astype(float)
}
