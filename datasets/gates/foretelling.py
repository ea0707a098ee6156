"""Columns that foretell the target alone: too well to be knowledge, more likely the target in disguise."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from datasets.gates.case import Bools, Finding, Floats, GateCase, Ints, Severity
from datasets.gates.encoding import levels_of, mean_elsewhere, numbers_of
from datasets.gates.outcomes import (
    area_by_chance,
    area_under_curve,
    correlation,
    correlation_by_chance,
    is_numeric,
    is_ordered,
    outcomes_of,
    ranks_of,
)

BLOCKS_ABOVE, WARNS_ABOVE = 0.95, 0.85


@dataclass(frozen=True)
class Strength:
    """How well a column foretells, in which part."""

    number: float
    column: str
    part: str


@dataclass(frozen=True)
class Scored:
    """A column as its levels and, where it has one, its own order (as ranks, null below all)."""

    levels: Ints
    orders: tuple[Floats, ...]


def scored(values: pd.Series) -> Scored:
    return Scored(levels_of(values), (ranks_of(numbers_of(values)),) if is_numeric(values) else ())


def foretelling_columns(case: GateCase) -> list[Finding]:
    """One finding for each column beyond a limit, else one for the strongest; by the area under the curve, and for
    numbers by Spearman's correlation as well. Both parts are looked at: a column may be filled in later in one."""
    areas, correlations = [], []
    for part, (rows, target) in case.labelled().items():
        outcomes = outcomes_of(target)
        ranks = ranks_of(target.to_numpy(dtype=np.float64)) if is_ordered(target) else None
        for name in case.features:
            column = scored(rows[name])
            areas.append(Strength(strongest_area(column, outcomes), name, part))
            if ranks is not None:
                correlations.append(Strength(strongest_correlation(column, ranks), name, part))
    return _judged("foretells", areas) + _judged("follows", correlations)


def strongest_area(column: Scored, outcomes: list[Bools]) -> float:
    """The largest area under the curve over the outcomes, of the column's own order (in either direction) or of its
    levels' mean outcome elsewhere; one half where chance may have made it."""
    strongest = 0.5
    for outcome in outcomes:
        areas = [area_under_curve(ranks, outcome) for ranks in column.orders]
        areas = [max(area, 1 - area) for area in areas]
        areas.append(area_under_curve(ranks_of(mean_elsewhere(column.levels, outcome.astype(float))), outcome))
        if max(areas) - 0.5 > area_by_chance(outcome):
            strongest = max(strongest, *areas)
    return strongest


def strongest_correlation(column: Scored, ranks: Floats) -> float:
    """Spearman's, without its sign; of the levels' mean rank elsewhere where that is stronger. 0 where chance may have
    made it. `ranks` are those of the target."""
    found = [abs(correlation(order, ranks)) for order in column.orders]
    found.append(correlation(ranks_of(mean_elsewhere(column.levels, ranks)), ranks))
    return max(found) if max(found) > correlation_by_chance(len(ranks)) else 0.0


def _judged(code: str, strengths: list[Strength]) -> list[Finding]:
    worst: dict[str, Strength] = {}
    for strength in strengths:
        if strength.column not in worst or strength.number > worst[strength.column].number:
            worst[strength.column] = strength
    telling = [strength for strength in worst.values() if strength.number > WARNS_ABOVE]
    if telling or not worst:
        return [_finding(code, strength) for strength in sorted(telling, key=lambda one: -one.number)]
    return [_finding(code, max(worst.values(), key=lambda one: one.number))]


def _finding(code: str, strength: Strength) -> Finding:
    severity: Severity = "passes"
    if strength.number > WARNS_ABOVE:
        severity = "blocks" if strength.number > BLOCKS_ABOVE else "warns"
    limit = BLOCKS_ABOVE if severity == "blocks" else WARNS_ABOVE
    return Finding(code, severity, strength.column, round(strength.number, 4), limit, {"part": strength.part})
