"""Bradley-Terry: only which of two projects each juror preferred, not by how much. A sensitivity column only."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from challenges.errors import Refusal, gettext_noop
from challenges.jury.marks import Marks

# Without it a project that never loses would be infinitely good.
ALPHA = 0.1
STEPS_AT_MOST = 10_000
CLOSE = 1e-11


class NothingPreferred(Refusal):
    code = "nothing_preferred"
    message = gettext_noop("No juror put one project before another.")


def preferences(marks: Marks) -> list[tuple[str, str]]:
    """(winner, loser) of every two projects that one juror scored differently; equal scores prefer neither."""
    found = []
    for juror in marks.jurors:
        for one, other in combinations(marks.of_juror[juror], 2):
            if one.score != other.score:
                better, worse = (one, other) if one.score > other.score else (other, one)
                found.append((better.project, worse.project))
    return found


def bradley_terry(marks: Marks, *, alpha: float = ALPHA) -> dict[str, float]:
    """Each project's strength, as a logarithm, the mean at 0. Raises NothingPreferred.

    Iterated Luce spectral ranking (Maystre and Grossglauser, 2015): the strengths are the stationary distribution of a
    Markov chain that walks from losers to winners at the rate `alpha + sum 1 / (strength_w + strength_l)`.
    """
    found = preferences(marks)
    if not found:
        raise NothingPreferred
    places = {project: place for place, project in enumerate(marks.projects)}
    pairs = [(places[winner], places[loser]) for winner, loser in found]
    return dict(zip(marks.projects, map(float, strengths(pairs, len(places), alpha=alpha)), strict=True))


def strengths(pairs: Sequence[tuple[int, int]], count: int, *, alpha: float = ALPHA) -> npt.NDArray[np.float64]:
    """The same of numbered projects: as choix.ilsr_pairwise finds it, iterated until it stands still."""
    wins = np.zeros((count, count))
    np.add.at(wins, tuple(np.array(pairs).T[::-1]), 1.0)  # from the loser (row) to the winner (column)
    found = np.zeros(count)
    for _ in range(STEPS_AT_MOST):
        weights = np.exp(found)
        weights *= count / weights.sum()
        rates = alpha + wins / (weights[:, None] + weights[None])
        np.fill_diagonal(rates, 0.0)
        before, found = found, _stationary(rates)
        if np.abs(found - before).max() <= CLOSE:
            break
    return found


def _stationary(rates: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Logarithms of the stationary distribution, the mean at 0."""
    flow = rates.T - np.diag(rates.sum(axis=1))
    flow[-1] = 1.0  # one balance follows from the others; instead the shares sum up
    right = np.zeros(len(rates))
    right[-1] = len(rates)
    found: npt.NDArray[np.float64] = np.log(np.linalg.solve(flow, right))
    found -= found.mean()
    return found
