"""The metrics there are: which way is better, which columns and options each takes, what it asks of the truth."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Better = Literal["lower", "higher", "neither"]
Holds = Literal["number", "non_negative", "probability", "label"]
Columns = Literal["one", "low_high", "levels", "times", "classes"]

REGRESSION, QUANTILES, PROBABILITIES = "regression", "quantiles", "probabilities"
CLASSIFICATION, RANKING, SURVIVAL = "classification", "ranking", "survival"
SKILL, WEIGHTED_SUM = "skill", "weighted_sum"


@dataclass(frozen=True)
class Metric:
    """`family` is the module that computes it. Its prediction `columns` are one, a low and a high, or one for each of
    an option's values (`classes`: one, or one for each class), and `holds` is what stands in them.

    `needs` are options without which it cannot be, `takes` the others. `conditions` (of the module of that name) must
    hold of the truth, or the metric would be undefined. `is_loss`: it can be compared with a reference's (skill).
    """

    better: Better
    family: str
    holds: Holds = "number"
    columns: Columns = "one"
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ("numbers",)
    is_loss: bool = False
    has_weight: bool = True


METRICS: Mapping[str, Metric] = MappingProxyType(
    {
        "mae": Metric("lower", REGRESSION, is_loss=True),
        "rmse": Metric("lower", REGRESSION, is_loss=True),
        "rmsle": Metric("lower", REGRESSION, holds="non_negative", conditions=("not_negative",), is_loss=True),
        "mape": Metric("lower", REGRESSION, conditions=("not_zero",), is_loss=True),
        "smape": Metric("lower", REGRESSION, is_loss=True),
        "r2": Metric("higher", REGRESSION, conditions=("numbers", "spread")),
        "spearman": Metric("higher", REGRESSION, conditions=("numbers", "two_values"), has_weight=False),
        "csi": Metric("higher", REGRESSION, needs=("threshold",), conditions=("numbers", "events_above")),
        "pinball": Metric("lower", QUANTILES, columns="levels", needs=("levels",), is_loss=True),
        "coverage": Metric("neither", QUANTILES, columns="low_high"),
        "interval_score": Metric("lower", QUANTILES, columns="low_high", needs=("level",), is_loss=True),
        "log_loss": Metric(
            "lower",
            PROBABILITIES,
            holds="probability",
            columns="classes",
            takes=("positive", "classes"),
            conditions=("known_classes",),
            is_loss=True,
        ),
        "brier": Metric(
            "lower",
            PROBABILITIES,
            holds="probability",
            columns="classes",
            takes=("positive", "classes"),
            conditions=("known_classes",),
            is_loss=True,
        ),
        "roc_auc": Metric("higher", PROBABILITIES, takes=("positive",), conditions=("known_classes", "both_classes")),
        "average_precision": Metric(
            "higher", PROBABILITIES, takes=("positive",), conditions=("known_classes", "both_classes")
        ),
        "f1": Metric(
            "higher",
            CLASSIFICATION,
            holds="label",
            takes=("average", "positive"),
            conditions=("known_labels", "positive_for_f1"),
        ),
        "accuracy": Metric("higher", CLASSIFICATION, holds="label", conditions=("known_labels",)),
        "balanced_accuracy": Metric("higher", CLASSIFICATION, holds="label", conditions=("known_labels", "two_values")),
        "mcc": Metric("higher", CLASSIFICATION, holds="label", conditions=("known_labels", "two_values")),
        "kappa": Metric(
            "higher",
            CLASSIFICATION,
            holds="label",
            takes=("weighting",),
            conditions=("known_labels", "two_values"),
        ),
        "ndcg": Metric(
            "higher", RANKING, needs=("query",), takes=("k",), conditions=("not_negative", "queries"), has_weight=False
        ),
        "map_at_k": Metric(
            "higher",
            RANKING,
            needs=("query", "k"),
            takes=("positive",),
            conditions=("known_classes", "queries"),
            has_weight=False,
        ),
        "integrated_brier": Metric(
            "lower",
            SURVIVAL,
            holds="probability",
            columns="times",
            needs=("times",),
            takes=("event",),
            conditions=("not_negative", "observed"),
            is_loss=True,
            has_weight=False,
        ),
    }
)
COMPOSED = frozenset({SKILL, WEIGHTED_SUM})
NAMES = (*METRICS, SKILL, WEIGHTED_SUM)
