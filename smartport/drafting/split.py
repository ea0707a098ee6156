"""Which rows teams get, and which are hidden in two parts; no order of rows tells anything afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from smartport.drafting.refusal import NotDrafted

HIDDEN_SHARE = 0.3
PUBLIC_SHARE = 0.3  # of the hidden rows
SMALLEST_PART = 10

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Split:
    """Places of rows in the table, each list in an order drawn at random."""

    train: list[int]
    public: list[int]
    private: list[int]

    @property
    def hidden(self) -> list[int]:
        return [*self.public, *self.private]


def at_random(labels: Sequence[str] | None, *, rows: int, rng: np.random.Generator) -> Split:
    """Row by row; with labels, each of them in every part by its share."""
    order = rng.permutation(rows)
    if labels is not None:
        order = order[np.argsort(np.asarray(labels)[order], kind="stable")]
    is_hidden = _every(len(order), share=HIDDEN_SHARE, rng=rng)
    hidden = order[is_hidden]
    is_public = _every(len(hidden), share=PUBLIC_SHARE, rng=rng)
    return _shuffled(order[~is_hidden], hidden[is_public], hidden[~is_public], rng=rng)


def by_time(moments: Sequence[Any], *, rng: np.random.Generator) -> Split:
    """The latest rows are hidden; rows of the same moment stay together."""
    times = sorted(moments)
    border = times[int(len(times) * (1 - HIDDEN_SHARE))]
    is_hidden = np.array([moment >= border for moment in moments])
    if is_hidden.all():
        raise NotDrafted("Nearly all rows have the same time: there is no earlier part to learn from.")
    hidden = rng.permutation(np.flatnonzero(is_hidden))
    is_public = _every(len(hidden), share=PUBLIC_SHARE, rng=rng)
    return _shuffled(np.flatnonzero(~is_hidden), hidden[is_public], hidden[~is_public], rng=rng)


def by_group(groups: Sequence[str], *, rng: np.random.Generator) -> Split:
    """Whole groups, in random order, are hidden until the share is reached."""
    names, number = np.unique(np.asarray(groups), return_inverse=True)
    if len(names) < 3:
        raise NotDrafted(f"There are {len(names)} groups; at least 3 are needed, one for each part.")
    order = rng.permutation(len(names))
    reached = np.cumsum(np.bincount(number)[order]) / len(groups)
    first = min(1 + int(np.sum(reached < HIDDEN_SHARE * PUBLIC_SHARE)), len(names) - 2)
    public = set(order[:first].tolist())
    until = max(len(public) + 1, min(1 + int(np.sum(reached < HIDDEN_SHARE)), len(names) - 1))
    private = set(order[len(public) : until].tolist())
    parts = [np.flatnonzero([group in part for group in number]) for part in (public, private)]
    rest = np.flatnonzero([group not in public | private for group in number])
    return _shuffled(rest, *parts, rng=rng)


def require_enough(split: Split) -> None:
    for name, rows in (("training", split.train), ("public", split.public), ("private", split.private)):
        if len(rows) < SMALLEST_PART:
            raise NotDrafted(
                f"The {name} part would have {len(rows)} rows, and at least {SMALLEST_PART} are needed: "
                "take a longer table, or split it another way."
            )


def _every(rows: int, *, share: float, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Evenly spread over the rows, from a random start: of 100, a share of 0.3 is 30."""
    steps = np.floor((np.arange(rows + 1) * share) + rng.random())
    return np.asarray(np.diff(steps) > 0)


def _shuffled(train: Rows, public: Rows, private: Rows, *, rng: np.random.Generator) -> Split:
    return Split(*(rng.permutation(rows).tolist() for rows in (train, public, private)))
