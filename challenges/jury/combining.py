"""The final score `F = w_J J + w_A A`, and how much each part really weighs in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from challenges.errors import Refusal, gettext_noop
from challenges.jury.rubric import Exact, exact


class WeightsUnusable(Refusal):
    code = "weights_unusable"
    message = gettext_noop("The weights of jury and automatic score are zero or more, and make 1 together.")
    field = "weights"
    status = 422


class AutomaticMissing(Refusal):
    """Details: projects."""

    code = "automatic_missing"
    message = gettext_noop("There is no automatic score of %(projects)s.")
    hint = gettext_noop("A project that handed nothing in has 0 points: what the naive method is worth.")

    def __init__(self, projects: Sequence[str]) -> None:
        super().__init__(projects=", ".join(projects))
        self.projects = tuple(projects)


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the jury's score and the automatic one, published beforehand. Raises WeightsUnusable."""

    jury: Fraction = Fraction(1)
    automatic: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        if min(self.jury, self.automatic) < 0 or self.jury + self.automatic != 1:
            raise WeightsUnusable

    @classmethod
    def of(cls, jury: Exact) -> "Weights":
        """The jury's, 0 to 1; the rest is the automatic score's. Raises WeightsUnusable."""
        try:
            weight = exact(jury)
        except ValueError as error:
            raise WeightsUnusable from error
        return cls(weight, 1 - weight)


@dataclass(frozen=True, slots=True)
class EffectiveWeights:
    """The shares, 0 to 1, that both parts have in the differences between projects; None where there is none."""

    jury: float | None
    automatic: float | None


def combined(jury: Mapping[str, Fraction], automatic: Mapping[str, Fraction], weights: Weights) -> dict[str, Fraction]:
    """F of every project that the jury scored, not yet rounded. Raises AutomaticMissing where A weighs."""
    if weights.automatic and (missing := [project for project in jury if project not in automatic]):
        raise AutomaticMissing(missing)
    return {
        project: weights.jury * points + weights.automatic * automatic.get(project, Fraction())
        for project, points in jury.items()
    }


def effective_weights(
    jury: Mapping[str, Fraction], automatic: Mapping[str, Fraction], weights: Weights
) -> EffectiveWeights:
    """`w_J sd_J / (w_J sd_J + w_A sd_A)`: a part in which all projects are alike decides nothing, however much
    it weighs."""
    one = float(weights.jury) * deviation(list(jury.values()))
    other = float(weights.automatic) * deviation([automatic[project] for project in jury if project in automatic])
    whole = one + other
    return EffectiveWeights(one / whole, other / whole) if whole else EffectiveWeights(None, None)


def deviation(values: Sequence[Fraction]) -> float:
    """The standard deviation over all of them, divided by their number; 0 of none."""
    if not values:
        return 0.0
    middle = sum(values, Fraction()) / len(values)
    return sqrt(sum(((value - middle) ** 2 for value in values), Fraction()) / len(values))
