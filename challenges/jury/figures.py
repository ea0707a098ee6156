"""A judgement as a tree of figures, ready to be written into a snapshot and to be compared with one.

Every number is a text of four places. Figures that were computed exactly (scores, quality, severity, points, the final
order) have to be equal to the last digit; the others were computed in floats, whose last bits differ from machine to
machine, and hold where they round to the text, give or take 1e-8.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from challenges.jury.case import Case
from challenges.jury.columns import LEAST_SQUARES, Column
from challenges.jury.judgement import Agreement, Judgement
from challenges.jury.rubric import quantised
from challenges.jury.uncertainty import Uncertainty, Without

PLACES = 4
FLOATS_DIFFER = Decimal("1e-8")
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is written, and the float that it came from."""

    text: str
    value: float

    def holds(self, recorded: object) -> bool:
        """Whether this is what was recorded: the text itself, or one that the same float may round to elsewhere."""
        if recorded == self.text:
            return True
        if not isinstance(recorded, str) or len(recorded) > LONGEST:
            return False
        try:
            number = Decimal(recorded)
        except InvalidOperation:
            return False
        half = Decimal(5).scaleb(-PLACES - 1)
        same_form = number.is_finite() and recorded == f"{number:.{PLACES}f}"
        return same_form and abs(number - Decimal(self.value)) <= half + FLOATS_DIFFER


def figures_of(case: Case, judged: Judgement) -> dict[str, Any]:
    """The tree: texts, whole numbers, lists, None, and Figure where a float is written."""
    return {
        "agreement": _agreement(judged.agreement),
        "automatic": _exactly(judged.automatic),
        "bootstrap": _bootstrap(judged.uncertainty),
        "decided": list(judged.decided),
        "disputed": [{"project": one.project, "spread": _figure(one.spread)} for one in judged.disputed],
        "effective_weights": {
            "automatic": _figure(judged.effective.automatic),
            "jury": _figure(judged.effective.jury),
        },
        "final": {standing.project: str(standing.final) for standing in judged.order.standings},
        "methods": {column.method: _column(column) for column in judged.columns},
        "order": [
            {"decided_by": standing.decided_by, "project": standing.project, "rank": standing.rank}
            for standing in judged.order.standings
        ],
        "patterns": [
            {"amount": _figure(one.amount), "jurors": list(one.jurors), "kind": one.kind, "project": one.project}
            for one in judged.patterns
        ],
        "quality": _exactly(judged.fit.quality),
        "scores": {
            juror: _exactly({mark.project: mark.score for mark in given})
            for juror, given in case.marks.of_juror.items()
        },
        "sensitivity": {
            "methods": list(judged.sensitivity.methods),
            "reasons": list(judged.sensitivity.reasons),
        },
        "severity": _exactly(judged.fit.severity),
        "ties": [{"projects": list(tie.projects), "rules": list(tie.rules)} for tie in judged.order.ties],
        "without": {one.juror: _without(one) for one in judged.without},
    }


def written(tree: Any) -> Any:
    """The tree as JSON."""
    if isinstance(tree, Figure):
        return tree.text
    if isinstance(tree, Mapping):
        return {key: written(value) for key, value in tree.items()}
    return [written(value) for value in tree] if isinstance(tree, list) else tree


def _agreement(found: Agreement) -> dict[str, Any]:
    together = found.concordance
    return {
        "alpha": _figure(found.total),
        "by_criterion": {key: _figure(value) for key, value in found.by_criterion.items()},
        "concordance": {"jurors": together.jurors, "projects": together.projects, "w": _figure(together.w)},
    }


def _bootstrap(found: Uncertainty) -> dict[str, Any]:
    return {
        "first": _figures(found.first),
        "interval": {project: list(ranks) for project, ranks in found.interval.items()},
        "top": _figures(found.top),
    }


def _column(column: Column) -> dict[str, Any]:
    if column.refused:
        return {"refused": column.refused.code}
    if column.method == LEAST_SQUARES:  # its scores are the quality, which is there exactly
        return {"ranks": dict(column.ranks)}
    return {"ranks": dict(column.ranks), "scores": _figures(column.scores)}


def _without(found: Without) -> dict[str, Any]:
    return {"refused": found.refused.code} if found.refused else {"ranks": dict(found.ranks)}


def _exactly(numbers: Mapping[str, Fraction]) -> dict[str, str]:
    return {key: str(quantised(value, places=PLACES)) for key, value in numbers.items()}


def _figures(numbers: Mapping[str, float]) -> dict[str, Figure | None]:
    return {key: _figure(value) for key, value in numbers.items()}


def _figure(value: float | None) -> Figure | None:
    if value is None:
        return None
    return Figure(f"{value:.{PLACES}f}".replace("-0.0000", "0.0000"), value)
