"""The lattice of all ways to publish a row, a level for each column, and in which order they are tried.

A node is a level of every ladder. Its price is the information that a row loses there: for each column the share of its
entropy that the level takes (Gionis & Tassa, “k-Anonymization with Minimal Loss of Information”, 2009), weighted by
importance. Each column weighs twice as much as the next: more than all that come after it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from datasets.anonymization.codes import BoolArray, Classes, Coded, FloatArray, IntArray, combine
from datasets.anonymization.ladders import Ladder

Node = tuple[int, ...]

OUTWEIGHS = 2.0


@dataclass(frozen=True, eq=False)
class Rungs:
    """A ladder as the walk needs it. Rows with the same atom are alike at every level; `codes[level][atom]` is their
    code there, below `spans[level]`. `fits[low, high]`: every value of the low level lies within one of the high (weeks
    do not lie within months). `lost[level]` is the share of the column's entropy that is lost there."""

    atoms: IntArray
    codes: tuple[IntArray, ...]
    spans: tuple[int, ...]
    fits: BoolArray
    lost: FloatArray

    def at(self, level: int, *, atoms: IntArray) -> Coded:
        return Coded(self.codes[level][atoms], self.spans[level])


def rungs_of(ladder: Ladder) -> Rungs:
    levels = [Coded(codes, len(values)) for codes, values in zip(ladder.codes, ladder.values, strict=True)]
    telling = [level for level in levels[1:] if not _determines(levels[0], level)]
    atoms = combine([levels[0], *telling], rows=len(levels[0].codes))
    codes = tuple(_of_each(atoms, level.codes) for level in levels)
    return Rungs(
        atoms=atoms.of,
        codes=codes,
        spans=tuple(level.span for level in levels),
        fits=_fits([Coded(one, level.span) for one, level in zip(codes, levels, strict=True)]),
        lost=_lost([np.bincount(level.codes, minlength=level.span) for level in levels]),
    )


def _determines(low: Coded, high: Coded) -> bool:
    """Rows alike in the one are alike in the other."""
    told = np.zeros(low.span, dtype=np.int64)
    told[low.codes] = high.codes
    return bool((told[low.codes] == high.codes).all())


def _of_each(atoms: Classes, codes: IntArray) -> IntArray:
    """The code of each atom, from those of its rows, which are all the same."""
    found = np.zeros(atoms.number, dtype=np.int64)
    found[atoms.of] = codes
    return found


def _fits(levels: Sequence[Coded]) -> BoolArray:
    fits = np.zeros((len(levels), len(levels)), dtype=np.bool_)
    for low, below in enumerate(levels):
        fits[low, low:] = [_determines(below, above) for above in levels[low:]]
    return fits


def _lost(counts: Sequence[IntArray]) -> FloatArray:
    """Nothing for a column that says nothing."""
    entropies = np.array([_entropy(level) for level in counts])
    return np.zeros(len(counts)) if entropies[0] == 0 else 1 - entropies / entropies[0]


def _entropy(counts: IntArray) -> float:
    """In bits, of a value drawn with these counts."""
    shares = counts[counts > 0] / max(counts.sum(), 1)
    return abs(float(-(shares * np.log2(shares)).sum()))


class Lattice:
    """The nodes of some ladders, the most important first."""

    def __init__(self, rungs: Sequence[Rungs]) -> None:
        weights = OUTWEIGHS ** -np.arange(len(rungs), dtype=np.float64)
        weights /= max(weights.sum(), 1)
        self._prices = [(weight * one.lost).tolist() for weight, one in zip(weights, rungs, strict=True)]

    def price(self, node: Node) -> float:
        """From 0, the finest of all levels, to 1, `*` everywhere."""
        return float(sum(prices[level] for prices, level in zip(self._prices, node, strict=True)))

    def by_price(self) -> Iterator[Node]:
        """All nodes, the cheapest first, each after one that it is a step above."""
        finest: Node = (0,) * len(self._prices)
        waiting, met = [(0.0, finest)], {finest}
        while waiting:
            _, node = heappop(waiting)
            yield node
            for above in self._above(node):
                if above not in met:
                    met.add(above)
                    heappush(waiting, (self.price(above), above))

    def straight_up(self) -> Iterator[Node]:
        """From the finest to the coarsest by steps of one level, the cheapest step each time."""
        node: Node = (0,) * len(self._prices)
        yield node
        while above := list(self._above(node)):
            node = min(above, key=lambda one: (self.price(one), one))
            yield node

    def _above(self, node: Node) -> Iterator[Node]:
        for place, level in enumerate(node):
            if level + 1 < len(self._prices[place]):
                yield (*node[:place], level + 1, *node[place + 1 :])
