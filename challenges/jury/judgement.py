"""What follows from a case: all that the president reads before the lock, and the order that is locked."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from challenges.jury.agreement import Concordance, alpha, concordance
from challenges.jury.case import Case
from challenges.jury.columns import Column, columns
from challenges.jury.combining import EffectiveWeights, combined, effective_weights
from challenges.jury.disputed import Dispute, disputed
from challenges.jury.marks import require_difference, require_enough
from challenges.jury.motions import moved
from challenges.jury.patterns import Pattern, patterns
from challenges.jury.rubric import heaviest
from challenges.jury.sensitivity import Sensitivity, sensitivity
from challenges.jury.severity import Fit, fit
from challenges.jury.ties import Grounds, Order, final_order
from challenges.jury.uncertainty import Final, Uncertainty, Without, bootstrap, leave_one_out


@dataclass(frozen=True)
class Agreement:
    """Krippendorff's alpha of the scores (interval) and of each criterion (ordinal), Kendall's W; None: not defined."""

    total: float | None
    by_criterion: Mapping[str, float | None]
    concordance: Concordance


@dataclass(frozen=True)
class Judgement:
    """`fit` has quality J and severities, `automatic` A, `final` F before it is rounded; `order` is what was computed
    and `decided` the projects from the first on, after the motions."""

    fit: Fit
    automatic: Mapping[str, Fraction]
    final: Mapping[str, Fraction]
    order: Order
    decided: tuple[str, ...]
    columns: tuple[Column, ...]
    agreement: Agreement
    uncertainty: Uncertainty
    without: tuple[Without, ...]
    effective: EffectiveWeights
    sensitivity: Sensitivity
    disputed: tuple[Dispute, ...]
    patterns: tuple[Pattern, ...]


def judge(case: Case) -> Judgement:
    """Raises TooFewBallots, AllEqual, Disconnected, AutomaticMissing, TooFewRepetitions, MotionStale, MotionUnusable.

    A constant juror does not stop it, since least squares bears them: they are among the patterns, and the column of
    z-scores is refused. Seconds at 200 projects and 40 jurors.
    """
    marks = case.marks
    require_enough(marks)
    require_difference(marks)
    found = fit(marks)
    final = combined(found.quality, case.automatic, case.weights)
    order = final_order(_grounds(case, found, final))
    side_by_side = columns(marks, found, automatic=case.automatic, weights=case.weights)
    how = Final(case.weights, case.automatic)
    unsure = bootstrap(marks, seed=case.seed, repetitions=case.repetitions, final=how)
    return Judgement(
        fit=found,
        automatic=case.automatic,
        final=final,
        order=order,
        decided=moved(order.projects, case.motions),
        columns=tuple(side_by_side),
        agreement=agreement(case),
        uncertainty=unsure,
        without=tuple(leave_one_out(marks, final=how)),
        effective=effective_weights(found.quality, case.automatic, case.weights),
        sensitivity=sensitivity(side_by_side, unsure, leader=order.projects[0]),
        disputed=tuple(disputed(marks, found)),
        patterns=tuple(patterns(marks, found=found)),
    )


def agreement(case: Case) -> Agreement:
    """Of any ballots, also where no ranking can be made of them. The ordinal alpha needs no domain: values that nobody
    gave do not change it."""
    marks = case.marks
    return Agreement(
        alpha(marks.matrix, level="interval"),
        {one.key: alpha(marks.grades(one.key), level="ordinal") for one in case.criteria},
        concordance(marks),
    )


def _grounds(case: Case, found: Fit, final: Mapping[str, Fraction]) -> Grounds:
    """The heaviest criterion is corrected for severity just as the whole score is; marks without grades have none."""
    graded = case.criteria and all(mark.grades for mark in case.marks.marks)
    criterion = fit(case.marks.on(heaviest(case.criteria))).quality if graded else {}
    return Grounds(
        final=final,
        jury=found.quality,
        marks=case.marks,
        criterion=criterion,
        private=case.private,
        last_submission=case.last_submission,
    )
