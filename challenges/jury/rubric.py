"""From the grades of one ballot to its score: 0 to 100, exactly."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from challenges.errors import Refusal, gettext_noop

# A float stands for the shortest decimal that reads as it, so that a number survives being written and read.
Exact = int | str | float | Decimal | Fraction
# What is read from a text: plain digits, bounded, since 1e999999999 would be computed to its last zero.
NUMBER = re.compile(r"-?[0-9]{1,400}([./][0-9]{1,400})?")
PLACES_AT_MOST = 400


class CriterionMissing(Refusal):
    """Details: criterion. `criteria` names all that miss."""

    code = "criterion_missing"
    message = gettext_noop("This ballot is not complete: there is no grade for %(criterion)s.")
    hint = gettext_noop("Grade every criterion; whoever cannot judge a project recuses themselves.")
    field = "grades"
    status = 422

    def __init__(self, criteria: Sequence[str]) -> None:
        super().__init__(criterion=", ".join(criteria))
        self.criteria = tuple(criteria)


class GradeOutside(Refusal):
    """Details: criterion, lowest, highest."""

    code = "grade_outside"
    message = gettext_noop("A grade for %(criterion)s lies between %(lowest)s and %(highest)s.")
    field = "grades"
    status = 422


class CriterionUnknown(Refusal):
    """Details: criterion."""

    code = "criterion_unknown"
    message = gettext_noop("This panel has no criterion %(criterion)s.")
    field = "grades"
    status = 422


class RubricUnusable(Refusal):
    code = "rubric_unusable"
    message = gettext_noop("These criteria make no score.")
    hint = gettext_noop("Each needs a name of its own, a weight above zero, and a scale that rises.")
    field = "criteria"
    status = 422


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is graded from `lowest` to `highest`, and how much it weighs against the others."""

    key: str
    weight: Fraction
    lowest: Fraction
    highest: Fraction

    @classmethod
    def of(cls, key: str, *, weight: Exact, lowest: Exact, highest: Exact) -> "Criterion":
        """From numbers of any kind."""
        return cls(key, exact(weight), exact(lowest), exact(highest))

    def share(self, grade: Fraction) -> Fraction:
        """The grade's place on its scale, 0 to 1."""
        return (grade - self.lowest) / (self.highest - self.lowest)


def exact(value: Exact) -> Fraction:
    """The number itself; a text is `12`, `-0.5` or `1/3`. Raises ValueError where it is none, or not finite."""
    if isinstance(value, str) and not NUMBER.fullmatch(value):
        raise ValueError(f"this is not a number: {value[:40]!a}")
    try:
        return Fraction(repr(value) if isinstance(value, float) else value)
    except (ValueError, OverflowError, ZeroDivisionError) as error:
        raise ValueError("this is not a finite number") from error


def quantised(value: Fraction, *, places: int = 2) -> Decimal:
    """Rounded half up (away from zero), as a person rounds: the one place where a result loses digits."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal((int(value < 0 and whole != 0), Decimal(whole).as_tuple().digits, -places))


def plain(value: Fraction) -> str:
    """The number as a text that `exact` reads back: digits where they end, else a fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    places = next((places for places in range(1, PLACES_AT_MOST) if 10**places % value.denominator == 0), None)
    return f"{value.numerator}/{value.denominator}" if places is None else f"{quantised(value, places=places):f}"


def require_rubric(criteria: Sequence[Criterion]) -> None:
    """Raises RubricUnusable."""
    keys = {criterion.key for criterion in criteria}
    rise = all(criterion.weight > 0 and criterion.highest > criterion.lowest for criterion in criteria)
    if not criteria or len(keys) != len(criteria) or not rise:
        raise RubricUnusable


def score(grades: Mapping[str, Fraction], criteria: Sequence[Criterion]) -> Fraction:
    """`100 * sum_c w_c (x_c - lo_c) / (hi_c - lo_c) / sum_c w_c`.

    A criterion without a grade blocks the ballot, it is never taken as the lowest grade. Raises CriterionMissing,
    CriterionUnknown, GradeOutside, RubricUnusable.
    """
    require_rubric(criteria)
    if missing := [criterion.key for criterion in criteria if criterion.key not in grades]:
        raise CriterionMissing(missing)
    if unknown := sorted(grades.keys() - {criterion.key for criterion in criteria}):
        raise CriterionUnknown(criterion=unknown[0])
    for criterion in criteria:
        if not criterion.lowest <= grades[criterion.key] <= criterion.highest:
            raise GradeOutside(
                criterion=criterion.key, lowest=plain(criterion.lowest), highest=plain(criterion.highest)
            )
    total = sum(criterion.weight for criterion in criteria)
    earned = sum((criterion.weight * criterion.share(grades[criterion.key]) for criterion in criteria), Fraction())
    return 100 * earned / total


def heaviest(criteria: Sequence[Criterion]) -> Criterion:
    """The one that weighs most; of several the first as they were published."""
    return max(criteria, key=lambda criterion: criterion.weight)
