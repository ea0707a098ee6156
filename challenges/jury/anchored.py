"""The automatic score on a scale that was published before the start.

Never min-max: there the best and the worst that were handed in make the scale, and deleting the last team moves all
others against the jury's score, up to another winner. Here no team's points depend on another team.
"""

from dataclasses import dataclass
from fractions import Fraction

from challenges.errors import Refusal, gettext_noop
from challenges.jury.rubric import Exact, exact


class ScaleUnusable(Refusal):
    code = "scale_unusable"
    message = gettext_noop("The naive value and the target are two different numbers.")
    field = "target"
    status = 422


@dataclass(frozen=True, slots=True)
class Scale:
    """`naive` is worth 0 points and `target` 100, both in the metric's own unit; whether smaller or larger is better is
    told by which of them is smaller. Raises ScaleUnusable."""

    naive: Fraction
    target: Fraction

    def __post_init__(self) -> None:
        if self.naive == self.target:
            raise ScaleUnusable

    @classmethod
    def of(cls, *, naive: Exact, target: Exact) -> "Scale":
        """From numbers of any kind. Raises ScaleUnusable."""
        try:
            return cls(exact(naive), exact(target))
        except ValueError as error:
            raise ScaleUnusable from error

    def points(self, metric: Fraction | None) -> Fraction:
        """`100 * clip((naive - m) / (naive - target), 0, 1)`; nothing handed in is worth what the naive value is."""
        if metric is None:
            return Fraction()
        return 100 * min(max((self.naive - metric) / (self.naive - self.target), Fraction(0)), Fraction(1))
