"""What the metrics ask of the columns of predictions, so that it is checked where a file comes in."""

from collections.abc import Iterable
from dataclasses import replace

from evaluator.description import broken
from evaluator.metrics.program.measures.asked import Asked
from evaluator.metrics.program.measures.catalogue import WEIGHTED_SUM
from evaluator.scorekit.cells import UNBOUNDED, Bounds
from evaluator.scorekit.predictions import PredictionsFormat

ASKED_BOUNDS: dict[str, Bounds] = {"non_negative": (0, None), "probability": (0, 1)}


def typed(format: PredictionsFormat, *, by: Iterable[Asked]) -> PredictionsFormat:  # noqa: A002
    """The format with the bounds and sums of these metrics besides its own. Raises BundleBroken."""
    bounds, sums = dict(format.bounds), list(format.sums_to_one)
    for asked in by:
        if asked.metric == WEIGHTED_SUM:
            continue
        for name in asked.prediction:
            if asked.spec.holds in ASKED_BOUNDS:
                bounds[name] = _within(bounds.get(name, UNBOUNDED), ASKED_BOUNDS[asked.spec.holds], column=name)
        if asked.options.get("classes") and asked.prediction not in sums:
            sums.append(asked.prediction)
    return replace(format, bounds=bounds, sums_to_one=tuple(sums))


def _within(one: Bounds, other: Bounds, *, column: str) -> Bounds:
    """Inside both."""
    low = max((bound for bound in (one[0], other[0]) if bound is not None), default=None)
    high = min((bound for bound in (one[1], other[1]) if bound is not None), default=None)
    if low is not None and high is not None and low >= high:
        raise broken(f"evaluation.predictions: the bounds of {column} leave nothing that its metrics can score")
    return low, high
