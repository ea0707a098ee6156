"""What a metric makes of a column: the columns of predictions, the section of the score, the naive answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from evaluator.metrics.program.measures.catalogue import METRICS, NAMES
from smartport.drafting.columns import numbers
from smartport.drafting.refusal import NotDrafted
from smartport.drafting.table import Table

YES = ("1", "oui", "yes", "true", "vrai", "نعم")
MOST_LABELS = 1_000
LEVELS = (0.1, 0.5, 0.9)
LEVEL = 0.8
SHARES = (0.25, 0.5, 0.75)
FIRST = 10
BY_HAND = {"skill", "weighted_sum", "coverage"}
QUERIES = {"ndcg", "map_at_k"}


@dataclass(frozen=True)
class Question:
    """What is asked of teams about one column. `options` stand in the score's section, `columns` are what they hand in
    (`labels`, if not empty, may stand there), `naive` is a program's lines that give each column one value from
    `known`, the training values."""

    metric: str
    target: str
    columns: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    naive: str = "0.0"

    @property
    def is_number(self) -> bool:
        return not self.labels and "positive" not in self.options and "classes" not in self.options


def question_of(table: Table, *, target: str, metric: str | None, group: str | None) -> Question:
    """Without a metric: the mean absolute error of numbers, the balanced accuracy of anything else. Raises
    NotDrafted."""
    _require_filled(table, target)
    name = metric or ("mae" if _are_numbers(table, target) else "balanced_accuracy")
    if name not in NAMES:
        raise NotDrafted(f"There is no metric {name}; the metrics are: {', '.join(NAMES)}.")
    if name in BY_HAND:
        raise NotDrafted(f"{name} is added to challenge.yaml by hand: draft with another metric, then see the guide.")
    if name in QUERIES and group is None:
        raise NotDrafted(f"{name} ranks the rows of each query: name the query's column with --group.")
    return ASKED.get(name, ASKED[METRICS[name].holds])(name, table, target, group)


def _require_filled(table: Table, column: str) -> None:
    texts = table.cells[column]
    empty = [row for row, text in enumerate(texts) if not text]
    if empty:
        more = f" ({len(empty)} rows in all)" if len(empty) > 1 else ""
        raise NotDrafted(f"{table.at(empty[0], column)}: the answer is missing{more}; fill it in or take the row out.")


def _are_numbers(table: Table, column: str) -> bool:
    try:
        found = numbers(table, column)
    except NotDrafted:
        return False
    return len(set(found)) > 2


def _number(metric: str, table: Table, target: str, group: str | None) -> Question:
    numbers(table, target)
    naive = {"rmse": "known.mean()", "r2": "known.mean()"}.get(metric, "known.median()")
    return Question(metric, target, (target,), naive=naive)


def _not_negative(metric: str, table: Table, target: str, group: str | None) -> Question:
    _require(table, target, lambda number: number >= 0, f"{metric} needs numbers that are not below 0")
    return Question(metric, target, (target,), naive="np.expm1(np.log1p(known).mean())")


def _not_zero(metric: str, table: Table, target: str, group: str | None) -> Question:
    _require(table, target, lambda number: abs(number) >= 1e-9, f"{metric} divides by it; smape and mae can take a 0")
    return Question(metric, target, (target,), naive="known.median()")


def _event_above(metric: str, table: Table, target: str, group: str | None) -> Question:
    threshold = _rounded(float(np.quantile(numbers(table, target), 0.9)))
    return Question(metric, target, (target,), {"threshold": threshold}, naive=repr(threshold))


def _quantiles(metric: str, table: Table, target: str, group: str | None) -> Question:
    numbers(table, target)
    columns = tuple(f"q{round(level * 100)}" for level in LEVELS)
    options = {"prediction": list(columns), "levels": list(LEVELS)}
    return Question(metric, target, columns, options, naive=f"known.quantile({list(LEVELS)})")


def _interval(metric: str, table: Table, target: str, group: str | None) -> Question:
    numbers(table, target)
    edges = [round((1 - LEVEL) / 2, 3), round((1 + LEVEL) / 2, 3)]
    options = {"prediction": ["low", "high"], "level": LEVEL}
    return Question(metric, target, ("low", "high"), options, naive=f"known.quantile({edges})")


def _probability(metric: str, table: Table, target: str, group: str | None) -> Question:
    labels = _labels(table, target)
    if len(labels) == 2:
        return _yes_or_no(metric, table, target, group)
    columns = tuple(f"p_{label}" for label in labels)
    options = {"prediction": list(columns), "classes": list(labels)}
    naive = f"[(known == label).mean() for label in {list(labels)}]"
    return Question(metric, target, columns, options, naive=naive)


def _yes_or_no(metric: str, table: Table, target: str, group: str | None) -> Question:
    labels = _labels(table, target)
    if len(labels) != 2:
        raise NotDrafted(f"Column {target} has {len(labels)} values, and {metric} takes two, such as 0 and 1.")
    positive, column = _positive(table, target), f"p_{target}"
    options = {"prediction": column, "positive": positive}
    return Question(metric, target, (column,), options, naive=f"(known == {positive!r}).mean()")


def _label(metric: str, table: Table, target: str, group: str | None) -> Question:
    labels = _labels(table, target)
    usual = "known.mode()[0]"
    if metric == "f1" and len(labels) == 2:
        positive = _positive(table, target)
        return Question(metric, target, (target,), {"positive": positive}, labels, naive=repr(positive))
    options = {"average": "macro"} if metric == "f1" else {}
    return Question(metric, target, (target,), options, labels, naive=usual)


def _grades(metric: str, table: Table, target: str, group: str | None) -> Question:
    _require(table, target, lambda number: number >= 0, f"{metric} needs a relevance that is not below 0")
    return Question(metric, target, ("score",), {"prediction": "score", "query": group, "k": FIRST})


def _relevant(metric: str, table: Table, target: str, group: str | None) -> Question:
    _yes_or_no(metric, table, target, group)
    options = {"prediction": "score", "query": group, "k": FIRST, "positive": _positive(table, target)}
    return Question(metric, target, ("score",), options)


def _survival(metric: str, table: Table, target: str, group: str | None) -> Question:
    _require(table, target, lambda number: number >= 0, f"{metric} needs durations that are not below 0")
    times = sorted({_rounded(float(at)) for at in np.quantile(numbers(table, target), SHARES)})
    if len(times) < 2:
        raise NotDrafted(f"The durations of column {target} hardly differ: there is no curve to predict.")
    columns = tuple(f"s_{time:g}" for time in times)
    naive = f"[(known > time).mean() for time in {times}]"
    return Question(metric, target, columns, {"prediction": list(columns), "times": times}, naive=naive)


def _require(table: Table, column: str, holds: Callable[[float], bool], sentence: str) -> None:
    for row, number in enumerate(numbers(table, column)):
        if not holds(number):
            raise NotDrafted(f"{table.at(row, column)}: {sentence}.")


def _labels(table: Table, column: str) -> tuple[str, ...]:
    labels = tuple(sorted(set(table.cells[column])))
    if not 2 <= len(labels) <= MOST_LABELS:
        raise NotDrafted(f"Column {column} has {len(labels)} different values; labels are from 2 to {MOST_LABELS:,}.")
    return labels


def _positive(table: Table, column: str) -> str:
    """What looks like a yes; else the rarer of the two."""
    counts = table.cells[column].value_counts()
    yes = [label for label in counts.index if label.lower() in YES]
    return str(yes[0] if yes else counts.index[-1])


def _rounded(number: float) -> float:
    """To three digits: a person reads it."""
    return float(f"{number:.3g}")


Ask = Callable[[str, Table, str, str | None], Question]
ASKED: Mapping[str, Ask] = {
    "number": _number,
    "non_negative": _not_negative,
    "probability": _probability,
    "label": _label,
    "mape": _not_zero,
    "csi": _event_above,
    "pinball": _quantiles,
    "interval_score": _interval,
    "roc_auc": _yes_or_no,
    "average_precision": _yes_or_no,
    "ndcg": _grades,
    "map_at_k": _relevant,
    "integrated_brier": _survival,
}
