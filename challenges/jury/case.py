"""Everything that a decision is computed from, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from challenges.jury.anchored import Scale
from challenges.jury.combining import Weights
from challenges.jury.marks import Marks
from challenges.jury.motions import Motion
from challenges.jury.rubric import Criterion
from challenges.jury.uncertainty import REPETITIONS


@dataclass(frozen=True)
class Case:
    """`criteria` stand as they were published. With a `scale`, `metrics` has the metric of every project that handed
    something in, in the metric's own unit. `private` is the sort value of the private leaderboard (smaller is better)
    and `last_submission` when the last valid one came in: both for ties alone."""

    marks: Marks
    criteria: tuple[Criterion, ...]
    seed: int
    repetitions: int = REPETITIONS
    weights: Weights = field(default_factory=Weights)
    scale: Scale | None = None
    metrics: Mapping[str, Fraction] = field(default_factory=dict)
    private: Mapping[str, Fraction] = field(default_factory=dict)
    last_submission: Mapping[str, datetime] = field(default_factory=dict)
    motions: tuple[Motion, ...] = ()

    @cached_property
    def automatic(self) -> dict[str, Fraction]:
        """The automatic points of every project, 0 to 100; none without a scale."""
        if self.scale is None:
            return {}
        return {project: self.scale.points(self.metrics.get(project)) for project in self.marks.projects}
