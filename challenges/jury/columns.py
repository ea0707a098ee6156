"""The ranks that every method gives, side by side: least squares decides, the others show how sensitive that is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import fmean, pstdev

from challenges.errors import Refusal, gettext_noop
from challenges.jury.combining import Weights, combined
from challenges.jury.marks import Marks, require_enough
from challenges.jury.mixed import mixed_model
from challenges.jury.pairs import bradley_terry
from challenges.jury.ranking import first, ranks
from challenges.jury.severity import Fit
from challenges.jury.zscores import z_scores

Method = Callable[[Marks], Mapping[str, Fraction] | Mapping[str, float]]
LEAST_SQUARES = "least_squares"
TITLES = {
    LEAST_SQUARES: gettext_noop("corrected for severity"),
    "raw_mean": gettext_noop("plain mean"),
    "z_score": gettext_noop("z-scores"),
    "mixed_model": gettext_noop("mixed model"),
    "bradley_terry": gettext_noop("pairs (Bradley-Terry)"),
}


@dataclass(frozen=True)
class Column:
    """What one method says. `scores` are its own, in its own unit; `ranks` are those of the final score, the automatic
    part in it; both are empty where the method is not defined, and `refused` tells why."""

    method: str
    scores: Mapping[str, float]
    ranks: Mapping[str, int]
    refused: Refusal | None = None

    @property
    def winners(self) -> tuple[str, ...]:
        return first(self.ranks)


def raw_means(marks: Marks) -> dict[str, Fraction]:
    """Each project's plain mean. Raises TooFewBallots of a project without a mark."""
    require_enough(marks, at_least=1)
    return {
        project: sum((mark.score for mark in given), Fraction()) / len(given)
        for project, given in marks.of_project.items()
    }


METHODS: Mapping[str, Method] = {
    "raw_mean": raw_means,
    "z_score": z_scores,
    "mixed_model": lambda marks: mixed_model(marks).scores,
    "bradley_terry": bradley_terry,
}
# These have no points: in a final score they take the middle and the spread of the least squares.
WITHOUT_UNIT = frozenset({"z_score", "bradley_terry"})


def columns(
    marks: Marks, found: Fit, *, automatic: Mapping[str, Fraction] | None = None, weights: Weights | None = None
) -> list[Column]:
    """One a method, the deciding one first: it is `found`, severity.fit of these marks."""
    return [_column(method, marks, automatic or {}, weights or Weights(), found) for method in TITLES]


def disagreeing(found: list[Column]) -> tuple[str, ...]:
    """The methods in which not every winner of the first column is a winner; those that are not defined agree."""
    return tuple(one.method for one in found[1:] if one.ranks and not {*found[0].winners} <= {*one.winners})


def _column(method: str, marks: Marks, automatic: Mapping[str, Fraction], weights: Weights, found: Fit) -> Column:
    try:
        scores = METHODS[method](marks) if method != LEAST_SQUARES else found.quality
        points = {project: Fraction(value) for project, value in scores.items()}
        if weights.automatic and method in WITHOUT_UNIT:
            points = _in_points(points, found.quality)
        final = combined(points, automatic, weights)
    except Refusal as refused:
        return Column(method, {}, {}, refused)
    return Column(method, {project: float(value) for project, value in scores.items()}, ranks(final))


def _in_points(values: Mapping[str, Fraction], like: Mapping[str, Fraction]) -> dict[str, Fraction]:
    middle, spread = fmean(map(float, values.values())), pstdev(map(float, values.values()))
    factor = pstdev(map(float, like.values())) / spread if spread else 0.0
    level = fmean(map(float, like.values()))
    return {project: Fraction(level + factor * (float(value) - middle)) for project, value in values.items()}
