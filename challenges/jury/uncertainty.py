"""How sure the ranking is: a Bayesian bootstrap over the jurors, and the ranking without each of them."""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from challenges.errors import Refusal, gettext_noop
from challenges.jury.combining import Weights, combined
from challenges.jury.marks import Marks, require_enough
from challenges.jury.ranking import first, ranks, ranks_of, settle
from challenges.jury.refitting import qualities
from challenges.jury.severity import require_connected

Floats = npt.NDArray[np.float64]
REPETITIONS = 2000
TOP = 3
LOWEST, HIGHEST = 0.05, 0.95
# Projects are compared in pieces of the repetitions: bounds the memory.
PIECES = 20


class TooFewRepetitions(Refusal):
    """Details: at_least."""

    code = "too_few_repetitions"
    message = gettext_noop("The bootstrap is repeated %(at_least)s times at least.")
    field = "repetitions"
    status = 422


@dataclass(frozen=True)
class Final:
    """How quality becomes the final score: the automatic points of every project, and the weights of both."""

    weights: Weights = field(default_factory=Weights)
    automatic: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class Uncertainty:
    """Of every project: how likely it is first and among the first three (0 to 1), and between which ranks it lies in
    90 % of the repetitions (5 % below, 5 % above)."""

    seed: int
    repetitions: int
    first: Mapping[str, float]
    top: Mapping[str, float]
    interval: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Without:
    """The ranking as if `juror` had not sat in the panel; no ranks where it is refused then."""

    juror: str
    ranks: Mapping[str, int]
    refused: Refusal | None = None

    @property
    def winners(self) -> tuple[str, ...]:
        return first(self.ranks)


def bootstrap(marks: Marks, *, seed: int, repetitions: int = REPETITIONS, final: Final | None = None) -> Uncertainty:
    """Rubin's Bayesian bootstrap: in each repetition every juror has a weight of Exp(1), and all is fitted again.

    The weights come from `random.Random(seed)`, whose stream is the same on every machine and in every version, juror
    by juror in the order of `marks.jurors`. Projects that are equal in a repetition share the places they take. Raises
    TooFewRepetitions, Disconnected, and TooFewBallots of a project without a mark.
    """
    if repetitions < REPETITIONS:
        raise TooFewRepetitions(at_least=REPETITIONS)
    require_enough(marks, at_least=1)
    require_connected(marks)
    weights = weightings(len(marks.jurors), seed=seed, repetitions=repetitions)
    scores = settle(_scores(qualities(marks, weights), marks, final))
    places, sharing = (
        np.concatenate(parts) for parts in zip(*map(_placed, np.array_split(scores, PIECES)), strict=True)
    )
    below, above = (np.quantile(places, share, axis=0, method="inverted_cdf") for share in (LOWEST, HIGHEST))
    return Uncertainty(
        seed,
        repetitions,
        _by_project(marks, np.clip((2 - places) / sharing, 0, 1).mean(axis=0)),
        _by_project(marks, np.clip((TOP + 1 - places) / sharing, 0, 1).mean(axis=0)),
        {name: (int(low), int(high)) for name, low, high in zip(marks.projects, below, above, strict=True)},
    )


def weightings(count: int, *, seed: int, repetitions: int) -> Floats:
    """A row of `count` weights of Exp(1) for every repetition."""
    stream = random.Random(seed)  # noqa: S311 - a reproducible stream is wanted, not a secret one
    drawn = [-math.log(1.0 - stream.random()) for _ in range(count * repetitions)]
    # A weight of 0 would leave the juror out, and may tear the panel apart.
    weights: Floats = np.maximum(np.array(drawn).reshape(repetitions, count), np.finfo(float).tiny)
    return weights


def leave_one_out(marks: Marks, *, final: Final | None = None) -> list[Without]:
    """The ranking without each juror who voted, in their order."""
    return [_without(juror, marks, final) for juror in marks.voting]


def _without(juror: str, marks: Marks, final: Final | None) -> Without:
    left = marks.without(juror)
    try:
        require_enough(left, at_least=1)
        require_connected(left)
    except Refusal as refused:
        return Without(juror, {}, refused)
    scores = _scores(qualities(left, np.ones((1, len(left.jurors)))), left, final)[0]
    return Without(juror, ranks(dict(zip(left.projects, map(float, scores), strict=True))))


def _scores(quality: Floats, marks: Marks, final: Final | None) -> Floats:
    """Of every weighting the final scores of every project."""
    if final is None:
        return quality
    automatic = combined(dict.fromkeys(marks.projects, Fraction()), final.automatic, final.weights)
    scores: Floats = float(final.weights.jury) * quality + np.array([float(automatic[name]) for name in marks.projects])
    return scores


def _placed(scores: Floats) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Every project's rank, and how many share it."""
    return ranks_of(scores), (scores[:, None, :] == scores[:, :, None]).sum(axis=-1)


def _by_project(marks: Marks, values: Floats) -> dict[str, float]:
    return dict(zip(marks.projects, map(float, values), strict=True))
