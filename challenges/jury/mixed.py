"""BLUP of a mixed model: jurors are fixed effects, projects random ones that are drawn to the middle the more, the
fewer ballots they have and the less the jurors agree. A sensitivity column only.

`S_ij = m + b_j + u_i + e_ij`, `u_i ~ N(0, s_u^2)`, `e_ij ~ N(0, s_e^2)`, the ratio `s_u^2 / s_e^2` by restricted
maximum likelihood (REML). Jurors are fixed, since a panel is no sample of some larger one, and since severities that go
along with the projects somebody was given would be drawn together with them.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

from challenges.errors import Refusal, gettext_noop
from challenges.jury.marks import Marks, require_enough

Floats = npt.NDArray[np.float64]
# Natural logarithms of the ratios that are tried: from "all projects are the same" to "hardly any noise".
SMALLEST, LARGEST, STEPS = -14.0, 14.0, 57


class TooFewToModel(Refusal):
    code = "too_few_to_model"
    message = gettext_noop("There are too few ballots, or too equal ones, for a mixed model.")


@dataclass(frozen=True)
class Mixed:
    """`effects` u of each project in points; `level` the mean of the jurors' levels; `ratio` that was found."""

    effects: dict[str, float]
    level: float
    ratio: float

    @property
    def scores(self) -> dict[str, float]:
        """Each project on the scale of 0 to 100."""
        return {project: self.level + effect for project, effect in self.effects.items()}


@dataclass(frozen=True)
class _Design:
    """Of each mark the score, and the places of its juror and its project."""

    scores: Floats
    jurors: npt.NDArray[np.intp]
    projects: npt.NDArray[np.intp]

    @cached_property
    def sums(self) -> tuple[Floats, Floats, Floats, Floats]:
        """How many marks a project has; 1 where a juror (column) scored a project (row); the sums of both's scores."""
        given = np.zeros((int(self.projects.max()) + 1, int(self.jurors.max()) + 1))
        given[self.projects, self.jurors] = 1.0
        scores = np.zeros_like(given)
        scores[self.projects, self.jurors] = self.scores
        return given.sum(axis=1), given, scores.sum(axis=1), scores.sum(axis=0)

    def solved(self, ratio: float) -> tuple[Floats, Floats, float]:
        """Levels of the jurors, effects of the projects, and the logarithm of the restricted likelihood, up to a
        constant."""
        counts, given, sums_of_projects, sums_of_jurors = self.sums
        shrink = ratio / (1 + ratio * counts)
        inner = np.diag(given.sum(axis=0)) - given.T @ (shrink[:, None] * given)
        right = sums_of_jurors - given.T @ (shrink * sums_of_projects)
        levels = np.asarray(np.linalg.solve(inner, right), dtype=np.float64)
        left = self.scores - levels[self.jurors]
        sums = sums_of_projects - given @ levels
        square = float(left @ left - sums @ (shrink * sums))
        freedom = len(self.scores) - given.shape[1]
        determinants = float(np.log1p(ratio * counts).sum() + np.linalg.slogdet(inner)[1])
        likelihood = -0.5 * (freedom * np.log(max(square, 1e-12)) + determinants)
        return levels, shrink * sums, float(likelihood)


def mixed_model(marks: Marks, *, ratio: float | None = None) -> Mixed:
    """The BLUP with the most likely ratio, or with this one. Raises TooFewToModel, and TooFewBallots of a project
    without a mark."""
    require_enough(marks, at_least=1)
    if len(marks.marks) <= len(marks.voting) + 1 or len({mark.score for mark in marks.marks}) < 2:
        raise TooFewToModel
    design = _design(marks)
    chosen = _most_likely(design) if ratio is None else ratio
    levels, effects, _ = design.solved(chosen)
    told = dict(zip(marks.projects, map(float, effects), strict=True))
    return Mixed(told, float(levels.mean()), chosen)


def restricted_likelihood(marks: Marks, *, ratio: float) -> float:
    """The logarithm of it at this ratio, up to a constant: what `mixed_model` makes largest."""
    return _design(marks).solved(ratio)[2]


def _most_likely(design: _Design) -> float:
    """The best of a grid, then the peak beside it; the likelihood may have several."""

    def unlikely(power: float) -> float:
        return -design.solved(float(np.exp(power)))[2]

    tried = np.linspace(SMALLEST, LARGEST, STEPS)
    best = int(np.argmin([unlikely(float(power)) for power in tried]))
    if best == 0:
        return 0.0
    bounds = float(tried[best - 1]), float(tried[min(best + 1, STEPS - 1)])
    found = minimize_scalar(unlikely, bounds=bounds, method="bounded", options={"xatol": 1e-10, "maxiter": 200})
    return float(np.exp(found.x))


def _design(marks: Marks) -> _Design:
    scores = np.array([float(mark.score) for mark in marks.marks])
    jurors = {juror: place for place, juror in enumerate(marks.voting)}
    projects = {project: place for place, project in enumerate(marks.projects)}
    return _Design(
        scores,
        np.array([jurors[mark.juror] for mark in marks.marks]),
        np.array([projects[mark.project] for mark in marks.marks]),
    )
