"""Where the jurors are of different minds: to be talked about before anything else."""

from dataclasses import dataclass
from fractions import Fraction

from challenges.jury.combining import deviation
from challenges.jury.marks import Marks
from challenges.jury.severity import Fit

MOST = 5


@dataclass(frozen=True, slots=True)
class Dispute:
    """A project, the standard deviation of its scores once severities are taken away, in points, and the jurors who
    think least and most of it with their scores so corrected."""

    project: str
    spread: float
    lowest: tuple[str, Fraction]
    highest: tuple[str, Fraction]


def disputed(marks: Marks, found: Fit, *, most: int = MOST) -> list[Dispute]:
    """The projects of most spread, the most disputed first; those that all jurors see alike are none."""
    disputes = [_dispute(marks, found, project) for project in marks.projects if len(marks.of_project[project]) > 1]
    real = [dispute for dispute in disputes if dispute.highest[1] > dispute.lowest[1]]
    return sorted(real, key=lambda dispute: (-dispute.spread, dispute.project))[:most]


def _dispute(marks: Marks, found: Fit, project: str) -> Dispute:
    corrected = sorted(
        ((mark.juror, mark.score - found.severity[mark.juror]) for mark in marks.of_project[project]),
        key=lambda pair: (pair[1], pair[0]),
    )
    spread = deviation([score for _, score in corrected])
    return Dispute(project, spread, corrected[0], corrected[-1])
