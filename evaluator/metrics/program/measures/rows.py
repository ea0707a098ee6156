"""The rows of one part as arrays, for one metric: the truth's side, made before any predictions exist, and both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from .asked import Asked, Task
from .catalogue import SKILL
from .conditions import relevant_rows
from .truth import Truth

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Rows:
    """`target` holds numbers; of labels and classes, which are so many, their places; of a binary target 1 and 0.

    `weights` is None where all rows count the same. `predictions` has one array per prediction column, in their order;
    of labels, too, their places. `positive` is the place of the positive label, `queries` numbers the queries from 0,
    `events` is 1 where it was seen.
    """

    target: Array
    weights: Array | None = None
    labels: int = 0
    positive: int | None = None
    predictions: tuple[Array, ...] = ()
    queries: Array | None = None
    events: Array | None = None

    def __len__(self) -> int:
        return len(self.target)

    @property
    def only(self) -> Array:
        """The one column of predictions."""
        (found,) = self.predictions
        return found

    def mean(self, terms: Array) -> float:
        """Weighted where rows have weights."""
        return float(np.average(terms, weights=self.weights))


@dataclass(frozen=True)
class Side:
    """What is known of one metric in one part before the predictions come: which rows of the truth they are, the
    truth's arrays, and a skill's reference forecast."""

    at: Array
    rows: Rows
    reference: tuple[Array, ...] = ()

    def with_predictions(self, columns: Sequence[Array]) -> Rows:
        """`columns` as long as the truth, in its order."""
        return replace(self.rows, predictions=tuple(column[self.at] for column in columns))

    @property
    def with_reference(self) -> Rows:
        return replace(self.rows, predictions=self.reference)


def side_of(asked: Asked, truth: Truth, task: Task, *, part: str) -> Side:
    at = np.array(truth.rows_of(part))
    labels = task.labels_of(asked) or tuple(asked.options.get("classes") or ())
    rows = Rows(
        target=_target(asked, truth, labels)[at],
        weights=np.array(truth.weights(asked.weight))[at] if asked.weight else None,
        labels=len(labels),
        positive=labels.index(asked.options["positive"]) if labels and "positive" in asked.options else None,
        queries=_numbered(truth.columns[asked.options["query"]])[at] if "query" in asked.options else None,
        events=np.array(truth.numbers(asked.options["event"]))[at] if asked.options.get("event") else None,
    )
    reference = tuple(np.array(truth.numbers(name))[at] for name in asked.reference) if asked.metric == SKILL else ()
    return Side(at, rows, reference)


def columns_of(asked: Asked, predictions: Mapping[str, Sequence[Any]], task: Task) -> list[Array]:
    """The predictions that a metric reads, as arrays."""
    labels, found = task.labels_of(asked), [predictions[name] for name in asked.prediction]
    return [places(column, labels) if labels else np.array(column, float) for column in found]


def places(texts: Sequence[str], labels: Sequence[str]) -> Array:
    """Of each text, its place among the labels."""
    at = {label: place for place, label in enumerate(labels)}
    return np.array([at[text] for text in texts])


def _target(asked: Asked, truth: Truth, labels: Sequence[str]) -> Array:
    if labels:
        return places(truth.columns[asked.target], labels)
    if "positive" in asked.options:
        target = np.zeros(len(truth.ids), int)
        target[relevant_rows(asked, truth)] = 1
        return target
    return np.array(truth.numbers(asked.target))


def _numbered(texts: Sequence[str]) -> Array:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(text, len(numbers)) for text in texts])
