"""From predictions to scores for both parts, and to the losses of the rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from .asked import PARTS, Asked, Task
from .catalogue import SKILL, WEIGHTED_SUM
from .conditions import require_sound
from .rows import Array, Rows, Side, columns_of, side_of
from .truth import Truth, read_truth

SQUARED = frozenset({"rmse", "rmsle"})  # their losses average to the square of the score

Predictions = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Ready:
    """Everything that can be known before the predictions come, for every metric in both parts."""

    task: Task
    truth: Truth
    sides: Mapping[tuple[str, str], Side]
    families: Mapping[str, ModuleType]

    @classmethod
    def read(cls, task: Task, reference: Path) -> "Ready":
        """Reads the truth and imports what the metrics need, no more. Raises TruthBroken."""
        truth = read_truth(reference / task.truth, id=task.id, columns=task.truth_columns)
        require_sound(task, truth)
        single = [asked for asked in task.asked if asked.metric != WEIGHTED_SUM]
        families = {name: import_module(f".{name}", __package__) for name in {asked.spec.family for asked in single}}
        sides = {(asked.key, part): side_of(asked, truth, task, part=part) for asked in single for part in PARTS}
        return cls(task, truth, sides, families)

    def scores(self, predictions: Predictions) -> dict[str, float]:
        """`public_<key>` and `private_<key>` of every score; `predictions` in the order of the truth."""
        found: dict[str, float] = {}
        for part in PARTS:
            of_part = {asked.key: self._score(asked, part, predictions) for asked in self._single()}
            for asked in self.task.asked:
                if asked.metric == WEIGHTED_SUM:
                    of_part[asked.key] = _weighted_sum(asked, of_part)
            found.update({f"{part}_{key}": value for key, value in of_part.items()})
        return found

    def row_losses(self, predictions: Predictions) -> Iterator[tuple[str, str, float]]:
        """Id, part and loss of every row under the primary metric, smaller being better; none where it is no mean.

        The mean of a part's losses is its score, or 1 less its score where higher is better (accuracy, skill), or the
        square of its score (rmse, rmsle). Rows with weights bring theirs along. Of a weighted sum the mean is the
        score, or its opposite where higher is better, each up to a constant.
        """
        primary = next(asked for asked in self.task.asked if asked.primary)
        for part in PARTS:
            losses = self._losses(primary, part, predictions)
            if losses is not None:
                ids = (self.truth.ids[row] for row in self.truth.rows_of(part))
                yield from ((name, part, float(loss)) for name, loss in zip(ids, losses, strict=True))

    def _single(self) -> list[Asked]:
        return [asked for asked in self.task.asked if asked.metric != WEIGHTED_SUM]

    def _score(self, asked: Asked, part: str, predictions: Predictions) -> float:
        side, compute = self.sides[asked.key, part], self.families[asked.spec.family].SCORES
        rows = side.with_predictions(columns_of(asked, predictions, self.task))
        if asked.metric != SKILL:
            return float(compute[asked.metric](asked, rows))
        loss = compute[asked.loss.metric]
        return 1 - float(loss(asked.loss, rows)) / float(loss(asked.loss, side.with_reference))

    def _losses(self, asked: Asked, part: str, predictions: Predictions) -> Array | None:
        if asked.metric == WEIGHTED_SUM:
            return self._summed_losses(asked, part, predictions)
        single, side = asked.loss if asked.metric == SKILL else asked, self.sides[asked.key, part]
        families = self.families[asked.spec.family]
        if single.metric not in families.LOSSES or (asked.metric == SKILL and single.metric in SQUARED):
            return None
        rows = side.with_predictions(columns_of(asked, predictions, self.task))
        losses = _weighted(families.LOSSES[single.metric](single, rows), rows)
        if asked.metric == SKILL:
            losses = losses / float(families.SCORES[single.metric](single, side.with_reference))
        return losses

    def _summed_losses(self, asked: Asked, part: str, predictions: Predictions) -> Array | None:
        """A term whose higher is better loses where it gains."""
        by_key = {other.key: other for other in self._single()}
        total: Array = np.zeros(len(self.truth.rows_of(part)))
        for key, coefficient in asked.options["of"].items():
            losses = self._losses(by_key[key], part, predictions)
            if losses is None or by_key[key].metric in SQUARED:
                return None
            total = total + coefficient * losses * (1 if by_key[key].own_better == "lower" else -1)
        return total if asked.better == "lower" else -total


def _weighted(losses: Array, rows: Rows) -> Array:
    """Losses whose plain mean is the weighted one."""
    return losses if rows.weights is None else np.asarray(losses * rows.weights / rows.weights.mean())


def _weighted_sum(asked: Asked, scores: Mapping[str, float]) -> float:
    return float(sum(coefficient * scores[key] for key, coefficient in asked.options["of"].items()))
